// SPDX-License-Identifier: BSL-1.0
#include <adze/describe.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace {

constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };
constexpr auto dot_of_two = [](auto v) { return v[0] * v[1]; };
constexpr auto scalar_product = [](auto a, auto b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; };

// x y + sin(x): two operations of weight 1 and a call; its gradient needs cos(x) and one more sum.
static_assert(adze::cost(f).primal.operations == 3);
static_assert(adze::cost(f).primal.calls == 1);
static_assert(adze::cost(f).primal.weight == 22);
static_assert(adze::cost(f).reverse.operations == 5);
static_assert(adze::cost(f).reverse.calls == 2);
static_assert(adze::cost(f).forward.operations == 5);

// A gradient of a product of n numbers costs O(n) in reverse, O(n^2) in forward mode.
template <std::size_t N>
constexpr adze::cost_report product_cost() {
  return adze::cost([](auto x) { return std::apply([](auto... e) { return (e * ...); }, x); }, std::array<double, N>{});
}
static_assert(product_cost<8>().primal.operations == 7);
static_assert(product_cost<8>().reverse.operations <= 4 * 7);
static_assert(product_cost<16>().reverse.operations <= 4 * 15);
static_assert(product_cost<16>().forward.operations > 4 * 15);

// With data for arguments nothing is spent on their derivatives: the gradient of a dot product is free.
static_assert(adze::cost(scalar_product, std::array<double, 3>{}, std::array<double, 3>{}).reverse.operations == 5);

// What the algebra of a function hides is found: common subexpressions, multiplications by one, double negations.
static_assert(adze::cost([](auto x, auto y) { return exp(x * y) + exp(x * y); }).primal.operations == 3);
static_assert(adze::cost([](auto x) { return 1 * x; }).primal.operations == 0);
static_assert(adze::cost([](auto x) { return -(-sin(x)); }).primal.operations == 1);
static_assert(adze::cost([](auto x) { return pow(x, 2); }).primal.calls == 0);

auto lines(std::string const& text) { return std::count(text.begin(), text.end(), '\n'); }

constexpr adze::variable<"x"> x;
constexpr adze::variable<"y"> y;
static_assert(adze::cost(x * y + sin(x)).reverse.operations == adze::cost(f).reverse.operations);

}  // namespace

TEST_CASE("describe lists the program of the function and of its gradient") {
  std::string const text = adze::describe(f);
  auto const gradient_at = text.find("value and gradient, reverse:\n");
  REQUIRE(gradient_at != std::string::npos);
  std::string const function = text.substr(0, gradient_at), gradient = text.substr(gradient_at);
  CHECK(function.find("f(x0, x1):\n") == 0);
  CHECK(lines(function) == 1 + 3 + 1);
  CHECK(function.find(" = sin(x0)\n") != std::string::npos);
  CHECK(function.find(" = x0 * x1\n") != std::string::npos);
  CHECK(lines(gradient) == 1 + 5 + 3);
  CHECK(gradient.find(" = cos(x0)\n") != std::string::npos);
  CHECK(gradient.find("  df/dx0 = v") != std::string::npos);
  CHECK(gradient.find("  df/dx1 = x0\n") != std::string::npos);
  CHECK(adze::describe<adze::forward>(f).find("value and gradient, forward:\n") != std::string::npos);
}

TEST_CASE("describe knows arrays by example, expressions by name, and constants") {
  CHECK(adze::describe(scalar_product, std::array<double, 3>{}, std::array<double, 3>{}).find("f(x0, x1, x2, x3, x4, x5):") == 0);
  CHECK(adze::describe(x * y).find("df/dy = x") != std::string::npos);
  CHECK(adze::describe([](auto t) { return 0.1 * t; }).find("0.1 * x0") != std::string::npos);
  double const k = 2.0;
  CHECK(adze::describe([k](auto t) { return k * t; }, 1.0).find("c0 * x0") != std::string::npos);
}

TEST_CASE("numbers are printed as short as reads back the same") {
  CHECK(adze::to_string(x + 0.1) == "x + 0.1");
  CHECK(adze::to_string(x + 1.0 / 3) == "x + 0.3333333333333333");
  CHECK(adze::to_string(x * 1e300) == "x * 1e+300");
}

TEST_CASE("to_dot of a function with a comparison is well formed") {
  auto const g = [](auto a) { return select(a < 1 || a > 3, a * a, exp(a)); };
  std::string const dot = adze::to_dot(g, 2.0);
  CHECK(dot.find("digraph adze {") == 0);
  CHECK(dot.find("\\<") != std::string::npos);
  CHECK(dot.find("\\|\\|") != std::string::npos);
  CHECK(dot.find("exp | value 7.38906 | adjoint 1") != std::string::npos);
  CHECK(dot.find("* | value 4 | adjoint 0") != std::string::npos);
  CHECK(dot.find("[label=\"\\<\"]") != std::string::npos);  // a truth value has neither value nor adjoint
  CHECK(dot.back() == '\n');
}

TEST_CASE("to_dot of an array argument") {
  std::string const dot = adze::to_dot(dot_of_two, std::array{2.0, 3.0});
  CHECK(dot.find("x0 | value 2 | adjoint 3") != std::string::npos);
  CHECK(dot.find("x1 | value 3 | adjoint 2") != std::string::npos);
}
