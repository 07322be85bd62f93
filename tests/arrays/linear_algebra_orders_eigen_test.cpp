// SPDX-License-Identifier: BSL-1.0
// Linear algebra in functions of arrays: Hessians in both modes, and hvp, against differences of gradients.

#include "linear_algebra_columns.hpp"

namespace {

using namespace array_tests;

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

TEST_CASE("Hessians of logdet and cholesky") {
  check_hessian([](auto A) { return logdet(A); });
  check_hessian([](auto A) { return sum(log(diag(cholesky(A)))); });
}

TEST_CASE("Hessians of solve and inverse") {
  check_hessian([](auto A) { return sum(sin(solve(A, diag(A)))); });
  check_hessian([](auto A) { return sum(square(inverse(A))); });
}
