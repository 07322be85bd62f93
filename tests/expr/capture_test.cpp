// SPDX-License-Identifier: BSL-1.0
#include <adze/derivative.hpp>
#include <adze/dual/dual.hpp>
#include <adze/gradient.hpp>
#include <adze/hessian.hpp>
#include <adze/jacobian.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

double global_factor = 2.0;

double run_time_value(double x) { return x; }

struct callable {
  template <class X>
  constexpr auto operator()(X x) const { return x * x; }
};
struct stateful_callable {
  double scale;
  template <class X>
  auto operator()(X x) const { return scale * x * x; }
};

template <class X>
constexpr auto function_template(X x) { return x * x * x; }

template <class A, class B>
auto recursive_power(A x, B) {
  if constexpr (B::value == 0) return 1.0;
  else return x * recursive_power(x, std::integral_constant<int, B::value - 1>{});
}

template <int Depth, class X>
constexpr auto nested_sines(X const& x) {
  if constexpr (Depth == 0) return x;
  else return sin(nested_sines<Depth - 1>(x));
}

constexpr double tolerance = 1e-15;

}  // namespace

TEST_CASE("run-time state is read when the derivative is asked for") {
  double a = 2.0;
  auto const by_value = [a](auto x) { return a * x * x; };
  auto const by_reference = [&a](auto x) { return a * x * x; };
  auto const g = adze::gradient(by_reference);
  CHECK(adze::gradient(by_value, 3.0)[0] == 12.0);
  CHECK(g(3.0)[0] == 12.0);
  a = 5.0;
  CHECK(adze::gradient(by_value, 3.0)[0] == 12.0);
  CHECK(g(3.0)[0] == 30.0);
}

TEST_CASE("globals are run-time state too") {
  auto const f = [](auto x) { return global_factor * x * x; };
  auto const g = adze::gradient(f);
  CHECK(g(3.0)[0] == 12.0);
  global_factor = 4.0;
  CHECK(g(3.0)[0] == 24.0);
  CHECK(adze::hessian(f, 3.0)[0][0] == 8.0);
  global_factor = 2.0;
}

TEST_CASE("functions that are no constant expressions, statics and vectors") {
  auto const calls = [](auto x) { return run_time_value(3.0) * x * x; };
  CHECK(adze::gradient(calls, 2.0)[0] == 12.0);
  auto const has_static = [](auto x) {
    static double const k = run_time_value(3.0);
    return k * x * x;
  };
  CHECK(adze::gradient(has_static, 2.0)[0] == 12.0);
  std::vector<double> const weights{1.0, 2.0, 3.0};
  auto const dot = [&weights](auto v) {
    auto [p, q, r] = v;
    return weights[0] * p + weights[1] * q * q + weights[2] * r;
  };
  CHECK(adze::gradient(dot, std::array{1.0, 5.0, 1.0}) == std::array{1.0, 20.0, 3.0});
}

TEST_CASE("several captured values of one type keep apart, also when they are equal") {
  double const a = 2.0, b = 3.0, c = 2.0;
  auto const f = [a, b, c](auto x, auto y) { return a * x + b * y + c * x * y - (a - c) * x; };
  CHECK(adze::gradient(f, 5.0, 7.0) == std::array{2.0 + 14.0, 3.0 + 10.0});
  auto const g = [a, b](auto x) { return (a * x) / (b * x + 1) - (b * x) / (a * x + 1); };
  auto const expected = [&](double x) { return a / ((b * x + 1) * (b * x + 1)) - b / ((a * x + 1) * (a * x + 1)); };
  CHECK(adze::gradient(g, 0.5)[0] == Approx(expected(0.5)).epsilon(1e-14));
}

TEST_CASE("captured floats and integers") {
  float const a = 0.5F;
  int const n = 3;
  bool const yes = true;
  auto const f = [a, n, yes](auto x) { return n * x * x + a * x + (yes ? 1 : 2); };
  auto const [value, gradient] = adze::value_and_gradient(f, 2.0);
  CHECK(value == 14.0);
  CHECK(gradient[0] == 12.5);
}

TEST_CASE("functions with state reach array elements by binding, get, and constants") {
  double const k = 2.0;
  std::array const at{3.0, 5.0};
  auto const by_binding = [k](auto v) {
    auto [p, q] = v;
    return k * p * q;
  };
  auto const by_get = [k](auto v) { return k * get<0>(v) * get<1>(v); };
  auto const by_constant = [k](auto v) {
    return k * v[std::integral_constant<int, 0>{}] * v[std::integral_constant<std::size_t, 1>{}];
  };
  CHECK(adze::gradient(by_binding, at) == std::array{10.0, 6.0});
  CHECK(adze::gradient(by_get, at) == std::array{10.0, 6.0});
  CHECK(adze::gradient(by_constant, at) == std::array{10.0, 6.0});
  auto const nested = [k](auto m) {
    auto [row, other] = m;
    return k * get<0>(row) * get<1>(other);
  };
  using matrix = std::array<std::array<double, 2>, 2>;
  CHECK(adze::gradient(nested, matrix{{{3.0, 1.0}, {1.0, 5.0}}}) == matrix{{{10.0, 0.0}, {0.0, 6.0}}});
}

TEST_CASE("conditions with run-time state") {
  double const limit = 1.0;
  auto const f = [limit](auto x) { return select(x > limit && x < 3 * limit, x * x, limit - x); };
  CHECK(adze::gradient(f, 2.0)[0] == 4.0);
  CHECK(adze::gradient(f, 0.5)[0] == -1.0);
  bool const squared = true;
  auto const g = [squared](auto x) { return adze::select(squared, x * x, x * x * x); };
  CHECK(adze::gradient(g, 2.0)[0] == 4.0);
}

TEST_CASE("function objects, function templates and recursion") {
  CHECK(adze::gradient(callable{}, 3.0)[0] == 6.0);
  CHECK(adze::gradient(stateful_callable{5.0}, 3.0)[0] == 30.0);
  CHECK(adze::gradient([](auto x) { return function_template(x); }, 2.0)[0] == 12.0);
  CHECK(adze::gradient([](auto x) { return recursive_power(x, std::integral_constant<int, 5>{}); }, 2.0)[0] == 80.0);
  CHECK(adze::gradient(std::multiplies<>{}, 2.0, 3.0) == std::array{3.0, 2.0});
}

TEST_CASE("parameters and results may be references, results a pair") {
  CHECK(adze::gradient([](auto const& x, auto&& y) { return x * y; }, 2.0, 3.0) == std::array{3.0, 2.0});
  CHECK(adze::gradient([](auto const& x) -> auto const& { return x; }, 2.0)[0] == 1.0);
  CHECK(adze::jacobian([](auto x, auto y) { return std::pair(x * y, x); }, 2.0, 3.0)[0] == std::array{3.0, 2.0});
}

TEST_CASE("functions call functions, and gradients of them") {
  auto const inner = [](auto x) { return x * x; };
  auto const outer = [inner](auto x, auto y) { return inner(x + y) * inner(y); };
  CHECK(adze::gradient(outer, 1.0, 2.0) == std::array{24.0, 60.0});
  auto const slope = [](double x) { return adze::derivative([](auto t) { return t * t * t; }, x); };
  CHECK(slope(2.0) == 12.0);
}

TEST_CASE("terms may be reassigned, in loops and branches on plain values") {
  auto const horner = [](auto x) {
    constexpr std::array coefficients{5.0, -1.0, 2.0, 3.0};
    adze::term sum = 0 * x;
    for (double c : coefficients) sum = sum * x + c;
    return sum;
  };
  auto const [value, gradient] = adze::value_and_gradient(horner, 2.0);
  CHECK(value == 43.0);
  CHECK(gradient[0] == 15 * 4.0 - 2 * 2.0 + 2);
  auto const logistic_map = [](auto x) {
    adze::term t = x;
    for (int i = 0; i < 5; ++i) {
      if (i % 2 == 0) t *= 2 - t;
      else t = sin(t) + x;
    }
    return t;
  };
  double const h = 1e-6;
  auto const at = [](double x) {
    double t = x;
    for (int i = 0; i < 5; ++i) t = i % 2 == 0 ? t * (2 - t) : std::sin(t) + x;
    return t;
  };
  CHECK(adze::gradient(logistic_map, 0.3)[0] == Approx((at(0.3 + h) - at(0.3 - h)) / (2 * h)).epsilon(1e-8));
}

TEST_CASE("what is deeper than types nest meets terms and becomes one") {
  auto const with = []<class Sum>(std::type_identity<Sum>, auto x) {
    auto deep = nested_sines<30>(x);
    Sum sum = deep;
    sum = sum * deep + x;
    sum -= select(deep < sum, deep, sum * x);
    return deep * sum;
  };
  using number = adze::dual<double, 1>;
  auto const on_terms = [](auto x) { return decltype(with){}(std::type_identity<adze::term>{}, x); };
  CHECK(adze::gradient(on_terms, 1.1)[0] ==
        Approx(with(std::type_identity<number>{}, number::variable(1.1, 0)).tangent[0]).epsilon(1e-13));
}

TEST_CASE("a subexpression that is used again is computed once, and its derivatives add up") {
  auto const f = [](auto x) {
    auto t = sin(x);
    auto u = t * t;
    return u * u + t + u;
  };
  double const t = std::sin(0.4);
  CHECK(adze::gradient(f, 0.4)[0] == Approx((4 * t * t * t + 1 + 2 * t) * std::cos(0.4)).epsilon(tolerance));
}

TEST_CASE("a plain bool chooses between symbols too") {
  auto const f = [](auto x) { return adze::select(sizeof(int) == 4, x * x, x) + adze::select(sizeof(int) != 4, x * x, x); };
  CHECK(adze::gradient(f, 3.0)[0] == 7.0);
  CHECK(f(3.0) == 12.0);
}
