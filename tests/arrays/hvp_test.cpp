// SPDX-License-Identifier: BSL-1.0
// hvp of functions of arrays: against differences of the gradient in long double, and a formula.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
constexpr adze::index<"k"> k;

constexpr auto energy = [](auto W, auto b, auto x, auto s) { return s * sum(square(tanh(matmul(W, x) + b))) + exp(s) * norm(x); };
constexpr auto rosenbrock = [](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); };

/// H v against differences of the gradient.
template <class F, class... X>
void check_hvp(F const& f, std::tuple<X...> const& x, std::tuple<X...> const& v) {
  auto const product = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return adze::hvp(f, adze::at(std::get<I>(x)...), adze::along(std::get<I>(v)...));
  }(std::index_sequence_for<X...>{});
  auto const gradient = [&](auto const&... a) { return adze::gradient(f, a...); };
  CHECK(distance(flat(product), difference(gradient, x, v)) < of_differences);
}

}  // namespace

TEST_CASE("hvp agrees with differences of the gradient") {
  auto const W = grid(4, 3, 0.2), dW = grid(4, 3, 0.7);
  auto const b = ramp(4, 0.1), x = ramp(3, 0.4), db = ramp(4, 0.5), dx = ramp(3, 0.9);
  check_hvp(energy, std::tuple(W, b, x, 0.3), std::tuple(dW, db, dx, -0.4));
  check_hvp(rosenbrock, std::tuple(ramp(9, 0.4)), std::tuple(ramp(9, 0.7)));
  check_hvp([](auto v) { return logsumexp(v) * prod(v); }, std::tuple(b), std::tuple(db));
  check_hvp([](auto A) { return sum(sin(matmul(A, transpose(A)))); }, std::tuple(W), std::tuple(dW));
  check_hvp([](auto v) { return sum(log(softmax(v))) + dot(v, softmax(v)); }, std::tuple(b), std::tuple(db));
  check_hvp([](auto v) { return sum(i, v(i - 1) * square(v(i + 2))) + v(0) * v(3) * v(3); }, std::tuple(ramp(8, 0.3)), std::tuple(ramp(8, 0.1)));
  check_hvp([](auto X, auto m) {
    auto const e = -0.5 * sum(j, square(X(i, j) - m(k, j)));
    auto const top = held(max(k, e));
    return sum(i, top + log(sum(k, exp(e - top))));
  }, std::tuple(grid(6, 2, 0.2), grid(3, 2, 0.5)), std::tuple(grid(6, 2, 0.4), grid(3, 2, 0.1)));
}

TEST_CASE("hvp of a quadratic form is its matrix times the direction") {
  auto const A = grid(5, 5, 0.2);
  auto const x = ramp(5, 0.3), v = ramp(5, 0.8);
  auto const r = adze::hvp<adze::wrt<0>>([](auto y, auto M) { return quadratic_form(y, M); }, adze::at(x, A), adze::along(v));
  for (std::size_t e = 0; e < 5; ++e) {
    double s = 0;
    for (std::size_t d = 0; d < 5; ++d) s += (A(e, d) + A(d, e)) * v[d];
    CHECK(r[e] == Approx(s).epsilon(1e-13));
  }
}
