// SPDX-License-Identifier: BSL-1.0
// Linear algebra where it may stand: in other functions, elements of its results, in sums over data, behind conditions, in
// the steps of folds. Gradients against differences in long double.

#include "linear_algebra.hpp"

namespace {

using namespace adze_test;

constexpr adze::index<"n"> n;
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
constexpr adze::index<"t"> t;

}  // namespace

TEST_CASE("elements, diagonals, rows and products of what linear algebra computes") {
  matrix const A = invertible(5);
  check_derivative([](auto M) { return inverse(M)(1, 2) * inverse(M)(0, 0); }, A);
  check_derivative([](auto M) { return sum(exp(diag(inverse(M)))); }, A);
  check_derivative([](auto M) { return sum(i, square(inverse(M)(i, 2)) * inverse(M)(i + 1, i)); }, A);
  check_derivative([](auto M) { return sum(square(matmul(inverse(M), transpose(inverse(M))))); }, A);
  check_derivative([](auto M) { return sum(square(solve(M, solve(transpose(M), M)))); }, A);
}

TEST_CASE("linear algebra inside of sums over data") {
  matrix const A = invertible(4), S = positive_definite(4), Y = some(6, 4, 1.1);
  vector const m = some(4), s = positive(6);
  // one matrix, one right-hand side for each n
  check_derivative([](auto M, auto D, auto v) { return sum(n, log(1 + squared_norm(solve(M, adze::vector(i, D(n, i) - v(i)))))); }, A, Y, m);
  check_derivative(
      [](auto M, auto D, auto v) {
        auto const L = cholesky(M);
        return sum(n, squared_norm(solve_lower(L, adze::vector(i, D(n, i) - v(i)))));
      },
      S, Y, m);
  // one matrix for each n
  check_derivative([](auto M, auto r) { return sum(n, r(n) * logdet(adze::matrix(i, j, M(i, j) * r(n) + r(n + 1)))); }, A, s);
}

TEST_CASE("linear algebra behind a condition") {
  matrix const A = invertible(4);
  vector const b = some(4, 0.7);
  check_derivative([](auto M, auto v) { return select(v(0) > 0, sum(sqrt(square(solve(M, v)))), logdet(M)); }, A, b);
  check_derivative([](auto M, auto v) { return select(v(0) < 0, sum(sqrt(square(solve(M, v)))), logdet(M)); }, A, b);
  check_derivative([](auto M, auto v) { return sum(where(v > 0.5, exp(solve(M, v)), v)); }, A, b);
}

TEST_CASE("linear algebra in the steps of a fold") {
  // implicit Euler for x' = -A x, with a force at each step
  check_derivative(
      [](auto M, auto x, auto force) {
        return squared_norm(fold(t, x, [&](auto state) { return solve(M, state + force(t)); }));
      },
      invertible(3), some(3), some(4, 0.4));
}

