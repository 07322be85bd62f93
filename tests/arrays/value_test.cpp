// SPDX-License-Identifier: BSL-1.0
// adze::value on numbers and arrays, against the same formulas written out.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

#include <boost/hana/define_struct.hpp>

#include <cmath>

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;

auto near(double x) { return Approx(x).epsilon(1e-13).margin(1e-13); }

constexpr auto of_numbers = [](auto x, auto y) { return std::tuple(x * y, x + y); };
static_assert(adze::value(of_numbers, 3.0, 4.0) == std::array{12.0, 7.0});
static_assert(adze::value([](auto x) { return x * x; })(3.0) == 9);

template <class T>
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (std::vector<T>, weights), (T, offset));
};

}  // namespace

TEST_CASE("value of a function of arrays with one number as its result") {
  auto const x = ramp(11, 0.3), y = ramp(11, 0.7);
  double expected = 0;
  for (std::size_t e = 0; e < 11; ++e) expected += x[e] * y[e] + std::exp(x[e]);
  CHECK(adze::value([](auto a, auto b) { return dot(a, b) + sum(exp(a)); }, x, y) == near(expected));
}

TEST_CASE("value of a vector result is a vector") {
  auto const a = grid(5, 3, 0.2);
  auto const x = ramp(3, 0.4), b = ramp(5, 0.1);
  std::vector<double> const r = adze::value([](auto A, auto v, auto c) { return tanh(matmul(A, v) + c); }, a, x, b);
  REQUIRE(r.size() == 5);
  for (std::size_t e = 0; e < 5; ++e) {
    double s = b[e];
    for (std::size_t d = 0; d < 3; ++d) s += a(e, d) * x[d];
    CHECK(r[e] == near(std::tanh(s)));
  }
}

TEST_CASE("value of a matrix result is a tensor, also of equal extents and where it is transposed") {
  auto const a = grid(4, 4, 0.2);
  adze::tensor<double, 2> const r = adze::value([](auto A) { return transpose(matmul(A, A)) + 2 * A; }, a);
  REQUIRE(r.extents() == a.extents());
  for (std::ptrdiff_t p = 0; p < 4; ++p) {
    for (std::ptrdiff_t q = 0; q < 4; ++q) {
      double s = 2 * a(p, q);
      for (std::ptrdiff_t e = 0; e < 4; ++e) s += a(q, e) * a(e, p);
      CHECK(r(p, q) == near(s));
    }
  }
}

TEST_CASE("value of three dimensions") {
  auto const x = ramp(4, 0.5);
  adze::tensor<double, 3> cube({2, 3, 4}, 0.5);
  cube(1, 2, 3) = 2;
  auto const r = adze::value([](auto c, auto v) { return square(c) * v; }, cube, x);
  CHECK(r.extents() == cube.extents());
  CHECK(r(1, 2, 3) == near(4 * x[3]));
  CHECK(r(0, 1, 2) == near(0.25 * x[2]));
}

TEST_CASE("value of several results is a tuple where some are arrays, an array where none is") {
  auto const x = ramp(6, 0.3);
  auto const [squares, total, middle] = adze::value(
      [](auto v) { return std::tuple(square(v), sum(v), adze::slice<1, 0>(v)); }, x);
  CHECK(squares.size() == 6);
  CHECK(squares[2] == near(x[2] * x[2]));
  CHECK(middle.size() == 5);
  CHECK(middle[4] == x[5]);
  double s = 0;
  for (double e : x) s += e;
  CHECK(total == near(s));

  std::array<double, 2> const two = adze::value([](auto v) { return std::tuple(sum(v), max(v)); }, x);
  CHECK(two[0] == near(s));
  auto const pair = adze::value([](auto v) { return std::array{exp(v), exp(v)}; }, x);
  CHECK(std::get<1>(pair)[5] == near(std::exp(x[5])));
}

TEST_CASE("value of vector(i, ...) and matrix(i, j, ...) with shifted subscripts") {
  auto const x = ramp(6, 0.3);
  auto const r = adze::value([](auto v) { return vector(i, v(i + 1) - v(i - 1)); }, x);
  REQUIRE(r.size() == 4);
  for (std::size_t e = 0; e < 4; ++e) CHECK(r[e] == near(x[e + 2] - x[e]));
  auto const m = adze::value([](auto v) { return matrix(i, j, v(i) * exp(v(j))); }, x);
  CHECK(m(2, 3) == near(x[2] * std::exp(x[3])));
}

TEST_CASE("value of a result that does not depend on one of its dimensions") {
  auto const x = ramp(5, 0.3), y = ramp(5, 0.2);
  auto const r = adze::value([](auto a, auto b) { return select(b > 100, b, sum(a)); }, x, y);
  double s = 0;
  for (double e : x) s += e;
  for (double e : r) CHECK(e == near(s));
}

TEST_CASE("value with floats, views, index arrays and structs") {
  std::vector<float> const x{1, 2, 3};
  CHECK(adze::value([](auto v) { return 0.5 * v; }, x) == std::vector<float>{0.5F, 1, 1.5F});
  auto const a = grid(3, 2, 0.1);
  adze::view<double const, 2> const transposed(a.data(), {2, 3}, {1, 2});
  auto const r = adze::value([](auto A) { return sum<1>(A); }, transposed);
  CHECK(r[1] == near(a(0, 1) + a(1, 1) + a(2, 1)));
  std::vector<int> const ids{2, 0, 2};
  CHECK(adze::value([](auto v, auto id) { return gather(v, id); }, ramp(4, 0.3), ids)[1] == ramp(4, 0.3)[0]);
  model<double> const m{ramp(3, 0.2), 0.5};
  auto const f = [](auto p) { return adze::get<"weights">(p) + adze::get<"offset">(p); };
  CHECK(adze::value(f, m)[2] == near(m.weights[2] + 0.5));
}

TEST_CASE("value of empty arrays, and of shapes that do not fit") {
  std::vector<double> const none;
  CHECK(adze::value([](auto v) { return v * v; }, none).empty());
  CHECK(adze::value([](auto v) { return sum(v); }, none) == 0);
  auto const a = grid(4, 3, 0.2);
  CHECK_THROWS_AS(adze::value([](auto A, auto v) { return matmul(A, v); }, a, ramp(4, 0)), adze::shape_error);
  CHECK_THROWS_AS(adze::value([](auto v) { return v * v(7); }, ramp(7, 0)), adze::shape_error);
}

TEST_CASE("value agrees with the engine for numbers") {
  constexpr auto f = [](auto x, auto y) { return sin(x) * y + exp(x * y); };
  double const one = adze::value(f, 0.7, 1.3);
  auto const many = adze::value(f, std::vector<double>{0.7, 0.2}, std::vector<double>{1.3, 0.4});
  CHECK(many[0] == one);
  CHECK(many[1] == adze::value(f, 0.2, 0.4));
}
