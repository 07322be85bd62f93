// SPDX-License-Identifier: BSL-1.0
// Linear algebra in functions of arrays, the other facades: jvp, vjp, Jacobians and Hessians in both modes, hvp, prepared
// gradients, views.

#include <support/catch.hpp>

#include <adze/arrays.hpp>
#include <adze/linear_algebra.hpp>

#include "support.hpp"

#include <type_traits>

namespace {

using namespace array_tests;

using matrix = adze::tensor<double, 2>;
constexpr int size = 3;

/// Symmetric positive definite, so that it may go everywhere.
matrix good() {
  matrix a = grid(size, size, 0.3), s({size, size});
  for (int p = 0; p < size; ++p) {
    for (int q = 0; q < size; ++q) {
      s(p, q) = p == q ? 1 : 0;
      for (int k = 0; k < size; ++k) s(p, q) += a(p, k) * a(q, k);
    }
  }
  return s;
}
/// All directions, one after the other: of the values of g, which are numbers, vectors or matrices.
template <class G>
std::vector<std::vector<long double>> columns_of(G const& g, matrix const& a) {
  std::vector<std::vector<long double>> all;
  for (std::size_t e = 0; e < static_cast<std::size_t>(a.size()); ++e) {
    std::tuple<matrix> unit{matrix(a.extents())};
    make_unit(unit, e);
    all.push_back(difference(g, std::tuple(a), unit));
  }
  return all;
}
inline constexpr double of_kernels = 1e-9;  // differences of long double, times the condition squared

template <class M>
void check_matrix(M const& got, std::vector<std::vector<long double>> const& columns) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t r = 0; r < columns[c].size(); ++r) {
      INFO("row " << r << ", column " << c);
      long double const want = columns[c][r];
      CHECK(std::fabs(got(r, c) - static_cast<double>(want)) <= of_kernels * (1 + std::fabs(static_cast<double>(want))));
    }
  }
}
template <class F>
void check_jacobian(F const& f) {
  matrix const a = good();
  auto const columns = columns_of([&](auto const& x) { return adze::value(f, x); }, a);
  check_matrix(adze::jacobian<adze::forward>(f, a), columns);
  check_matrix(adze::jacobian<adze::reverse>(f, a), columns);
}
/// Hessian in both modes, and hvp.
template <class F>
void check_hessian(F const& f) {
  matrix const a = good(), d = grid(size, size, 0.8);
  auto const columns = columns_of([&](auto const& x) { return adze::gradient(f, x); }, a);
  check_matrix(adze::hessian<adze::forward>(f, a), columns);
  check_matrix(adze::hessian<adze::reverse>(f, a), columns);
  auto const gradient = [&](auto const& x) { return adze::gradient(f, x); };
  CHECK(distance(flat(adze::hvp(f, adze::at(a), adze::along(d))), difference(gradient, std::tuple(a), std::tuple(d))) < of_kernels);
}

}  // namespace

TEST_CASE("Jacobians of what linear algebra computes") {
  check_jacobian([](auto A) { return solve(A, diag(A) * diag(A)); });
  check_jacobian([](auto A) { return solve_lower(A, diag(A)); });
  check_jacobian([](auto A) { return inverse(A); });
  check_jacobian([](auto A) { return cholesky(A); });
}

TEST_CASE("Hessians of logdet, det and cholesky") {
  check_hessian([](auto A) { return logdet(A); });
  check_hessian([](auto A) { return det(A); });
  check_hessian([](auto A) { return sum(log(diag(cholesky(A)))); });
}

TEST_CASE("Hessians of solve and inverse") {
  check_hessian([](auto A) { return sum(sin(solve(A, diag(A)))); });
  check_hessian([](auto A) { return sum(sin(solve_lower(A, diag(A)))); });
  check_hessian([](auto A) { return sum(sin(inverse(A))); });
}

TEST_CASE("jvp and vjp of a linear system are adjoint to each other") {
  auto const f = [](auto A, auto b) { return solve(A, b); };
  auto const x = std::tuple(good(), ramp(size, 0.7)), v = std::tuple(grid(size, size, 0.4), ramp(size, 0.2));
  auto const w = ramp(size, 1.3);
  auto const at = adze::at(std::get<0>(x), std::get<1>(x));
  auto const tangent = flat(adze::jvp(f, at, adze::along(std::get<0>(v), std::get<1>(v))).tangent);
  auto const gradient = flat(adze::vjp(f, at, adze::weights(w)).gradient), direction = flat(v), weight = flat(w);
  auto const value = [&](auto const&... a) { return adze::value(f, a...); };
  CHECK(distance(tangent, difference(value, x, v)) < of_differences);
  long double left = 0, right = 0;
  for (std::size_t e = 0; e < weight.size(); ++e) left += weight[e] * tangent[e];
  for (std::size_t e = 0; e < direction.size(); ++e) right += direction[e] * gradient[e];
  CHECK(static_cast<double>(left) == Approx(static_cast<double>(right)).epsilon(1e-12));
}

TEST_CASE("a strided view is a matrix, and transposing costs nothing but another stride") {
  matrix const a = grid(size, size, 0.3);
  adze::view<double const, 2> const transposed(a.data(), {size, size}, {1, size});
  auto const f = [](auto A, auto b) { return solve(A, b); };
  auto const g = [](auto A, auto b) { return solve(transpose(A), b); };
  CHECK(flat(adze::value(f, transposed, ramp(size, 0.7))) == flat(adze::value(g, a, ramp(size, 0.7))));
}

TEST_CASE("a prepared gradient runs linear algebra without being told") {
  auto const f = [](auto A, auto b) { return dot(b, solve(A, b)) + logdet(A); };
  matrix const a = good();
  auto const b = ramp(size, 0.7);
  auto prepared = adze::prepare(f, a, b);
  auto const want = adze::value_and_gradient(f, a, b);
  matrix gradient_a({size, size});
  std::vector<double> gradient_b(size);
  CHECK(prepared.value_and_gradient_into(adze::into(gradient_a, gradient_b), a, b) == want.value);
  CHECK(flat(gradient_a, gradient_b) == flat(want.gradient));
}
