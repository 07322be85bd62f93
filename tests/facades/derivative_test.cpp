// SPDX-License-Identifier: BSL-1.0
#include <adze/derivative.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <type_traits>

namespace {

constexpr auto geometric = [](auto x) { return 1 / (1 - x); };
constexpr auto cubic = [](auto x) { return 2 * x * x * x - x * x + 5; };

static_assert(adze::derivative(cubic, 3.0) == 48);
static_assert(adze::derivative<0>(cubic, 3.0) == 50);
static_assert(adze::derivative<2>(cubic, 3.0) == 34);
static_assert(adze::derivative<3>(cubic, 3.0) == 12);
static_assert(adze::derivative<4>(cubic, 3.0) == 0);
static_assert(adze::taylor<4>(cubic, 1.0) == std::array{6.0, 4.0, 5.0, 2.0, 0.0});
static_assert(adze::taylor<4>(geometric, 0.5) == std::array{2.0, 4.0, 8.0, 16.0, 32.0});
static_assert(adze::taylor<2>([](auto x, auto y) { return x * y; }, adze::at(2.0, 3.0), adze::along(1.0, 10.0)) ==
              std::array{6.0, 23.0, 10.0});
constexpr auto slope = adze::derivative<2>(cubic);
static_assert(slope(3.0) == 34 && slope(3) == 34);
static_assert(std::is_same_v<decltype(slope(3.0F)), float>);
#if defined(__GNUC__) && !defined(__clang__)  // std::sqrt is constexpr in g++ only
static_assert(adze::derivative([](auto x) { return sqrt(x); }, 4.0) == 0.25);
static_assert(adze::taylor<2>([](auto x) { return sqrt(x); }, 4.0) == std::array{2.0, 0.25, -1.0 / 64});
#endif

double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

// Each coefficient is a sum of up to ten products of lower ones.
constexpr double tolerance = 1e-13;
auto near(double x) { return Approx(x).epsilon(tolerance).margin(1e-15); }

template <class F>
void check_coefficients(F const& f, double x, double (*expected)(int k, double x)) {
  auto const c = adze::taylor<10>(f, x);
  for (int k = 0; k <= 10; ++k) {
    INFO("order " << k);
    CHECK(c[static_cast<std::size_t>(k)] == near(expected(k, x)));
  }
}

}  // namespace

TEST_CASE("Taylor coefficients of exp") {
  check_coefficients([](auto x) { return exp(x); }, 0.7, [](int k, double x) { return std::exp(x) / factorial(k); });
}

TEST_CASE("Taylor coefficients of log") {
  check_coefficients([](auto x) { return log(x); }, 1.7, [](int k, double x) {
    return k == 0 ? std::log(x) : (k % 2 == 1 ? 1 : -1) / (k * std::pow(x, k));
  });
}

TEST_CASE("Taylor coefficients of the geometric series") {
  check_coefficients(geometric, 0.3, [](int k, double x) { return std::pow(1 / (1 - x), k + 1); });
}

TEST_CASE("Taylor coefficients of a composite: sin(2x + 1)") {
  check_coefficients([](auto x) { return sin(2 * x + 1); }, 0.4, [](int k, double x) {
    double const u = 2 * x + 1;
    double const d[] = {std::sin(u), std::cos(u), -std::sin(u), -std::cos(u)};
    return std::pow(2, k) * d[k % 4] / factorial(k);
  });
}

TEST_CASE("Taylor coefficients of sin(x^2) at 0") {
  check_coefficients([](auto x) { return sin(x * x); }, 0.0, [](int k, double) {
    return k == 2 ? 1.0 : k == 6 ? -1.0 / 6 : k == 10 ? 1.0 / 120 : 0.0;
  });
}

TEST_CASE("Taylor coefficients of powers") {
  check_coefficients([](auto x) { return pow(x, 2.5); }, 1.3, [](int k, double x) {
    double binomial = 1;
    for (int i = 0; i < k; ++i) binomial *= (2.5 - i) / (i + 1);
    return binomial * std::pow(x, 2.5 - k);
  });
  check_coefficients([](auto x) { return sqrt(x); }, 1.3, [](int k, double x) {
    double binomial = 1;
    for (int i = 0; i < k; ++i) binomial *= (0.5 - i) / (i + 1);
    return binomial * std::pow(x, 0.5 - k);
  });
}

TEST_CASE("Taylor coefficients of functions that are constant, linear, or selected") {
  CHECK(adze::taylor<2>([](auto x) { return 0 * x + 3; }, 1.0) == std::array{3.0, 0.0, 0.0});
  CHECK(adze::taylor<2>([](auto x) { return x; }, 4.0) == std::array{4.0, 1.0, 0.0});
  auto const kink = [](auto x) { return select(x > 0, x * x, -x); };
  CHECK(adze::taylor<3>(kink, 2.0) == std::array{4.0, 4.0, 1.0, 0.0});
  CHECK(adze::taylor<3>(kink, -2.0) == std::array{2.0, -1.0, 0.0, 0.0});
}

TEST_CASE("derivatives are the coefficients times factorials") {
  auto const f = [](auto x) { return exp(sin(x)) / (1 + x * x); };
  auto const c = adze::taylor<5>(f, 0.4);
  CHECK(adze::derivative(f, 0.4) == near(c[1]));
  CHECK(adze::derivative<2>(f, 0.4) == near(2 * c[2]));
  CHECK(adze::derivative<5>(f, 0.4) == near(120 * c[5]));
}

TEST_CASE("taylor along a direction") {
  auto const f = [](auto x, auto y) { return exp(x * y); };
  // t -> exp((x + u t)(y + v t))
  auto const along = adze::taylor<4>(f, adze::at(0.5, 1.5), adze::along(2.0, -1.0));
  auto const alone = adze::taylor<4>([](auto t) { return exp((0.5 + 2 * t) * (1.5 - t)); }, 0.0);
  for (std::size_t k = 0; k <= 4; ++k) CHECK(along[k] == near(alone[k]));

  auto const g = [](auto p, auto s) { return s * p[0] * p[1]; };
  CHECK(adze::taylor<2>(g, adze::at(std::array{2.0, 3.0}, 5.0), adze::along(std::array{1.0, 0.0}, 0.0)) ==
        std::array{30.0, 15.0, 0.0});
  auto const expand = adze::taylor<2>(g);
  CHECK(expand(adze::at(std::array{2.0, 3.0}, 5.0), adze::along(std::array{1.0, 0.0}, 0.0))[1] == 15.0);
}

TEST_CASE("derivative and taylor of lambdas with run-time state") {
  double const rate = 0.5;
  auto const decay = [rate](auto t) { return exp(-rate * t); };
  CHECK(adze::derivative<3>(decay, 2.0) == near(-0.125 * std::exp(-1.0)));
  CHECK(adze::taylor<2>(decay, 0.0) == std::array{1.0, -0.5, 0.125});
}

TEST_CASE("derivative of one array with a single element") {
  CHECK(adze::derivative([](auto x) { return x[0] * x[0]; }, std::array{3.0}) == 6.0);
}
