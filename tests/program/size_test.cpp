// SPDX-License-Identifier: BSL-1.0
// How long programs are: sharing keeps chains linear, whichever way the function is captured.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>

namespace {

constexpr int links = 60;
constexpr int run_links = adze::detail::addresses_compare ? 12 : 8;  // at run time: clang gives the object's type a name, exponentially long, when it emits it

/// t = 0.5 sin(t') t'' + 1.25 t', again and again.
template <int N, class T, class U>
constexpr auto chain(T const& t, U const& before) {
  if constexpr (N == 0) return t;
  else return chain<N - 1>(0.5 * sin(t) * before + 1.25 * t, t);
}
/// The same without literals.
template <int N, class T, class U>
constexpr auto bare_chain(T const& t, U const& before) {
  if constexpr (N == 0) return t;
  else return bare_chain<N - 1>(sin(t) * before + t, t);
}

// (g++ under -fsanitize=undefined compares types by their spelling, which is exponentially long here)
constexpr int named_links = adze::detail::addresses_compare ? links : 8;
constexpr adze::cost_report long_named = adze::cost(bare_chain<named_links>(adze::variable<"x">{}, adze::variable<"y">{}));

}  // namespace

TEST_CASE("a chain of sixty statements in a lambda has five instructions a statement") {
  auto const f = [](auto x, auto y) { return chain<links>(x, y); };
  constexpr auto c = adze::cost(f);
  STATIC_REQUIRE(c.primal.operations == 5 * links);  // sin, three products, a sum
  STATIC_REQUIRE(c.primal.calls == links);
  STATIC_REQUIRE(c.reverse.calls == 2 * links);  // and a cos each
  STATIC_REQUIRE(c.reverse.operations < 14 * links);
  CHECK(adze::value_and_gradient(f, 0.5, 0.25).value == f(0.5, 0.25));
  CHECK(adze::check_gradient(f, 0.5, 0.25).passed);
}

TEST_CASE("the same chain as a loop over erased symbols is the same program") {
  auto const f = [](auto x, auto y) {
    adze::term t = x, before = y;
    for (int i = 0; i < links; ++i) {
      adze::term const next = 0.5 * sin(t) * before + 1.25 * t;
      before = t;
      t = next;
    }
    return t;
  };
  auto const same = [](auto x, auto y) { return chain<links>(x, y); };
  STATIC_REQUIRE(adze::cost(f, 1.0, 1.0).primal.operations == 5 * links);
  CHECK(adze::gradient(f, 0.5, 0.25) == adze::gradient(same, 0.5, 0.25));
}

TEST_CASE("a chain of statements in named variables has three instructions a statement") {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  static_assert(long_named.primal.operations == 3 * named_links);
  static_assert(long_named.primal.calls == named_links);
  constexpr auto e = bare_chain<run_links>(x, y);
  auto const f = [](auto a, auto b) { return bare_chain<run_links>(a, b); };
  static_assert(adze::cost(f).primal.operations == 3 * run_links);
  auto const by_name = adze::gradient(e)(x = 0.5, y = 0.25);
  auto const by_position = adze::gradient(f, 0.5, 0.25);
  CHECK(by_name[x] == by_position[0]);
  CHECK(by_name[y] == by_position[1]);
}

TEST_CASE("the expression of micrograd's README") {
  auto const f = [](auto a, auto b) {
    auto const c1 = a + b;
    auto const d1 = a * b + pow(b, 3);
    auto const c2 = c1 + (c1 + 1);
    auto const c3 = c2 + (1 + c2 + -a);
    auto const d2 = d1 + (d1 * 2 + adze::relu(b + a));
    auto const d3 = d2 + (3 * d2 + adze::relu(b - a));
    auto const squared = pow(c3 - d3, 2);
    return squared / 2.0 + 10.0 / squared;
  };
  auto const [value, gradient] = adze::value_and_gradient(f, -4.0, 2.0);
  CHECK(value == f(-4.0, 2.0));
  CHECK(value == Approx(24.7041).epsilon(1e-5));  // the numbers printed there
  CHECK(gradient[0] == Approx(138.8338).epsilon(1e-6));
  CHECK(gradient[1] == Approx(645.5773).epsilon(1e-6));
}

TEST_CASE("gradients cost a small multiple of the function") {
  auto const f = [](auto x, auto y, auto z) { return exp(sin(x) * y) / (1 + z * z) + tanh(x * z); };
  constexpr auto c = adze::cost(f);
  STATIC_REQUIRE(c.reverse.weight <= 4 * c.primal.weight);
  STATIC_REQUIRE(c.reverse.calls == 4);  // sin, exp, tanh and cos
  CHECK(adze::check_gradient(f, 0.5, 0.25, -0.75).passed);
}
