// SPDX-License-Identifier: BSL-1.0
// jvp and vjp of functions of arrays (hvp: hvp_test.cpp): against differences in long double, formulas, each other, and the
// engine for numbers.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

#include <boost/hana/define_struct.hpp>

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;

constexpr auto layer = [](auto W, auto b, auto x) { return tanh(matmul(W, x) + b); };
constexpr auto energy = [](auto W, auto b, auto x, auto s) { return s * sum(square(tanh(matmul(W, x) + b))) + exp(s) * norm(x); };
constexpr auto rosenbrock = [](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); };

/// Both directional derivatives of f, value included, against differences of adze::value.
template <class F, class... X>
void check_jvp(F const& f, std::tuple<X...> const& x, std::tuple<X...> const& v) {
  auto const [value, tangent] = [&]<std::size_t... I>(std::index_sequence<I...>) {
    return adze::jvp(f, adze::at(std::get<I>(x)...), adze::along(std::get<I>(v)...));
  }(std::index_sequence_for<X...>{});
  CHECK(distance(flat(value), flat(std::apply([&](auto const&... a) { return adze::value(f, a...); }, x))) < of_rounding);
  auto const wide = [&](auto const&... a) { return adze::value(f, a...); };
  CHECK(distance(flat(tangent), difference(wide, x, v)) < of_differences);
}

/// w'(J v) = (J'w) v.
template <class F, class W, class... X>
void check_vjp(F const& f, W const& w, std::tuple<X...> const& x, std::tuple<X...> const& v) {
  auto const [value, tangent, gradient] = [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto const at = adze::at(std::get<I>(x)...);
    auto const forward = adze::jvp(f, at, adze::along(std::get<I>(v)...));
    auto const backward = std::apply([&](auto const&... e) { return adze::vjp(f, at, adze::weights(e...)); }, w);
    CHECK(distance(flat(forward.value), flat(backward.value)) < of_rounding);
    return std::tuple(flat(backward.value), flat(forward.tangent), flat(backward.gradient));
  }(std::index_sequence_for<X...>{});
  auto const weight = flat(w), direction = flat(v);
  REQUIRE(weight.size() == tangent.size());
  REQUIRE(direction.size() == gradient.size());
  long double left = 0, right = 0;
  for (std::size_t e = 0; e < weight.size(); ++e) left += weight[e] * tangent[e];
  for (std::size_t e = 0; e < direction.size(); ++e) right += direction[e] * gradient[e];
  CHECK(distance({left}, {right}) < of_rounding);
}

template <class T>
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (std::vector<T>, weights), (T, offset));
};

}  // namespace

TEST_CASE("jvp of scalar and array results agrees with differences") {
  auto const W = grid(4, 3, 0.2), dW = grid(4, 3, 0.7);
  auto const b = ramp(4, 0.1), x = ramp(3, 0.4), db = ramp(4, 0.5), dx = ramp(3, 0.9);
  check_jvp(layer, std::tuple(W, b, x), std::tuple(dW, db, dx));
  check_jvp(energy, std::tuple(W, b, x, 0.3), std::tuple(dW, db, dx, -0.4));
  check_jvp(rosenbrock, std::tuple(ramp(9, 0.4)), std::tuple(ramp(9, 0.7)));
  check_jvp([](auto A) { return matmul(transpose(A), matmul(A, transpose(A))); }, std::tuple(W), std::tuple(dW));
  check_jvp([](auto v, auto s) { return std::tuple(softmax(v), s * logsumexp(v), prod(v), exp(s)); },
            std::tuple(b, 0.3), std::tuple(db, 0.7));
  check_jvp([](auto v) { return select(v > 0.3, v * max(v), exp(v)); }, std::tuple(ramp(8, 0.3)), std::tuple(ramp(8, 0.1)));
}

TEST_CASE("jvp in one coordinate is a column of the formula") {
  auto const W = grid(4, 3, 0.2);
  std::vector<double> const x{0.1, 0.2, 0.3}, unit{0, 1, 0};
  auto const r = adze::jvp<adze::wrt<1>>([](auto A, auto v) { return matmul(A, v); }, adze::at(W, x), adze::along(unit));
  for (std::size_t e = 0; e < 4; ++e) CHECK(r.tangent[e] == W(e, 1));
}

TEST_CASE("vjp is the transpose of jvp") {
  auto const W = grid(4, 3, 0.2), dW = grid(4, 3, 0.7);
  auto const b = ramp(4, 0.1), x = ramp(3, 0.4), db = ramp(4, 0.5), dx = ramp(3, 0.9), w = ramp(4, 0.6);
  check_vjp(layer, std::tuple(w), std::tuple(W, b, x), std::tuple(dW, db, dx));
  check_vjp(energy, std::tuple(2.0), std::tuple(W, b, x, 0.3), std::tuple(dW, db, dx, -0.4));
  check_vjp([](auto v, auto s) { return std::tuple(s * softmax(v), logsumexp(v), outer(v, v), exp(s)); },
            std::tuple(w, 0.7, grid(4, 4, 0.1), -1.2), std::tuple(b, 0.3), std::tuple(db, 0.7));
  check_vjp([](auto A) { return std::tuple(matmul(A, transpose(A)), matmul(transpose(A), A)); },
            std::tuple(grid(4, 4, 0.3), grid(3, 3, 0.4)), std::tuple(W), std::tuple(dW));
  check_vjp([](auto v) { return vector(i, v(i + 2) * sin(v(i))); }, std::tuple(ramp(6, 0.2)), std::tuple(ramp(8, 0.3)), std::tuple(ramp(8, 0.1)));
  check_vjp([](auto v, auto s) { return pow(v, 0) * s; }, std::tuple(w), std::tuple(b, 0.3), std::tuple(db, 0.7));  // s, n times
  check_vjp([](auto v, auto u) { return select(u > 100, u, sum(v)); }, std::tuple(w), std::tuple(b, w), std::tuple(db, w));
}

TEST_CASE("products agree with the engine for numbers") {
  constexpr auto on_array = [](auto v) { return v[0] * sin(v[1]) + exp(v[2] * v[0]) * v[1]; };
  constexpr auto on_vector = [](auto v) { return v(0) * sin(v(1)) + exp(v(2) * v(0)) * v(1); };
  std::array const x{0.4, 0.9, 0.3}, v{1.0, -2.0, 0.5};
  std::vector<double> const X(x.begin(), x.end()), V(v.begin(), v.end());
  auto const a = adze::jvp(on_array, adze::at(x), adze::along(v));
  auto const b = adze::jvp(on_vector, adze::at(X), adze::along(V));
  CHECK(a.value == b.value);
  CHECK(distance({a.tangent}, {b.tangent}) < of_rounding);
  CHECK(distance(flat(adze::hvp(on_vector, adze::at(X), adze::along(V))), flat(adze::hvp(on_array, adze::at(x), adze::along(v)))) < of_rounding);
  CHECK(distance(flat(adze::vjp(on_vector, adze::at(X), adze::weights(3.0)).gradient),
                 flat(adze::vjp(on_array, adze::at(x), adze::weights(3.0)).gradient)) < of_rounding);
}

TEST_CASE("products: data, index arrays, structs, views, floats") {
  auto const x = ramp(5, 0.3), v = ramp(5, 0.8);
  std::vector<int> const ids{4, 0, 4, 2};
  auto const picked = [](auto a, auto id) { return square(gather(a, id)); };
  auto const r = adze::jvp<adze::wrt<0>>(picked, adze::at(x, ids), adze::along(v));
  for (std::size_t e = 0; e < 4; ++e) {
    auto const at = static_cast<std::size_t>(ids[e]);
    CHECK(r.tangent[e] == Approx(2 * x[at] * v[at]).epsilon(1e-14));
  }
  auto const g = adze::vjp<adze::wrt<0>>(picked, adze::at(x, ids), adze::weights(std::vector<double>{1, 10, 100, 1000})).gradient;
  CHECK(distance(flat(g), {20 * x[0], 0, 2000 * x[2], 0, 202 * x[4]}) < of_rounding);
  auto const h = adze::hvp<adze::wrt<0>>([](auto a, auto id) { return sum(square(gather(a, id))); }, adze::at(x, ids), adze::along(v));
  CHECK(distance(flat(h), {2 * v[0], 0, 2 * v[2], 0, 4 * v[4]}) < of_rounding);

  model<double> const m{x, 0.5}, dm{v, 2};
  auto const line = [](auto p) { return sum(square(adze::get<"weights">(p))) * adze::get<"offset">(p); };
  auto const hm = adze::hvp(line, adze::at(m), adze::along(dm));
  double both = 0;
  for (std::size_t e = 0; e < 5; ++e) {
    CHECK(hm.weights[e] == Approx(2 * v[e] * 0.5 + 2 * x[e] * 2).epsilon(1e-14));
    both += 2 * x[e] * v[e];
  }
  CHECK(hm.offset == Approx(both).epsilon(1e-14));

  std::vector<float> const few{1, 2};
  CHECK(adze::jvp([](auto a) { return square(a); }, adze::at(few), adze::along(few)).tangent == std::vector<float>{2, 8});
}

TEST_CASE("a point refers to arrays in variables, and owns temporaries and numbers") {
  auto x = ramp(5, 0.3);
  auto const point = adze::at(x, 2.0);
  static_assert(std::is_same_v<decltype(point.arguments), std::tuple<std::vector<double> const&, double>>);
  CHECK(&std::get<0>(point.arguments) == &x);
  double s = 3;
  auto const held = adze::along(ramp(5, 0.8), s);
  static_assert(std::is_same_v<decltype(held.arguments), std::tuple<std::vector<double>, double>>);
  s = 0;
  auto const f = [](auto a, auto c) { return c * sum(a); };
  auto const v = ramp(5, 0.8);
  double expected = 0;
  for (std::size_t e = 0; e < 5; ++e) expected += 2 * v[e] + 3 * x[e];
  CHECK(adze::jvp(f, point, held).tangent == Approx(expected).epsilon(1e-14));
  CHECK(adze::jvp(f)(point, held).tangent == Approx(expected).epsilon(1e-14));
}

TEST_CASE("directions and weights of other shapes are refused") {
  auto const x = ramp(5, 0.3), y = ramp(4, 0.3);
  auto const f = [](auto a) { return a * a; };
  CHECK_THROWS_AS(adze::jvp(f, adze::at(x), adze::along(y)), adze::shape_error);
  CHECK_THROWS_AS(adze::vjp(f, adze::at(x), adze::weights(y)), adze::shape_error);
  CHECK_THROWS_AS(adze::hvp([](auto a) { return sum(a * a * a); }, adze::at(x), adze::along(y)), adze::shape_error);
}
