// SPDX-License-Identifier: BSL-1.0
// Jacobians of functions of arrays, in both modes: against differences in long double, formulas, jvp, and the engine
// for numbers.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;

template <class... X>
std::size_t numbers_in(std::tuple<X...> const& x) { return flat(x).size(); }

/// Every column by differences, in all modes.
template <class F, class... X>
void check_jacobian(F const& f, X const&... x) {
  auto const forward = adze::jacobian<adze::forward>(f, x...), reverse = adze::jacobian<adze::reverse>(f, x...);
  REQUIRE(forward.extents() == reverse.extents());
  CHECK(distance(flat(forward), flat(reverse)) < of_rounding);
  std::tuple<X...> const point(x...);
  auto const n = numbers_in(point);
  REQUIRE(static_cast<std::size_t>(forward.extents()[1]) == n);
  auto const wide = [&](auto const&... a) { return adze::value(f, a...); };
  for (std::size_t c = 0; c < n; ++c) {
    auto unit = point;
    make_unit(unit, c);
    std::vector<long double> column;
    for (std::ptrdiff_t r = 0; r < forward.extents()[0]; ++r) column.push_back(forward(r, static_cast<std::ptrdiff_t>(c)));
    INFO("column " << c);
    CHECK(distance(column, difference(wide, point, unit)) < of_differences);
  }
}

constexpr auto layer = [](auto W, auto b, auto x) { return tanh(matmul(W, x) + b); };

}  // namespace

TEST_CASE("Jacobians of vectors in vectors") {
  check_jacobian([](auto x) { return sin(x) * sum(x); }, ramp(5, 0.3));
  check_jacobian([](auto x) { return vector(i, x(i + 1) - square(x(i))); }, ramp(6, 0.3));
  check_jacobian([](auto x) { return adze::softmax(x); }, ramp(5, 0.3));
  check_jacobian([](auto x, auto y) { return exp(x) * y + x(2); }, ramp(5, 0.3), ramp(5, 0.7));
  check_jacobian([](auto x) { return adze::slice<1, 4>(x) * prod(x); }, ramp(5, 0.3));
}

TEST_CASE("Jacobians in matrices, numbers, and of several results") {
  auto const W = grid(3, 2, 0.2);
  check_jacobian(layer, W, ramp(3, 0.1), ramp(2, 0.4));
  check_jacobian([](auto A, auto s) { return std::tuple(s * matmul(A, transpose(A)), sum(A) * exp(s), sum<0>(square(A))); }, W, 0.3);
  check_jacobian([](auto s, auto x) { return std::tuple(s * norm(x), s * x); }, 0.7, ramp(4, 0.3));
  check_jacobian([](auto s, auto x) { return pow(x, 0) * s; }, 0.7, ramp(4, 0.3));  // s, n times
}

TEST_CASE("Jacobian of layers") {
  auto const V = grid(3, 4, 0.1), U = grid(2, 3, 0.6);
  check_jacobian([](auto A, auto B, auto x) { return matmul(B, tanh(matmul(A, x))) + sum(x); }, V, U, ramp(4, 0.3));
}

TEST_CASE("Jacobian of a scalar result is its gradient as a row") {
  auto const x = ramp(5, 0.3);
  auto const f = [](auto v, auto s) { return s * sum(v * exp(v)); };
  auto const row = adze::jacobian(f, x, 0.4);
  auto const [dx, ds] = adze::gradient(f, x, 0.4);
  REQUIRE(row.extents() == std::array<std::ptrdiff_t, 2>{1, 6});
  for (std::ptrdiff_t e = 0; e < 5; ++e) CHECK(row(0, e) == Approx(dx[static_cast<std::size_t>(e)]).epsilon(1e-14));
  CHECK(row(0, 5) == Approx(ds).epsilon(1e-14));
}

TEST_CASE("Jacobian by formula: of a linear map its matrix, of a product the matrix times a slope") {
  auto const A = grid(4, 3, 0.2);
  auto const x = ramp(3, 0.4);
  auto const linear = [](auto M, auto v) { return matmul(M, v); };
  CHECK(adze::jacobian<adze::forward, adze::wrt<1>>(linear, A, x) == A);
  CHECK(adze::jacobian<adze::reverse, adze::wrt<1>>(linear, A, x) == A);
  CHECK(adze::jacobian<adze::wrt<1>>(linear, A, x) == A);
  auto const j = adze::jacobian<adze::wrt<1>>([](auto M, auto v) { return square(matmul(M, v)); }, A, x);
  auto const y = adze::value(linear, A, x);
  for (std::ptrdiff_t r = 0; r < 4; ++r) {
    for (std::ptrdiff_t c = 0; c < 3; ++c) CHECK(j(r, c) == Approx(2 * y[static_cast<std::size_t>(r)] * A(r, c)).epsilon(1e-14));
  }
}

TEST_CASE("Jacobian of numbers and of a vector of the same numbers agree") {
  constexpr auto f = [](auto v) { return std::tuple(v[0] * sin(v[1]), exp(v[2] * v[0]) * v[1], v[2] / v[1]); };
  constexpr auto g = [](auto v) { return std::tuple(v(0) * sin(v(1)), exp(v(2) * v(0)) * v(1), v(2) / v(1)); };
  std::array const x{0.4, 0.9, 0.3};
  std::vector<double> const X(x.begin(), x.end());
  auto const rows = adze::jacobian(f, x);
  for (auto const& m : {adze::jacobian<adze::forward>(g, X), adze::jacobian<adze::reverse>(g, X)}) {
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t c = 0; c < 3; ++c) {
        CHECK(m(static_cast<std::ptrdiff_t>(r), static_cast<std::ptrdiff_t>(c)) == Approx(rows[r][c]).epsilon(1e-14).margin(1e-16));
      }
    }
  }
}

TEST_CASE("Jacobian of a gather, in both modes") {
  auto const x = ramp(4, 0.3);
  std::vector<int> const ids{3, 0, 3};
  auto const f = [](auto v, auto id) { return square(gather(v, id)); };
  for (auto const& m : {adze::jacobian<adze::forward, adze::wrt<0>>(f, x, ids), adze::jacobian<adze::reverse, adze::wrt<0>>(f, x, ids)}) {
    REQUIRE(m.extents() == std::array<std::ptrdiff_t, 2>{3, 4});
    for (std::ptrdiff_t r = 0; r < 3; ++r) {
      auto const at = ids[static_cast<std::size_t>(r)];
      for (std::ptrdiff_t c = 0; c < 4; ++c) CHECK(m(r, c) == (c == at ? Approx(2 * x[static_cast<std::size_t>(at)]) : Approx(0)));
    }
  }
}

TEST_CASE("jacobian_into writes into the caller's matrix, and refuses what does not fit") {
  auto const x = ramp(4, 0.3);
  auto const f = [](auto v) { return v * sum(v); };
  auto const expected = adze::jacobian(f, x);
  adze::tensor<double, 2> m({4, 4}, 7.0);
  adze::jacobian_into(f, adze::into(m), x);
  CHECK(m == expected);
  adze::tensor<double, 2> wide({6, 9}, 7.0);
  adze::jacobian_into<adze::reverse>(f, adze::into(adze::view<double, 2>(wide.data() + 10, {4, 4}, {9, 1})), x);
  for (std::ptrdiff_t r = 0; r < 6; ++r) {
    for (std::ptrdiff_t c = 0; c < 9; ++c) {
      bool const inside = r >= 1 && r < 5 && c >= 1 && c < 5;
      CHECK(wide(r, c) == (inside ? expected(r - 1, c - 1) : 7.0));
    }
  }
  adze::tensor<double, 2> narrow({4, 3});
  CHECK_THROWS_AS(adze::jacobian_into(f, adze::into(narrow), x), adze::shape_error);
  CHECK_THROWS_AS(adze::jacobian_into(f, adze::into(adze::view<double, 2>(wide.data(), {4, 4}, {1, 9})), x), adze::shape_error);
  adze::view<double const, 1> const inside(wide.data() + 12, {4});
  CHECK_THROWS_AS(adze::jacobian_into(f, adze::into(adze::view<double, 2>(wide.data(), {4, 4}, {9, 1})), inside), adze::shape_error);
}

TEST_CASE("Jacobians of no numbers") {
  std::vector<double> const none;
  CHECK(adze::jacobian([](auto v) { return exp(v); }, none).size() == 0);
  CHECK(adze::jacobian([](auto v, auto s) { return std::tuple(sum(v) * s, v); }, none, 2.0).extents() == std::array<std::ptrdiff_t, 2>{1, 1});
}
