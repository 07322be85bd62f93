// SPDX-License-Identifier: BSL-1.0
// The identities of matrix calculus, against their formulas. Source: Petersen & Pedersen, The Matrix Cookbook, ch. 2.

#include "check.hpp"

using namespace adze_test;
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

namespace {

constexpr long double rounding = 1e-14L;

matrix filled(std::ptrdiff_t n, std::ptrdiff_t m, auto const& f) {
  matrix result({n, m});
  for (std::ptrdiff_t p = 0; p < n; ++p) {
    for (std::ptrdiff_t q = 0; q < m; ++q) result(p, q) = static_cast<double>(f(p, q));
  }
  return result;
}
matrix operator*(matrix const& a, matrix const& b) {
  return filled(a.extents()[0], b.extents()[1], [&](auto p, auto q) { return total(b.extents()[0], [&](auto l) { return wide{a(p, l)} * b(l, q); }); });
}
matrix transpose_of(matrix const& a) {
  return filled(a.extents()[1], a.extents()[0], [&](auto p, auto q) { return a(q, p); });
}
matrix as_column(vector const& x) {
  return filled(length(x), 1, [&](auto p, auto) { return x[static_cast<size_t>(p)]; });
}
void check_same(auto const& got, matrix const& want, double factor = 1) {
  vector scaled = flat(want);
  for (double& x : scaled) x *= factor;
  check_close(flat(got), scaled, rounding);
}

vector const x = some(4), a = some(4, 0.9), b = some(3, 1.4);
matrix const A = some(3, 4), S = some(4, 4, 0.7), X = some(4, 5, 1.1), B = some(5, 3, 0.2);

}  // namespace

TEST_CASE("d a'x / dx = a") {
  check_same(adze::gradient<adze::wrt<1>>([](auto c, auto y) { return dot(c, y); }, a, x), as_column(a));
}

TEST_CASE("d x'Ax / dx = (A + A')x, d x'Ax / dA = xx'") {
  auto const [gx, gS] = adze::gradient([](auto y, auto M) { return quadratic_form(y, M); }, x, S);
  matrix const both = filled(4, 4, [](auto p, auto q) { return S(p, q) + S(q, p); });
  check_same(gx, both * as_column(x));
  check_same(gS, as_column(x) * transpose_of(as_column(x)));
}

TEST_CASE("d a'Xb / dX = ab'") {
  check_same(adze::gradient<adze::wrt<1>>([](auto u, auto M, auto v) { return quadratic_form(u, M, v); }, b, A, x), as_column(b) * transpose_of(as_column(x)));
}

TEST_CASE("d tr(AXB) / dX = A'B'") {
  auto const f = [](auto M, auto Y, auto N) { return trace(matmul(matmul(M, Y), N)); };
  auto const g = [](auto M, auto Y, auto N) { return trace(matmul(M, matmul(Y, N))); };
  check_same(adze::gradient<adze::wrt<1>>(f, A, X, B), transpose_of(A) * transpose_of(B));
  check_same(adze::gradient<adze::wrt<1>>(g, A, X, B), transpose_of(A) * transpose_of(B));
}

TEST_CASE("d |Ax - b|^2 / dx = 2A'(Ax - b), in A: 2(Ax - b)x'") {
  matrix const r = filled(3, 1, [&](auto p, auto) { return (A * as_column(x))(p, 0) - b[static_cast<size_t>(p)]; });
  for (auto const& [gA, gx] : {adze::gradient<adze::wrt<0, 1>>([](auto M, auto y, auto c) { return squared_norm(matmul(M, y) - c); }, A, x, b),
                               adze::gradient<adze::wrt<0, 1>>([](auto M, auto y, auto c) { return square(norm(matmul(M, y) - c)); }, A, x, b)}) {
    check_same(gx, transpose_of(A) * r, 2);
    check_same(gA, r * transpose_of(as_column(x)), 2);
  }
}

TEST_CASE("d tr(X'X) / dX = 2X, d tr(X^2) / dX = 2X', d tr(X^3) / dX = 3(X^2)'") {
  check_same(adze::gradient([](auto M) { return trace(matmul(transpose(M), M)); }, X), X, 2);
  check_same(adze::gradient([](auto M) { return trace(matmul(M, M)); }, S), transpose_of(S), 2);
  check_same(adze::gradient([](auto M) { return trace(matmul(M, matmul(M, M))); }, S), transpose_of(S * S), 3);
}

TEST_CASE("d log sum exp x / dx = softmax x, d |x| / dx = x/|x|") {
  wide const sum = total(length(x), [](auto e) { return std::exp(wide{x[static_cast<size_t>(e)]}); });
  wide const squares = total(length(x), [](auto e) { return wide{x[static_cast<size_t>(e)]} * x[static_cast<size_t>(e)]; });
  check_same(adze::gradient([](auto y) { return logsumexp(y); }, x), filled(4, 1, [&](auto p, auto) { return std::exp(wide{x[static_cast<size_t>(p)]}) / sum; }));
  check_same(adze::gradient([](auto y) { return norm(y); }, x), as_column(x), static_cast<double>(1 / std::sqrt(squares)));
}

TEST_CASE("d sum(A X) / dX = A'11', and a factor that is used twice has both derivatives") {
  matrix const ones = filled(3, 5, [](auto, auto) { return 1; });
  check_same(adze::gradient<adze::wrt<1>>([](auto M, auto Y) { return sum(matmul(M, Y)); }, A, X), transpose_of(A) * ones);
  matrix const square_ones = filled(4, 4, [](auto, auto) { return 1; });
  matrix const expected = filled(4, 4, [&](auto p, auto q) { return (transpose_of(S) * square_ones)(p, q) + (square_ones * transpose_of(S))(p, q); });
  check_same(adze::gradient([](auto M) { return sum(matmul(M, M)); }, S), expected);
}
