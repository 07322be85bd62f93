// SPDX-License-Identifier: BSL-1.0
// Evaluation: programs of any length, in any number type, inside and outside of constant expressions.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>
#include <limits>
#include <tuple>
#include <type_traits>

namespace {

// A program without calls of the mathematical library runs in a constant expression.
constexpr auto cubic = [](auto x, auto y) { return x * x * y - y / x + adze::select(x < y, x, y); };
static_assert(adze::gradient(cubic, 2.0, 4.0)[0] == 18);
static_assert(adze::gradient<adze::forward>(cubic, 2.0, 4.0)[1] == 3.5);
static_assert(adze::hessian(cubic, 2.0, 4.0)[0][0] == 7);

}  // namespace

TEST_CASE("programs around the size of a chunk of evaluation") {
  auto const steps = []<int N>(std::integral_constant<int, N>) {
    return [](auto x) {
      adze::term t = x;
      for (int i = 0; i < N; ++i) t = t * x + 0.25;
      return t;
    };
  };
  auto const check = [&]<int N>(std::integral_constant<int, N> n) {
    double value = 0.75, slope = 1;
    for (int i = 0; i < N; ++i) {
      slope = slope * 0.75 + value;
      value = value * 0.75 + 0.25;
    }
    auto const got = adze::value_and_gradient(steps(n), 0.75);
    INFO(N << " steps");
    CHECK(got.value == value);
    CHECK(got.gradient[0] == Approx(slope).epsilon(1e-14));
  };
  check(std::integral_constant<int, 0>{});
  check(std::integral_constant<int, 48>{});
  check(std::integral_constant<int, 49>{});
  check(std::integral_constant<int, 50>{});
  check(std::integral_constant<int, 51>{});
  check(std::integral_constant<int, 120>{});
}

TEST_CASE("the number type is that of the arguments") {
  auto const f = [](auto x, auto y) { return exp(x) * y + log2(y) / 3 + adze::normal_cdf(x); };
  auto const in_float = adze::value_and_gradient(f, 0.5F, 2.0F);
  auto const in_double = adze::value_and_gradient(f, 0.5, 2.0);
  auto const in_long = adze::value_and_gradient(f, 0.5L, 2.0L);
  auto const mixed = adze::value_and_gradient(f, 0.5F, 2.0);
  auto const whole = adze::gradient([](auto x, auto y) { return x / y; }, 1, 2);
  static_assert(std::is_same_v<decltype(in_float.value), float>);
  static_assert(std::is_same_v<decltype(in_long.gradient), std::array<long double, 2>>);
  static_assert(std::is_same_v<decltype(mixed.value), double>);
  CHECK(mixed.value == in_double.value);
  CHECK(whole == std::array{0.5, -0.25});
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(std::fabs(in_float.gradient[i] - static_cast<float>(in_double.gradient[i])) <= 1e-6F);
    CHECK(std::fabs(static_cast<double>(in_long.gradient[i]) - in_double.gradient[i]) <= 1e-15 * in_double.gradient[i]);
    CHECK(in_long.gradient[i] != static_cast<long double>(in_double.gradient[i]));  // it has more digits, and uses them
  }
}

TEST_CASE("constants have the digits of the number type") {
  auto const f = [](auto x) { return exp2(x) + log10(x); };
  long double const ln2 = std::log(2.0L), ln10 = std::log(10.0L);
  long double const want = std::exp2(3.0L) * ln2 + 1 / (3 * ln10);
  long double const got = adze::gradient(f, 3.0L)[0];
  CHECK(std::fabs(got - want) <= 4 * std::numeric_limits<long double>::epsilon() * want);
}

TEST_CASE("the same in dual numbers: a compiled gradient differentiated once more") {
  using D = adze::dual<double, 1>;
  auto const f = [](auto x) { return sin(x) * exp(x); };
  double const x = 0.75;
  CHECK(f(D::variable(x, 0)).tangent[0] == Approx(adze::gradient(f, x)[0]));
}

TEST_CASE("captured run-time numbers are parameters, in order, each time anew") {
  for (double a : {2.0, -3.0}) {
    for (double b : {0.5, 7.0}) {
      auto const f = [a, b](auto x, auto y) { return a * x * x + sin(y * b) - x / b + (a - b) * y; };
      auto const g = adze::gradient(f, 1.5, 0.25);
      CHECK(g[0] == Approx(2 * a * 1.5 - 1 / b));
      CHECK(g[1] == Approx(b * std::cos(0.25 * b) + a - b));
      CHECK(adze::hessian(f, 1.5, 0.25)[0][0] == Approx(2 * a));
    }
  }
}
