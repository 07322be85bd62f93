// SPDX-License-Identifier: BSL-1.0
// Programs are made for no number type in particular: here they run in 50 digits, and in a type that counts.
#include <adze/derivative.hpp>
#include <adze/describe.hpp>
#include <adze/gradient.hpp>
#include <adze/hessian.hpp>
#include <adze/jacobian.hpp>
#include <adze/products.hpp>

#include "support/catch.hpp"

#include <boost/multiprecision/cpp_bin_float.hpp>

#include <array>
#include <string>
#include <tuple>

namespace {

using precise = boost::multiprecision::cpp_bin_float_50;

/// A double that counts the operations on it.
struct counted {
  double value = 0;
  static inline int operations = 0;

  counted() = default;
  counted(double v) : value(v) {}  // NOLINT: a constant

  static counted one_more(double v) {
    ++operations;
    return {v};
  }
  friend counted operator+(counted a, counted b) { return one_more(a.value + b.value); }
  friend counted operator-(counted a, counted b) { return one_more(a.value - b.value); }
  friend counted operator*(counted a, counted b) { return one_more(a.value * b.value); }
  friend counted operator/(counted a, counted b) { return one_more(a.value / b.value); }
  friend counted operator-(counted a) { return one_more(-a.value); }
  friend counted sin(counted a) { return one_more(std::sin(a.value)); }
  friend counted cos(counted a) { return one_more(std::cos(a.value)); }
  friend counted exp(counted a) { return one_more(std::exp(a.value)); }
  friend counted log(counted a) { return one_more(std::log(a.value)); }
};

}  // namespace

template <>
inline constexpr bool adze::enable_number<precise> = true;

namespace {

bool close(precise const& x, precise const& expected) {
  precise const digits_45("1e-45");  // of 50; functions and sums take the rest
  bool const near = abs(x - expected) <= digits_45 * abs(expected);
  if (!near) UNSCOPED_INFO(x.str(50) << " instead of " << expected.str(50));
  return near;
}

template <class F>
void check_counts(F const& f, std::array<double, 2> at) {
  counted::operations = 0;
  f(counted(at[0]), counted(at[1]));
  INFO("plain: " << counted::operations);

  adze::cost_report const cost = adze::cost(f, at[0], at[1]);
  counted::operations = 0;
  auto const reverse = adze::value_and_gradient(f, counted(at[0]), counted(at[1]));
  CHECK(counted::operations == cost.reverse.operations);
  counted::operations = 0;
  auto const forward = adze::value_and_gradient<adze::forward>(f, counted(at[0]), counted(at[1]));
  CHECK(counted::operations == cost.forward.operations);

  auto const expected = adze::value_and_gradient(f, at[0], at[1]);
  CHECK(reverse.value.value == expected.value);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(reverse.gradient[i].value == expected.gradient[i]);
    CHECK(forward.gradient[i].value == Approx(expected.gradient[i]).epsilon(1e-14));
  }
}

}  // namespace

TEST_CASE("gradients in 50 digits") {
  auto const f = [](auto x, auto y) { return exp(x * y) + sin(x) / y; };
  precise const x("0.7"), y("1.3");
  auto const [value, gradient] = adze::value_and_gradient(f, x, y);
  CHECK(close(value, exp(x * y) + sin(x) / y));
  CHECK(close(gradient[0], y * exp(x * y) + cos(x) / y));
  CHECK(close(gradient[1], x * exp(x * y) - sin(x) / (y * y)));
  CHECK(close(adze::gradient<adze::forward>(f, x, y)[1], gradient[1]));
}

TEST_CASE("the irrational constants of derivatives have 50 digits") {
  precise const x("0.7"), pi = acos(precise(-1));
  CHECK(close(adze::derivative([](auto t) { return erf(t); }, x), 2 / sqrt(pi) * exp(-x * x)));
  CHECK(close(adze::derivative([](auto t) { return erfc(t); }, x), -2 / sqrt(pi) * exp(-x * x)));
  CHECK(close(adze::derivative([](auto t) { return log2(t); }, x), 1 / (x * log(precise(2)))));
  CHECK(close(adze::derivative([](auto t) { return log10(t); }, x), 1 / (x * log(precise(10)))));
  CHECK(close(adze::derivative([](auto t) { return exp2(t); }, x), log(precise(2)) * pow(precise(2), x)));
  CHECK(close(adze::derivative([](auto t) { return normal_cdf(t); }, x), exp(-x * x / 2) / sqrt(2 * pi)));
}

TEST_CASE("every facade runs in 50 digits") {
  precise const x("0.7"), y("1.3");
  auto const f = [](auto a, auto b) { return log(a) * b * b; };
  CHECK(close(adze::hessian(f, x, y)[0][0], -y * y / (x * x)));
  CHECK(close(adze::hessian(f, x, y)[1][0], 2 * y / x));
  CHECK(close(adze::derivative<3>([](auto a) { return log(a); }, x), 2 / (x * x * x)));
  CHECK(close(adze::taylor<3>([](auto a) { return log(a); }, x)[3], 1 / (3 * x * x * x)));
  auto const g = [](auto a, auto b) { return std::tuple(a * b, tan(a), pow(b, a)); };
  auto const j = adze::jacobian(g, x, y);
  CHECK(close(j[1][0], 1 + tan(x) * tan(x)));
  CHECK(close(j[2][0], log(y) * pow(y, x)));
  CHECK(close(j[2][1], x * pow(y, x - 1)));
  CHECK(close(adze::jvp(f, adze::at(x, y), adze::along(precise(1), precise(2))).tangent, y * y / x + 4 * y * log(x)));
  CHECK(close(adze::hvp(f, adze::at(x, y), adze::along(precise(1), precise(0)))[1], 2 * y / x));
  CHECK(close(adze::gradient([](auto v) { return v[0] / v[1]; }, std::array{x, y})[1], -x / (y * y)));
}

TEST_CASE("constants written as doubles are these doubles, and run-time state keeps its digits") {
  precise const x("0.7"), third = precise(1) / 3;
  CHECK(close(adze::gradient([](auto a) { return 0.1 * a; }, x)[0], precise(0.1)));
  CHECK(close(adze::gradient([third](auto a) { return third * a * a; }, x)[0], 2 * third * x));
}

TEST_CASE("a gradient takes as many operations as cost says") {
  check_counts([](auto x, auto y) { return x * y + sin(x); }, {2.0, 3.0});
  check_counts([](auto x, auto y) { return exp(x * y) / (x + y) - log(y) * x; }, {0.5, 1.5});
  check_counts([](auto x, auto y) { return 2 * x * x * x - y * y / (1 + x * x); }, {0.5, 1.5});
}

TEST_CASE("gradients in float are gradients to float's precision") {
  auto const f = [](auto x, auto y) { return exp(x * y) + sin(x) / y; };
  auto const in_float = adze::gradient(f, 0.7F, 1.3F);
  auto const in_double = adze::gradient(f, 0.7, 1.3);
  for (std::size_t i = 0; i < 2; ++i) CHECK(in_float[i] == Approx(in_double[i]).epsilon(1e-6));
}
