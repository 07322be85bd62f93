// SPDX-License-Identifier: BSL-1.0
#include <adze/products.hpp>

#include <adze/hessian.hpp>
#include <adze/jacobian.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <tuple>

namespace {

constexpr auto f = [](auto x, auto y) { return x * x * y; };
static_assert(adze::jvp(f, adze::at(2.0, 3.0), adze::along(1.0, 10.0)).tangent == 12 + 40);
static_assert(adze::vjp(f, adze::at(2.0, 3.0), adze::weights(10.0)).gradient == std::array{120.0, 40.0});
static_assert(adze::hvp(f, adze::at(2.0, 3.0), adze::along(1.0, 10.0)) == std::array{6.0 + 40.0, 4.0});

constexpr auto curve = [](auto x, auto y) { return std::tuple(sin(x) * y, exp(x - y), x / y); };
constexpr auto energy = [](auto p, auto s) { return exp(p[0] * p[1]) * s + p[1] / p[2]; };
constexpr std::array place{0.4, 1.2, 2.0};

// The same products, summed in another order.
constexpr double tolerance = 1e-14;
auto near(double x) { return Approx(x).epsilon(tolerance).margin(tolerance); }

}  // namespace

TEST_CASE("jvp is the Jacobian times the direction") {
  auto const [value, tangent] = adze::jvp(curve, adze::at(0.5, 2.0), adze::along(3.0, -1.0));
  auto const j = adze::jacobian(curve, 0.5, 2.0);
  for (std::size_t r = 0; r < 3; ++r) CHECK(tangent[r] == near(3 * j[r][0] - j[r][1]));
  CHECK(value == std::array{std::sin(0.5) * 2, std::exp(-1.5), 0.25});
}

TEST_CASE("vjp is the weights times the Jacobian") {
  auto const [value, gradient] = adze::vjp(curve, adze::at(0.5, 2.0), adze::weights(3.0, -1.0, 2.0));
  auto const j = adze::jacobian(curve, 0.5, 2.0);
  for (std::size_t i = 0; i < 2; ++i) CHECK(gradient[i] == near(3 * j[0][i] - j[1][i] + 2 * j[2][i]));
  CHECK(value[2] == 0.25);
  CHECK(adze::vjp(curve, adze::at(0.5, 2.0), adze::weights(std::array{3.0, -1.0, 2.0})).gradient == gradient);
}

TEST_CASE("jvp and vjp of one result are the gradient along, and times") {
  auto const [g_p, g_s] = adze::gradient(energy, place, 0.5);
  auto const along = adze::jvp(energy, adze::at(place, 0.5), adze::along(std::array{1.0, 2.0, 3.0}, 4.0));
  CHECK(along.value == energy(place, 0.5));
  CHECK(along.tangent == near(g_p[0] + 2 * g_p[1] + 3 * g_p[2] + 4 * g_s));
  auto const [value, gradient] = adze::vjp(energy, adze::at(place, 0.5), adze::weights(2.0));
  CHECK(value == energy(place, 0.5));
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::get<0>(gradient)[i] == near(2 * g_p[i]));
  CHECK(std::get<1>(gradient) == near(2 * g_s));
}

TEST_CASE("hvp is the Hessian times the direction, in the gradient's shape") {
  auto const h = adze::hessian(energy, place, 0.5);
  std::array const direction{1.0, -2.0, 3.0, 0.5};
  auto const [p, s] = adze::hvp(energy, adze::at(place, 0.5), adze::along(std::array{1.0, -2.0, 3.0}, 0.5));
  std::array const product{p[0], p[1], p[2], s};
  for (std::size_t i = 0; i < 4; ++i) {
    double expected = 0;
    for (std::size_t j = 0; j < 4; ++j) expected += h[i][j] * direction[j];
    CHECK(product[i] == near(expected));
  }
}

TEST_CASE("jvp and vjp are adjoint to each other") {
  auto const tangent = adze::jvp(curve, adze::at(0.5, 2.0), adze::along(3.0, -1.0)).tangent;
  auto const gradient = adze::vjp(curve, adze::at(0.5, 2.0), adze::weights(2.0, 5.0, -7.0)).gradient;
  CHECK(2 * tangent[0] + 5 * tangent[1] - 7 * tangent[2] == near(3 * gradient[0] - gradient[1]));
}

TEST_CASE("operators of products") {
  auto const push = adze::jvp(curve);
  auto const pull = adze::vjp(curve);
  auto const curvature = adze::hvp(energy);
  CHECK(push(adze::at(0.5, 2.0), adze::along(1.0, 0.0)).tangent[2] == 0.5);
  CHECK(pull(adze::at(0.5, 2.0), adze::weights(0.0, 0.0, 1.0)).gradient == std::array{0.5, -0.125});
  CHECK(std::get<1>(curvature(adze::at(place, 0.5), adze::along(std::array{0.0, 0.0, 1.0}, 0.0))) == 0.0);
}

TEST_CASE("products of lambdas with run-time state") {
  double const a = 3.0;
  auto const g = [a](auto x, auto y) { return a * x * y; };
  CHECK(adze::jvp(g, adze::at(2.0, 5.0), adze::along(1.0, 1.0)).tangent == 21.0);
  CHECK(adze::vjp(g, adze::at(2.0, 5.0), adze::weights(2.0)).gradient == std::array{30.0, 12.0});
  CHECK(adze::hvp(g, adze::at(2.0, 5.0), adze::along(1.0, 0.0)) == std::array{0.0, 3.0});
}

TEST_CASE("results that do not depend on the direction have tangent zero") {
  auto const [value, tangent] = adze::jvp([](auto x, auto y) { return std::tuple(floor(x), y, 2.0); }, adze::at(2.5, 3.0),
                                          adze::along(1.0, 0.0));
  CHECK(value == std::array{2.0, 3.0, 2.0});
  CHECK(tangent == std::array{0.0, 0.0, 0.0});
}
