// SPDX-License-Identifier: BSL-1.0
// Linear algebra in functions of arrays: Jacobians in both modes, jvp, vjp, prepared gradients, views.

#include "linear_algebra_columns.hpp"

namespace {

using namespace array_tests;

template <class F>
void check_jacobian(F const& f) {
  matrix const a = good();
  auto const columns = columns_of([&](auto const& x) { return adze::value(f, x); }, a);
  check_matrix(adze::jacobian<adze::forward>(f, a), columns);
  check_matrix(adze::jacobian<adze::reverse>(f, a), columns);
}

}  // namespace

TEST_CASE("Jacobians of what linear algebra computes") {
  check_jacobian([](auto A) { return solve(A, diag(A) * diag(A)); });
  check_jacobian([](auto A) { return solve_lower(A, diag(A)); });
  check_jacobian([](auto A) { return inverse(A); });
  check_jacobian([](auto A) { return cholesky(A); });
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
  for (int again = 0; again < 2; ++again) {
    auto const& got = prepared(a, b);
    CHECK(got.value == want.value);
    CHECK(flat(got.gradient) == flat(want.gradient));
  }
}
