// SPDX-License-Identifier: BSL-1.0
#include <adze/derivative.hpp>
#include <adze/describe.hpp>
#include <adze/gradient.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <string>
#include <type_traits>

namespace {

using namespace adze::literals;

constexpr adze::variable<"x"> x;
constexpr adze::variable<"y"> y;
constexpr adze::variable<"rate"> rate;

constexpr auto product = x * y + x * x;
static_assert(product(x = 2.0, y = 3.0) == 10);
static_assert(product(y = 3.0, x = 2.0) == 10);
static_assert(adze::gradient(product)(x = 2.0, y = 3.0)[x] == 7);
static_assert(adze::gradient(product)(y = 3.0, x = 2.0)[y] == 2);
static_assert(adze::gradient<adze::forward>(product)(y = 3.0, x = 2.0)[y] == 2);
static_assert(adze::derivative(product, x)(y = 3.0, x = 2.0) == 7);
static_assert(adze::derivative<2>(product, x)() == 2);
static_assert(std::is_empty_v<decltype(product)>);  // the type says everything
static_assert(std::is_same_v<decltype(product(x = 2, y = 3)), double>);
static_assert(std::is_same_v<decltype(product(x = 2.0F, y = 3.0F)), float>);
static_assert(std::is_same_v<decltype(product(x = 2.0F, y = 3.0)), double>);

// Literals in the type: the nearest double.
static_assert((x * 2.5_c)(x = 2.0) == 5);
static_assert((x + 1e3_c)(x = 0.0) == 1000);
static_assert((x + 1'000_c)(x = 0.0) == 1000);
static_assert((x + 25e-2_c)(x = 0.0) == 0.25);
static_assert((x + 0.1_c)(x = 0.0) == 0.1);
static_assert((x + 0.3_c)(x = 0.0) == 0.3);

}  // namespace

TEST_CASE("expressions evaluate at bindings in any order") {
  auto const e = x * y + sin(x);
  CHECK(e(x = 2.0, y = 3.0) == 6 + std::sin(2.0));
  CHECK(e(y = 3.0, x = 2.0) == 6 + std::sin(2.0));
  auto const [value, gradient] = adze::value_and_gradient(e, y = 3.0, x = 2.0);
  CHECK(value == 6 + std::sin(2.0));
  CHECK(gradient[x] == Approx(3 + std::cos(2.0)).epsilon(1e-15));
  CHECK(gradient[y] == 2.0);
  CHECK(gradient.size() == 2);
}

TEST_CASE("gradients are read by name, whatever the order of first use") {
  auto const e = y / x;  // y comes first in the expression
  auto const g = adze::gradient(e)(x = 2.0, y = 3.0);
  CHECK(g[x] == -0.75);
  CHECK(g[y] == 0.5);
}

TEST_CASE("run-time constants belong to the expression") {
  double k = 3.0;
  auto const e = k * x * x + k * y + 2.0;
  k = 100.0;
  CHECK(e(x = 2.0, y = 1.0) == 17.0);
  CHECK(adze::gradient(e)(x = 2.0, y = 1.0)[x] == 12.0);
  CHECK(adze::gradient(e)(x = 2.0, y = 1.0)[y] == 3.0);
  CHECK(adze::derivative(e, x)(x = 2.0) == 12.0);
}

TEST_CASE("two constants of one type are two constants") {
  auto const line = [](double slope, double offset) { return slope * x + offset; };
  auto const both = line(2.0, 1.0) * line(3.0, 4.0);
  CHECK(both(x = 1.0) == 21.0);
  CHECK(adze::gradient(both)(x = 1.0)[x] == 2 * 7.0 + 3 * 3.0);
  auto const difference = line(2.0, 1.0) - line(2.0, 5.0);
  CHECK(difference(x = 1.0) == -4.0);
}

TEST_CASE("a derivative is an expression: printed, evaluated, differentiated again") {
  auto const e = x * y + sin(x);
  auto const d = adze::derivative(e, x);
  CHECK(adze::to_string(e) == "x * y + sin(x)");
  CHECK(adze::to_string(d) == "y + cos(x)");
  CHECK(adze::to_string(adze::derivative(d, x)) == "-sin(x)");
  CHECK(adze::to_string(adze::derivative(d, y)) == "1");
  CHECK(adze::to_string(adze::derivative(e, y)) == "x");
  CHECK(adze::to_string(adze::derivative<4>(e, x)) == "sin(x)");
  CHECK(d(x = 2.0, y = 3.0) == 3 + std::cos(2.0));
  CHECK(adze::derivative(d, x)(x = 2.0) == -std::sin(2.0));
  CHECK(adze::gradient(d)(x = 2.0, y = 3.0)[x] == -std::sin(2.0));
  CHECK((2 * d)(x = 0.0, y = 3.0) == 8.0);
}

TEST_CASE("derivatives keep the run-time constants, in their places") {
  double const a = 2.0, b = 5.0;
  auto const e = exp(a * x) * (b + x);
  auto const d = adze::derivative(e, x);
  auto const d2 = adze::derivative<2>(e, x);
  double const at = 0.3, u = std::exp(a * at);
  CHECK(e(x = at) == Approx(u * (b + at)).epsilon(1e-14));
  CHECK(d(x = at) == Approx(u * (a * (b + at) + 1)).epsilon(1e-14));
  CHECK(d2(x = at) == Approx(u * (a * a * (b + at) + 2 * a)).epsilon(1e-14));
  CHECK(adze::to_string(a * x + b) == "2 * x + 5");
}

TEST_CASE("derivatives of order 0, and of expressions that no longer have the variable") {
  auto const e = 3_c * x;
  CHECK(adze::derivative<0>(e, x)(x = 2.0) == 6.0);
  CHECK(adze::to_string(adze::derivative(e, x)) == "3");
  CHECK(adze::to_string(adze::derivative<3>(e, x)) == "0");
  CHECK(adze::derivative<3>(e, x)() == 0.0);
}

TEST_CASE("irrational constants in derivatives are printed by name") {
  CHECK(adze::to_string(adze::derivative(log2(x), x)) == "1/ln2 / x");
  CHECK(adze::derivative(log2(x), x)(x = 2.0) == Approx(0.5 / std::log(2.0)).epsilon(1e-15));
}

TEST_CASE("what commutes is printed in the order of first use") {
  CHECK(adze::to_string(x + y * x) == "x + x * y");
  CHECK(adze::to_string(x * 2_c) == "2 * x");
}

TEST_CASE("expressions print with no more parentheses than they need") {
  CHECK(adze::to_string((x + y) * exp(x)) == "(x + y) * exp(x)");
  CHECK(adze::to_string(x + x * y) == "x + x * y");
  CHECK(adze::to_string(x - (y - x)) == "x - (y - x)");
  CHECK(adze::to_string(x / (y / x)) == "x / (y / x)");
  CHECK(adze::to_string(x / (x * y)) == "x / (x * y)");
  CHECK(adze::to_string(-(x + y)) == "-(x + y)");
  CHECK(adze::to_string(exp(-x * rate)) == "exp(-x * rate)");
  CHECK(adze::to_string(select(x < y, x, y)) == "select(x < y, x, y)");
  CHECK(adze::to_string(select(!(x < y) && x != 0, x, y)) == "select(!(x < y) && x != 0, x, y)");
  CHECK(adze::to_string(pow(x, 2.5_c)) == "pow(x, 2.5)");
}

TEST_CASE("select in expressions") {
  auto const e = select(x > 0, x * x, -x);
  CHECK(e(x = 3.0) == 9.0);
  CHECK(e(x = -3.0) == 3.0);
  CHECK(adze::gradient(e)(x = 3.0)[x] == 6.0);
  CHECK(adze::gradient(e)(x = -3.0)[x] == -1.0);
  CHECK(adze::derivative(e, x)(x = 3.0) == 6.0);
  CHECK(adze::derivative(e, x)(x = -3.0) == -1.0);
}

TEST_CASE("one variable object is as good as another of the same name") {
  constexpr adze::variable<"x"> also_x;
  auto const e = x * also_x;
  CHECK(e(x = 3.0) == 9.0);
  CHECK(adze::gradient(e)(also_x = 3.0)[x] == 6.0);
}
