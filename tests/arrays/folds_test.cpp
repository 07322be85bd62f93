// SPDX-License-Identifier: BSL-1.0
// Values and products with derivatives through fold and scan.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

namespace {

using namespace array_tests;
constexpr adze::index<"t"> t;

/// A recurrence s <- tanh(a s + x_t), its last state and all states.
constexpr auto last = [](auto a, auto x) {
  return adze::fold(t, adze::like(a, 0), [=](auto s) { return tanh(a * s + x(t)); });
};
constexpr auto all = [](auto a, auto x) {
  return adze::scan(t, adze::like(a, 0), [=](auto s) { return tanh(a * s + x(t)); });
};
/// The same with a vector of states.
constexpr auto network = [](auto W, auto h0, auto x) {
  return sum(square(adze::fold(t, h0, [=](auto h) { return tanh(matmul(W, h) + x(t)); })));
};

template <class F, class... X>
void check_products(F const& f, std::tuple<X...> const& x, std::tuple<X...> const& v) {
  auto const tangent = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return adze::jvp(f, adze::at(std::get<I>(x)...), adze::along(std::get<I>(v)...)).tangent;
  }(std::index_sequence_for<X...>{});
  auto const value = [&](auto const&... a) { return adze::value(f, a...); };
  CHECK(distance(flat(tangent), difference(value, x, v)) < of_differences);
}

}  // namespace

TEST_CASE("values through fold and scan") {
  auto const x = ramp(6, 0.3);
  auto const states = adze::value(all, 0.4, x);
  REQUIRE(states.size() == 6);
  double s = 0;
  for (std::size_t e = 0; e < 6; ++e) {
    s = std::tanh(0.4 * s + x[e]);
    CHECK(states[e] == Approx(s).epsilon(1e-14));
  }
  CHECK(adze::value(last, 0.4, x) == Approx(s).epsilon(1e-14));
}

TEST_CASE("jvp through fold and scan") {
  check_products(last, std::tuple(0.4, ramp(6, 0.3)), std::tuple(-0.7, ramp(6, 0.8)));
  check_products(all, std::tuple(0.4, ramp(6, 0.3)), std::tuple(-0.7, ramp(6, 0.8)));
  check_products(network, std::tuple(grid(3, 3, 0.2), ramp(3, 0.1), ramp(5, 0.3)), std::tuple(grid(3, 3, 0.5), ramp(3, 0.2), ramp(5, 0.8)));
}

TEST_CASE("vjp and hvp through fold and scan") {
  auto const x = ramp(6, 0.3), v = ramp(6, 0.8), w = ramp(6, 0.5);
  auto const forward = adze::jvp(all, adze::at(0.4, x), adze::along(-0.7, v));
  auto const [value, gradient] = adze::vjp(all, adze::at(0.4, x), adze::weights(w));
  long double left = 0, right = -0.7L * std::get<0>(gradient);
  for (std::size_t e = 0; e < 6; ++e) left += w[e] * forward.tangent[e], right += std::get<1>(gradient)[e] * v[e];
  CHECK(distance({left}, {right}) < of_rounding);

  auto const slope = [&](auto const&... a) { return adze::gradient(network, a...); };
  auto const W = grid(3, 3, 0.2), dW = grid(3, 3, 0.5);
  auto const h = ramp(3, 0.1), dh = ramp(3, 0.2);
  auto const product = adze::hvp(network, adze::at(W, h, x), adze::along(dW, dh, v));
  CHECK(distance(flat(product), difference(slope, std::tuple(W, h, x), std::tuple(dW, dh, v))) < of_differences);
  CHECK(adze::check_gradient(network, W, h, x).passed);
}

TEST_CASE("a fold whose update forgets its state depends on its start only where there are no steps") {
  auto const f = [](auto a, auto x) { return 3 * adze::fold(t, a, [&](auto) { return x(t) * x(t); }); };
  auto const slope = [&](std::size_t steps) { return adze::gradient<adze::wrt<0>>(f, 0.4, ramp(steps, 0.3))[0]; };
  CHECK(slope(4) == 0);
  CHECK(slope(0) == 3);
  auto const g = [](auto a, auto b, auto x) {
    auto const [kept, replaced] = adze::fold(t, std::tuple(a, b), [&](auto s, auto) { return std::tuple(0.5 * s, x(t) * x(t)); });
    return kept + replaced;
  };
  CHECK(adze::gradient<adze::wrt<0, 1>>(g, 0.4, 0.3, ramp(4, 0.3)) == std::array{0.0625, 0.0});
}
