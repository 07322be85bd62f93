// SPDX-License-Identifier: BSL-1.0
#include <adze/hessian.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <type_traits>

namespace {

constexpr auto cubic = [](auto x, auto y) { return x * x * x + x * y * y; };
static_assert(adze::hessian(cubic, 2.0, 3.0) == std::array{std::array{12.0, 6.0}, std::array{6.0, 4.0}});
static_assert(adze::hessian([](auto x, auto y) { return x / y; }, 3.0, 2.0) ==
              std::array{std::array{0.0, -0.25}, std::array{-0.25, 0.75}});
constexpr auto prepared = adze::hessian(cubic);
static_assert(prepared(2, 3) == prepared(2.0, 3.0));
static_assert(std::is_same_v<decltype(prepared(2.0F, 3.0F)), std::array<std::array<float, 2>, 2>>);

// A second derivative of these functions takes some ten roundings.
constexpr double tolerance = 1e-14;
auto near(double x) { return Approx(x).epsilon(tolerance).margin(tolerance); }

}  // namespace

TEST_CASE("the Hessian of a function with known second derivatives") {
  auto const f = [](auto x, auto y) { return exp(x * y) + log(x); };
  double const x = 0.8, y = 1.1, e = std::exp(x * y);
  auto const h = adze::hessian(f, x, y);
  CHECK(h[0][0] == near(y * y * e - 1 / (x * x)));
  CHECK(h[0][1] == near((1 + x * y) * e));
  CHECK(h[1][0] == h[0][1]);
  CHECK(h[1][1] == near(x * x * e));
}

TEST_CASE("Hessians number the arguments' numbers in order") {
  auto const f = [](auto s, auto v) { return s * s * v[0] + v[0] * v[1] * v[1]; };
  auto const h = adze::hessian(f, 2.0, std::array{3.0, 5.0});
  CHECK(h == std::array{std::array{6.0, 4.0, 0.0}, std::array{4.0, 0.0, 10.0}, std::array{0.0, 10.0, 6.0}});
  CHECK(adze::hessian<adze::wrt<1>>(f, 2.0, std::array{3.0, 5.0}) ==
        std::array{std::array{0.0, 10.0}, std::array{10.0, 6.0}});
}

TEST_CASE("Hessians of select know one branch only") {
  auto const f = [](auto x, auto y) { return select(x > y, x * x * y, log(-x) * y * y); };
  CHECK(adze::hessian(f, 3.0, 2.0) == std::array{std::array{4.0, 6.0}, std::array{6.0, 0.0}});
  auto const h = adze::hessian(f, -2.0, 3.0);
  CHECK(h[0][0] == near(-9.0 / 4));
  CHECK(h[0][1] == near(-3.0));
  CHECK(h[1][1] == near(2 * std::log(2.0)));
}

TEST_CASE("linear functions have Hessian zero") {
  CHECK(adze::hessian([](auto x, auto y) { return 2 * x - y; }, 1.0, 2.0) == std::array<std::array<double, 2>, 2>{});
  CHECK(adze::hessian([](auto x) { return x; }, 1.0) == std::array<std::array<double, 1>, 1>{});
}

TEST_CASE("Hessians of lambdas with run-time state") {
  double const a = 3.0, b = -1.0;
  auto const f = [a, b](auto x, auto y) { return a * x * x * y + b * y * y; };
  CHECK(adze::hessian(f, 2.0, 5.0) == std::array{std::array{30.0, 12.0}, std::array{12.0, -2.0}});
}
