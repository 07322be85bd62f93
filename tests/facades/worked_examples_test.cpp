// SPDX-License-Identifier: BSL-1.0
// Examples that textbooks and other libraries work out by hand, with their numbers.
#include <adze/adze.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <string>

namespace {

constexpr auto neuron = [](auto x, auto w, auto b) { return (x + w) * b; };
static_assert(neuron(2.0, 1.0, 3.0) == 9);
static_assert(adze::gradient(neuron, 2.0, 1.0, 3.0) == std::array{3.0, 3.0, 3.0});

// micrograd's README (A. Karpathy, github.com/karpathy/micrograd), with its reassignments as names.
constexpr auto micrograd = [](auto a, auto b) {
  auto c = a + b;
  auto d = a * b + adze::cube(b);
  auto c1 = c + (c + 1);
  auto c2 = c1 + (1 + c1 - a);
  auto d1 = d + (d * 2 + adze::relu(b + a));
  auto d2 = d1 + (3 * d1 + adze::relu(b - a));
  auto e = c2 - d2;
  auto f = e * e;
  auto g = f / 2.0;
  return g + 10.0 / f;
};

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("y = (x + w) b at x = 2, w = 1, b = 3") {
  CHECK(adze::gradient(neuron, 2.0, 1.0, 3.0) == std::array{3.0, 3.0, 3.0});
  CHECK(adze::gradient<adze::forward>(neuron, 2.0, 1.0, 3.0) == std::array{3.0, 3.0, 3.0});
}

TEST_CASE("the graph of y = (x + w) b shows every value and adjoint") {
  std::string const dot = adze::to_dot(neuron, 2.0, 1.0, 3.0);
  CHECK(contains(dot, "digraph"));
  CHECK(contains(dot, "x0 | value 2 | adjoint 3"));
  CHECK(contains(dot, "x1 | value 1 | adjoint 3"));
  CHECK(contains(dot, "x2 | value 3 | adjoint 3"));
  CHECK(contains(dot, "+ | value 3 | adjoint 3"));
  CHECK(contains(dot, "* | value 9 | adjoint 1"));
}

TEST_CASE("3x + x^2 - sqrt(x)") {
  auto const f = [](auto x) { return 3 * x + adze::pow<2>(x) - sqrt(x); };
  CHECK(adze::derivative(f, 4.0) == 3 + 8 - 0.25);
  CHECK(adze::derivative<2>(f, 4.0) == Approx(2 + 1.0 / 32).epsilon(1e-15));
}

TEST_CASE("micrograd's expression") {
  auto const [g, gradient] = adze::value_and_gradient(micrograd, -4.0, 2.0);
  auto const printed = 5e-5;  // micrograd prints four decimals
  CHECK(std::abs(g - 24.7041) < printed);
  CHECK(std::abs(gradient[0] - 138.8338) < printed);
  CHECK(std::abs(gradient[1] - 645.5773) < printed);
  CHECK(adze::check_gradient(micrograd, -4.0, 2.0));
}

TEST_CASE("the sample of Speelpenning: a product") {
  auto const f = [](auto x) { return std::apply([](auto... e) { return (e * ...); }, x); };
  CHECK(adze::gradient(f, std::array{1.0, 2.0, 3.0, 4.0}) == std::array{24.0, 12.0, 8.0, 6.0});
}

TEST_CASE("Griewank and Walther's first example") {
  // Evaluating Derivatives, 2nd edition, table 1.1: the value 2.0167, the derivative in x1 3.0118, at (1.5, 0.5).
  auto const f = [](auto x1, auto x2) { return (sin(x1 / x2) + x1 / x2 - exp(x2)) * (x1 / x2 - exp(x2)); };
  auto const [value, gradient] = adze::value_and_gradient(f, 1.5, 0.5);
  CHECK(std::abs(value - 2.0167) < 1e-4);
  CHECK(std::abs(gradient[0] - 3.0118) < 1e-4);
  static_assert(adze::cost(f).primal.operations == 7);  // written with 10: the quotient and the exponential are shared
}
