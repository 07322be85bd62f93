// SPDX-License-Identifier: BSL-1.0
// What may be an argument: vectors, spans, views of any strides, tensors, std::array of them, structs, numbers, in any
// mixture; and the shape that the gradient has.

#include "check.hpp"

#include <boost/hana/define_struct.hpp>

#include <array>
#include <span>

using namespace adze_test;
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

namespace {

/// Value and gradient in the matrix, whatever kind of matrix it is, against those of a tensor with the same elements.
template <class A>
void check_like_a_tensor(A const& a) {
  auto const f = [](auto m, auto x) { return sum(sin(matmul(m, x))) + sum(square(m)); };
  matrix same({a.extents[0], a.extents[1]});
  for (std::ptrdiff_t p = 0; p < a.extents[0]; ++p) {
    for (std::ptrdiff_t q = 0; q < a.extents[1]; ++q) same(p, q) = a(p, q);
  }
  vector const x = some(static_cast<int>(a.extents[1]));
  auto const [value, gradient] = adze::value_and_gradient(f, a, x);
  auto const [truth, expected] = adze::value_and_gradient(f, same, x);
  STATIC_REQUIRE(std::is_same_v<decltype(gradient), std::tuple<matrix, vector> const>);
  CHECK(value == truth);
  CHECK(gradient == expected);
}

struct layer {
  BOOST_HANA_DEFINE_STRUCT(layer, (matrix, weights), (vector, biases));
};
struct network {
  BOOST_HANA_DEFINE_STRUCT(network, (layer, hidden), (double, scale), (vector, last), (std::array<double, 2>, knobs));
};

}  // namespace

TEST_CASE("views: contiguous, with gaps, transposed, backwards, standing still") {
  vector numbers = some(60);
  using view = adze::view<double, 2>;
  using constant_view = adze::view<double const, 2>;
  check_like_a_tensor(view(numbers.data(), {4, 3}));
  check_like_a_tensor(constant_view(numbers.data(), {4, 3}));
  check_like_a_tensor(view(numbers.data(), {4, 3}, {7, 2}));
  check_like_a_tensor(view(numbers.data(), {4, 3}, {1, 4}));
  check_like_a_tensor(view(numbers.data() + 30, {4, 3}, {-5, 1}));
  check_like_a_tensor(view(numbers.data() + 30, {4, 3}, {3, -1}));
  check_like_a_tensor(view(numbers.data(), {4, 3}, {0, 1}));
  check_like_a_tensor(view(numbers.data(), {4, 3}, {0, 0}));
  check_like_a_tensor(adze::row_view<double const, 2>(numbers.data(), {4, 3}));
}

TEST_CASE("vectors: std::vector, std::span of either constness, views, a part of another one") {
  auto const f = [](auto x) { return sum(exp(x)) * max(x); };
  vector const x = some(5);
  vector mutable_x = x, doubled;
  for (double e : x) doubled.push_back(e), doubled.push_back(99);
  auto const [value, gradient] = adze::value_and_gradient(f, x);
  auto const same = [&](auto const& argument) {
    auto const other = adze::value_and_gradient(f, argument);
    CHECK(other.value == value);
    CHECK(flat(other.gradient) == gradient);
  };
  STATIC_REQUIRE(std::is_same_v<decltype(gradient), vector const>);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient(f, std::span<double const>(x))), vector>);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient(f, adze::view<double const, 1>(x.data(), {5}))), adze::tensor<double, 1>>);
  same(mutable_x);
  same(std::span<double>(mutable_x));
  same(std::span<double const>(x));
  same(std::span<double const>(x).subspan(0, 5));
  same(adze::view<double const, 1>(x.data(), {5}));
  same(adze::view<double, 1>(doubled.data(), {5}, {2}));
}

TEST_CASE("the same vector as two arguments: each has its derivative") {
  vector const x = some(4);
  auto const g = adze::gradient([](auto a, auto b) { return dot(a, square(b)); }, x, x);
  for (size_t e = 0; e < 4; ++e) {
    CHECK(std::get<0>(g)[e] == x[e] * x[e]);
    CHECK(std::get<1>(g)[e] == Approx(2 * x[e] * x[e]));
  }
}

TEST_CASE("numbers among arrays: a gradient of both, in their order") {
  check([](auto a, auto x, auto b, auto y) { return a * sum(exp(-b * x)) + dot(x, y) / a; },
        [](auto a, auto const& x, auto b, auto const& y) {
          return a * total(x, [&](wide e) { return std::exp(-b * e); }) + total(length(x), [&](auto e) { return at(x, e) * at(y, e); }) / a;
        },
        0.7, some(4), 1.3, some(4, 0.8));
}

TEST_CASE("wrt: one argument gives its gradient alone, several a tuple in the order asked for") {
  auto const f = [](auto x, auto A, auto s) { return s * sum(square(matmul(A, x))); };
  vector const x = some(3);
  matrix const A = some(2, 3);
  auto const [gx, gA, gs] = adze::gradient(f, x, A, 2.0);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient<adze::wrt<1>>(f, x, A, 2.0)), matrix>);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient<adze::wrt<2, 0>>(f, x, A, 2.0)), std::tuple<double, vector>>);
  CHECK(adze::gradient<adze::wrt<1>>(f, x, A, 2.0) == gA);
  CHECK(adze::gradient<adze::wrt<2>>(f, x, A, 2.0) == std::array{gs});  // as of numbers
  CHECK(adze::gradient<adze::wrt<2, 0>>(f, x, A, 2.0) == std::tuple(gs, gx));
}

TEST_CASE("float and long double arrays compute in their type; mixed, in the widest") {
  auto const f = [](auto x, auto y) { return sum(sin(x) * y); };
  std::vector<float> const narrow{0.5F, 1.5F, 2.5F};
  std::vector<long double> const long_one{0.5L, 1.5L, 2.5L};
  auto const in_float = adze::value_and_gradient(f, narrow, narrow);
  auto const in_long = adze::value_and_gradient(f, long_one, long_one);
  auto const mixed = adze::value_and_gradient(f, narrow, long_one);
  STATIC_REQUIRE(std::is_same_v<decltype(in_float.value), float>);
  STATIC_REQUIRE(std::is_same_v<decltype(in_float.gradient), std::tuple<std::vector<float>, std::vector<float>>>);
  STATIC_REQUIRE(std::is_same_v<decltype(in_long.gradient), std::tuple<std::vector<long double>, std::vector<long double>>>);
  STATIC_REQUIRE(std::is_same_v<decltype(mixed.gradient), std::tuple<std::vector<long double>, std::vector<long double>>>);
  CHECK(mixed.value == in_long.value);
  CHECK(in_long.value == std::sin(0.5L) * 0.5L + std::sin(1.5L) * 1.5L + std::sin(2.5L) * 2.5L);
  CHECK(in_float.value == Approx(static_cast<double>(in_long.value)).epsilon(1e-6));
  CHECK(std::get<0>(in_float.gradient)[1] == Approx(1.5 * std::cos(1.5)).epsilon(1e-6));
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient(f, vector{}, narrow)), std::tuple<vector, vector>>);
}

TEST_CASE("integers are data: as numbers, as counts") {
  auto const f = [](auto x, auto n) { return sum(n * log(x)); };
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient<adze::wrt<0>>(f, vector{}, std::vector<long>{})), vector>);
  CHECK(adze::gradient<adze::wrt<0>>(f, vector{0.5, 2}, std::vector<long>{3, 4}) == vector{6, 2});
  CHECK(adze::gradient<adze::wrt<0>>(f, vector{0.5, 2}, std::vector<unsigned char>{3, 4}) == vector{6, 2});
}

TEST_CASE("a std::array of vectors") {
  auto const f = [](auto const& x) { return dot(x[0], x[1]) + sum(square(x[2])); };
  std::array<vector, 3> const x{vector{1, 2}, vector{3, 4}, vector{5}};
  auto const [value, gradient] = adze::value_and_gradient(f, x);
  CHECK(value == 36);
  STATIC_REQUIRE(std::is_same_v<decltype(gradient), std::array<vector, 3> const>);
  CHECK(gradient == std::array<vector, 3>{vector{3, 4}, vector{1, 2}, vector{10}});
}

TEST_CASE("a nested struct with matrices, vectors and numbers: the gradient is such a struct") {
  auto const f = [](auto const& net, auto const& x) {
    auto const& hidden = adze::get<"hidden">(net);
    auto const h = tanh(matmul(adze::get<"weights">(hidden), x) + adze::get<"biases">(hidden));
    auto const& knobs = adze::get<"knobs">(net);
    return adze::get<"scale">(net) * dot(adze::get<"last">(net), h) + knobs[0] * knobs[1] * sum(x);
  };
  network const net{{some(3, 2), some(3)}, 0.7, some(3, 0.9), {2.0, 3.0}};
  vector const x = some(2);
  auto const [value, gradient] = adze::value_and_gradient(f, net, x);
  auto const& [g, gx] = gradient;
  STATIC_REQUIRE(std::is_same_v<decltype(gradient), std::tuple<network, vector> const>);
  auto const plain = [](auto const& W, auto const& b, auto s, auto const& v, auto k0, auto k1, auto const& in) {
    wide_vector const z = product(W, in);
    return s * total(length(z), [&](auto e) { return at(v, e) * std::tanh(at(z, e) + at(b, e)); }) + k0 * k1 * total(in, [](wide e) { return e; });
  };
  auto const expected = differences(std::make_index_sequence<7>{}, plain, widened(net.hidden.weights), widened(net.hidden.biases), widened(net.scale),
                                    widened(net.last), wide{2}, wide{3}, widened(x));
  CHECK(value == Approx(static_cast<double>(plain(widened(net.hidden.weights), widened(net.hidden.biases), widened(net.scale), widened(net.last), wide{2},
                                                  wide{3}, widened(x)))));
  check_close(flat(std::tie(g.hidden.weights, g.hidden.biases, g.scale, g.last, g.knobs, gx)), expected);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient<adze::wrt<0>>(f, net, x)), network>);
}
