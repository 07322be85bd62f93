// SPDX-License-Identifier: BSL-1.0
// Operators and expressions own what they need: nothing dangles when the ingredients are gone. The values alone say
// little; this file is for the build with sanitizers.
#include <adze/derivative.hpp>
#include <adze/describe.hpp>
#include <adze/gradient.hpp>
#include <adze/hessian.hpp>
#include <adze/jacobian.hpp>
#include <adze/products.hpp>

#include "support/catch.hpp"

#include <array>
#include <functional>
#include <memory>
#include <tuple>
#include <vector>

namespace {

constexpr adze::variable<"x"> x;

/// Overwrites the stack that the callers before it have left.
[[gnu::noinline]] double scribble() {
  std::array<double, 256> volatile_numbers{};
  for (auto& v : volatile_numbers) v = -1e300;
  double sum = 0;
  for (double const volatile& v : volatile_numbers) sum += v;
  return sum;
}

[[gnu::noinline]] auto make_gradient() {
  auto const scale = std::make_shared<double>(3.0);  // the operator keeps it alive
  auto const f = [scale](auto t) { return *scale * t * t; };
  return adze::gradient(f);
}
[[gnu::noinline]] auto make_expression() {
  double const a = 2.0, b = 5.0;
  auto const inner = a * x;
  auto const outer = inner * inner + b;
  return outer;
}
[[gnu::noinline]] auto make_derivative() {
  auto const e = make_expression();
  return adze::derivative(e, x);
}
[[gnu::noinline]] auto make_let() {
  double const a = 2.0;
  return adze::let(a * x, [a](auto t) { return t * t + a; });
}

}  // namespace

TEST_CASE("operators own their function") {
  auto const g = make_gradient();
  scribble();
  CHECK(g(2.0)[0] == 12.0);
  auto const copy = g;
  CHECK(copy(3.0)[0] == 18.0);
}

TEST_CASE("operators of every facade outlive a temporary function") {
  double k = 3.0;
  auto const value_and_gradient = adze::value_and_gradient([k](auto t) { return k * t * t; });
  auto const hessian = adze::hessian([k](auto t) { return k * t * t; });
  auto const jacobian = adze::jacobian([k](auto t) { return std::tuple(k * t, t * t); });
  auto const derivative = adze::derivative<2>([k](auto t) { return k * t * t; });
  auto const taylor = adze::taylor<2>([k](auto t) { return k * t * t; });
  auto const jvp = adze::jvp([k](auto t) { return k * t * t; });
  auto const vjp = adze::vjp([k](auto t) { return k * t * t; });
  auto const hvp = adze::hvp([k](auto t) { return k * t * t; });
  k = 0.0;
  scribble();
  CHECK(value_and_gradient(2.0).value == 12.0);
  CHECK(hessian(2.0)[0][0] == 6.0);
  CHECK(jacobian(2.0)[0][0] == 3.0);
  CHECK(derivative(2.0) == 6.0);
  CHECK(taylor(2.0)[2] == 3.0);
  CHECK(jvp(adze::at(2.0), adze::along(1.0)).tangent == 12.0);
  CHECK(vjp(adze::at(2.0), adze::weights(1.0)).gradient[0] == 12.0);
  CHECK(hvp(adze::at(2.0), adze::along(1.0))[0] == 6.0);
}

TEST_CASE("expressions own their constants") {
  auto const e = make_expression();
  auto const d = make_derivative();
  auto const l = make_let();
  scribble();
  CHECK(e(x = 3.0) == 41.0);
  CHECK(d(x = 3.0) == 24.0);
  CHECK(l(x = 3.0) == 38.0);
  CHECK(adze::gradient(e)(x = 3.0)[x] == 24.0);
  auto const g = adze::gradient(make_expression());
  scribble();
  CHECK(g(x = 3.0)[x] == 24.0);
  CHECK(adze::to_string(make_derivative()).find('x') != std::string::npos);
}

TEST_CASE("bindings, points and directions own their numbers") {
  auto const binding = [] {
    double const two = 2.0;
    return x = two;
  }();
  auto const point = [] {
    std::vector<double> const numbers{2.0, 3.0};
    return adze::at(numbers[0], numbers[1]);
  }();
  auto const direction = [] {
    std::vector<double> const numbers{1.0, 10.0};
    return adze::along(numbers[0], numbers[1]);
  }();
  scribble();
  CHECK((x * x)(binding) == 4.0);
  CHECK(adze::jvp([](auto a, auto b) { return a * b; }, point, direction).tangent == 23.0);
}

TEST_CASE("gradients can be stored in std::function") {
  std::function<std::array<double, 1>(double)> stored;
  {
    double const k = 3.0;
    stored = adze::gradient([k](auto t) { return k * t * t; });
  }
  scribble();
  CHECK(stored(2.0)[0] == 12.0);
}
