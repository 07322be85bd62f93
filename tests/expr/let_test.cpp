// SPDX-License-Identifier: BSL-1.0
#include <adze/derivative.hpp>
#include <adze/describe.hpp>
#include <adze/gradient.hpp>

#include "support/catch.hpp"

#include <cmath>

namespace {

constexpr adze::variable<"x"> x;
constexpr adze::variable<"y"> y;

/// u^2 + u, with u computed once.
template <class U>
auto shared(U const& u) {
  return adze::let(u, [](auto t) { return t * t + t; });
}

}  // namespace

TEST_CASE("let names a subexpression") {
  auto const e = shared(sin(x));
  double const u = std::sin(0.7);
  CHECK(e(x = 0.7) == u * u + u);
  CHECK(adze::gradient(e)(x = 0.7)[x] == Approx((2 * u + 1) * std::cos(0.7)).epsilon(1e-15));
  CHECK(adze::derivative(e, x)(x = 0.7) == Approx((2 * u + 1) * std::cos(0.7)).epsilon(1e-15));
  CHECK(adze::cost(e).primal.calls == 1);
}

TEST_CASE("one let used twice, with different constants of one type, is two lets") {
  double const a = 2.0, b = 3.0;
  auto const e = shared(a * x) * shared(b * x);
  auto const p = [](double u) { return u * u + u; };
  CHECK(e(x = 0.5) == p(1.0) * p(1.5));
  CHECK(adze::gradient(e)(x = 0.5)[x] == a * 3.0 * p(1.5) + p(1.0) * b * 4.0);
  auto const difference = shared(a * x) - shared(b * x);
  CHECK(difference(x = 0.5) == p(1.0) - p(1.5));
  CHECK(adze::derivative(difference, x)(x = 0.5) == a * 3.0 - b * 4.0);
}

TEST_CASE("one let used on two variables") {
  auto const e = shared(x) + shared(y) - shared(x);
  CHECK(e(x = 2.0, y = 3.0) == 12.0);
  CHECK(adze::gradient(e)(x = 2.0, y = 3.0)[y] == 7.0);
  CHECK(adze::gradient(e)(x = 2.0, y = 3.0)[x] == 0.0);
}

TEST_CASE("lets nest, in the bound expression and in the body") {
  double const a = 2.0;
  auto const outer = shared(shared(a * x));  // u = 2x: (u^2 + u)^2 + (u^2 + u)
  CHECK(outer(x = 0.5) == 6.0);
  CHECK(adze::gradient(outer)(x = 0.5)[x] == 5 * 3 * 2.0);
  auto const body = adze::let(a * x, [](auto u) { return adze::let(u + y, [u](auto v) { return u * v; }); });
  CHECK(body(x = 3.0, y = 4.0) == 60.0);
  CHECK(adze::gradient(body)(x = 3.0, y = 4.0)[x] == 2 * 10.0 + 6 * 2.0);
  CHECK(adze::gradient(body)(x = 3.0, y = 4.0)[y] == 6.0);
}

TEST_CASE("the body of a let may hold run-time constants") {
  double const k = 5.0;
  auto const scaled = [](double factor) {
    return adze::let(factor * x, [factor](auto t) { return t * t + factor; });
  };
  CHECK(scaled(k)(x = 1.0) == 30.0);
  CHECK((scaled(2.0) - scaled(k))(x = 1.0) == 6.0 - 30.0);
  CHECK(adze::gradient(scaled(2.0) - scaled(k))(x = 1.0)[x] == 8.0 - 50.0);
}

TEST_CASE("let on numbers, and in captured functions, is a plain call") {
  CHECK(adze::let(3.0, [](auto t) { return t * t; }) == 9.0);
  auto const f = [](auto a) { return adze::let(sin(a), [](auto t) { return t * t; }); };
  CHECK(adze::gradient(f, 0.7)[0] == Approx(std::sin(1.4)).epsilon(1e-15));
  double const k = 2.0;
  auto const g = [k](auto a) { return adze::let(k * a, [](auto t) { return t * t; }); };
  CHECK(adze::gradient(g, 3.0)[0] == 24.0);
}
