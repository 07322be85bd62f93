// SPDX-License-Identifier: BSL-1.0
// Hessians of functions of arrays, forward and reverse over reverse: against differences of the gradient in long double,
// formulas, hvp, and the engine for numbers.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
constexpr adze::index<"k"> k;

bool symmetric(adze::tensor<double, 2> const& h) {
  for (std::ptrdiff_t r = 0; r < h.extents()[0]; ++r) {
    for (std::ptrdiff_t c = 0; c < r; ++c) {
      if (h(r, c) != h(c, r)) return false;
    }
  }
  return true;
}

/// Both modes, every column by differences of the gradient.
template <class F, class... X>
void check_hessian(F const& f, X const&... x) {
  auto const forward = adze::hessian<adze::forward>(f, x...), reverse = adze::hessian<adze::reverse>(f, x...);
  CHECK(symmetric(forward));
  CHECK(symmetric(reverse));
  CHECK(distance(flat(forward), flat(reverse)) < 10 * of_rounding);
  std::tuple<X...> const point(x...);
  auto const n = flat(x...).size();
  REQUIRE(forward.extents() == std::array<std::ptrdiff_t, 2>{static_cast<std::ptrdiff_t>(n), static_cast<std::ptrdiff_t>(n)});
  auto const gradient = [&](auto const&... a) { return adze::gradient(f, a...); };
  for (std::size_t c = 0; c < n; ++c) {
    auto unit = point;
    make_unit(unit, c);
    std::vector<long double> column;
    for (std::ptrdiff_t r = 0; r < forward.extents()[0]; ++r) column.push_back(forward(r, static_cast<std::ptrdiff_t>(c)));
    INFO("column " << c);
    CHECK(distance(column, difference(gradient, point, unit)) < of_differences);
  }
}

}  // namespace

TEST_CASE("Hessians in one vector") {
  check_hessian([](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); }, ramp(6, 0.4));
  check_hessian([](auto x) { return logsumexp(x) * norm(x); }, ramp(5, 0.3));
  check_hessian([](auto x) { return sum(i, x(i - 1) * square(x(i + 2))) + x(0) * x(3) * x(3); }, ramp(6, 0.3));
}

TEST_CASE("Hessians in a matrix, vectors and numbers") {
  auto const W = grid(3, 2, 0.2);
  check_hessian([](auto A, auto b, auto x, auto s) { return s * sum(square(tanh(matmul(A, x) + b))) + exp(s); },
                W, ramp(3, 0.1), ramp(2, 0.4), 0.3);
  check_hessian([](auto s, auto x, auto t) { return sum(exp(s * x)) * t + s * s * t; }, 0.3, ramp(4, 0.2), 0.7);
}

TEST_CASE("Hessians where an array is read at other loops") {
  check_hessian([](auto A) { return sum(sin(matmul(A, A))); }, grid(3, 3, 0.2));
  check_hessian([](auto x, auto A) { auto const h = tanh(matmul(A, x)); return dot(h, matmul(A, h)) + sum(h) * sum(x); },
                ramp(3, 0.3), grid(3, 3, 0.2));
}

TEST_CASE("Hessian of a mixture, in the means") {
  auto const X = grid(5, 2, 0.2), m = grid(3, 2, 0.5);
  auto const f = [](auto M, auto D) {
    auto const e = -0.5 * sum(j, square(D(i, j) - M(k, j)));
    auto const top = held(max(k, e));
    return sum(i, top + log(sum(k, exp(e - top))));
  };
  auto const forward = adze::hessian<adze::forward, adze::wrt<0>>(f, m, X), reverse = adze::hessian<adze::reverse, adze::wrt<0>>(f, m, X);
  CHECK(distance(flat(forward), flat(reverse)) < of_rounding);
  for (std::size_t c = 0; c < 6; ++c) {
    adze::tensor<double, 2> unit({3, 2});
    unit.data()[c] = 1;
    auto const column = adze::hvp<adze::wrt<0>>(f, adze::at(m, X), adze::along(unit));
    for (std::ptrdiff_t r = 0; r < 6; ++r) CHECK(forward(r, static_cast<std::ptrdiff_t>(c)) == Approx(column.data()[r]).epsilon(1e-12).margin(1e-13));
  }
}

TEST_CASE("Hessian by formula: A + A' of x'Ax, the band of Rosenbrock's function") {
  auto const A = grid(4, 4, 0.2);
  auto const h = adze::hessian<adze::wrt<0>>([](auto x, auto M) { return quadratic_form(x, M); }, ramp(4, 0.3), A);
  for (std::ptrdiff_t r = 0; r < 4; ++r) {
    for (std::ptrdiff_t c = 0; c < 4; ++c) CHECK(h(r, c) == Approx(A(r, c) + A(c, r)).epsilon(1e-15));
  }
  auto const x = ramp(7, 0.4);
  auto const band = adze::hessian([](auto v) { return sum(i, 100 * square(v(i + 1) - square(v(i))) + square(1 - v(i))); }, x);
  for (std::ptrdiff_t r = 0; r < 7; ++r) {
    double const here = x[static_cast<std::size_t>(r)];
    double diagonal = r > 0 ? 200 : 0;
    if (r < 6) diagonal += 1200 * here * here - 400 * x[static_cast<std::size_t>(r + 1)] + 2;
    CHECK(band(r, r) == Approx(diagonal).epsilon(1e-14));
    if (r > 0) CHECK(band(r, r - 1) == Approx(-400 * x[static_cast<std::size_t>(r - 1)]).epsilon(1e-14));
    for (std::ptrdiff_t c = 0; c < r - 1; ++c) CHECK(band(r, c) == 0);
  }
}

TEST_CASE("Hessian of numbers and of a vector of the same numbers agree; of a gather") {
  constexpr auto f = [](auto v) { return v[0] * sin(v[1]) + exp(v[2] * v[0]) * v[1]; };
  constexpr auto g = [](auto v) { return v(0) * sin(v(1)) + exp(v(2) * v(0)) * v(1); };
  std::array const x{0.4, 0.9, 0.3};
  auto const rows = adze::hessian(f, x);
  for (auto const& h : {adze::hessian<adze::forward>(g, std::vector<double>(x.begin(), x.end())),
                        adze::hessian<adze::reverse>(g, std::vector<double>(x.begin(), x.end()))}) {
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t c = 0; c < 3; ++c) {
        CHECK(h(static_cast<std::ptrdiff_t>(r), static_cast<std::ptrdiff_t>(c)) == Approx(rows[r][c]).epsilon(1e-14).margin(1e-16));
      }
    }
  }
  std::vector<int> const ids{3, 0, 3};
  auto const picked = [](auto v, auto id) { return sum(square(gather(v, id))); };
  for (auto const& h : {adze::hessian<adze::forward, adze::wrt<0>>(picked, ramp(4, 0.3), ids),
                        adze::hessian<adze::reverse, adze::wrt<0>>(picked, ramp(4, 0.3), ids)}) {
    CHECK(h(0, 0) == 2);
    CHECK(h(3, 3) == 4);
    CHECK(h(1, 1) == 0);
    CHECK(h(0, 3) == 0);
  }
}

TEST_CASE("hessian_into writes into the caller's matrix, and refuses what does not fit") {
  auto const x = ramp(4, 0.3);
  auto const f = [](auto v) { return sum(v) * sum(exp(v)); };
  auto const expected = adze::hessian(f, x);
  adze::tensor<double, 2> wide({6, 9}, 7.0);
  adze::hessian_into(f, adze::into(adze::view<double, 2>(wide.data() + 10, {4, 4}, {9, 1})), x);
  for (std::ptrdiff_t r = 0; r < 6; ++r) {
    for (std::ptrdiff_t c = 0; c < 9; ++c) {
      bool const inside = r >= 1 && r < 5 && c >= 1 && c < 5;
      CHECK(wide(r, c) == (inside ? expected(r - 1, c - 1) : 7.0));
    }
  }
  adze::tensor<double, 2> narrow({4, 3});
  CHECK_THROWS_AS(adze::hessian_into(f, adze::into(narrow), x), adze::shape_error);
  CHECK(adze::hessian(f, std::vector<double>{}).size() == 0);
}
