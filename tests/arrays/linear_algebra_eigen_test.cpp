// SPDX-License-Identifier: BSL-1.0
// Linear algebra in functions of arrays: values against Eigen; first derivatives against differences in long double and
// the identities of matrix calculus; what is thrown.

#include "linear_algebra.hpp"

#include <Eigen/Dense>

#include <stdexcept>

namespace {

using namespace adze_test;

using rows_first = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

rows_first in_eigen(matrix const& a) { return Eigen::Map<rows_first const>(a.data(), a.extents()[0], a.extents()[1]); }
Eigen::VectorXd in_eigen(vector const& v) { return Eigen::Map<Eigen::VectorXd const>(v.data(), length(v)); }

inline constexpr double same_numbers = 1e-13;  // relative: another order of the same sums, times the condition
template <class X>
void check_same(std::vector<double> const& got, X const& want) {
  rows_first const all = want;
  check_close(got, vector(all.data(), all.data() + all.size()), static_cast<long double>(same_numbers));
}
}  // namespace

TEST_CASE("values of linear algebra are those of Eigen") {
  for (int size : {1, 2, 7, 16, 33}) {
    INFO("size " << size);
    matrix const A = invertible(size), S = positive_definite(size), B = some(size, 3, 1.1);
    vector const b = some(size, 0.7);
    rows_first const a = in_eigen(A), s = in_eigen(S), lower = s.llt().matrixL();
    check_same(flat(adze::value([](auto M, auto v) { return solve(M, v); }, A, b)), a.partialPivLu().solve(in_eigen(b)));
    check_same(flat(adze::value([](auto M, auto N) { return solve(M, N); }, A, B)), a.partialPivLu().solve(in_eigen(B)));
    check_same(flat(adze::value([](auto M) { return inverse(M); }, A)), a.inverse());
    check_same(flat(adze::value([](auto M) { return cholesky(M); }, S)), lower);
    check_same(flat(adze::value([](auto M, auto v) { return solve_lower(M, v); }, A, b)),
               a.triangularView<Eigen::Lower>().solve(in_eigen(b)));
    auto const numbers = adze::value([](auto M, auto N) { return std::tuple(logdet(M), logdet_spd(N), det(N)); }, A, S);
    CHECK(numbers[0] == Approx(std::log(std::fabs(a.determinant()))).epsilon(same_numbers));
    CHECK(numbers[1] == Approx(std::log(s.determinant())).epsilon(same_numbers).margin(same_numbers));
    CHECK(numbers[2] == Approx(s.determinant()).epsilon(same_numbers));
  }
}

TEST_CASE("linear algebra runs in float and in long double") {
  auto const f = [](auto A, auto b) { return sum(solve(A, b)) + logdet(A) + det(A) + inverse(A)(0, 1); };
  adze::tensor<float, 2> narrow({2, 2});
  adze::tensor<long double, 2> wider({2, 2});
  for (int e = 0; e < 4; ++e) narrow.data()[e] = static_cast<float>(wider.data()[e] = e == 1 ? 0.5L : 1.0L + e);
  auto const few = adze::value_and_gradient(f, narrow, std::vector<float>{1, 2});
  auto const many = adze::value_and_gradient(f, wider, std::vector<long double>{1, 2});
  CHECK(few.value == Approx(static_cast<double>(many.value)).epsilon(1e-6));
  for (int e = 0; e < 4; ++e) {
    CHECK(std::get<0>(few.gradient).data()[e] == Approx(static_cast<double>(std::get<0>(many.gradient).data()[e])).epsilon(1e-5));
  }
  // det = 1*4 - 0.5*3 = 2.5; its derivative is the adjugate transposed
  auto const adjugate = adze::gradient([](auto A) { return det(A); }, wider);
  CHECK(std::fabs(adjugate(0, 0) - 4) < 1e-18L);
  CHECK(std::fabs(adjugate(1, 0) + 0.5L) < 1e-18L);
}

TEST_CASE("gradients of linear algebra against differences") {
  matrix const A = invertible(5), B = some(5, 3, 1.1), S = positive_definite(5);
  vector const b = some(5, 0.7);
  check_derivative([](auto M, auto v) { return sum(sin(solve(M, v))); }, A, b);
  check_derivative([](auto M, auto N) { return sum(sin(solve(M, N))); }, A, B);
  check_derivative([](auto M) { return sum(sin(inverse(M))); }, A);
  check_derivative([](auto M) { return logdet(M) * logdet(M); }, A);
  check_derivative([](auto M) { return sin(det(M) / 100); }, A);
  check_derivative([](auto M, auto v) { return sum(sin(solve_lower(M, v))); }, A, b);
  check_derivative([](auto M) { return sum(sin(cholesky(M))); }, S);
  check_derivative([](auto M) { return logdet_spd(M); }, S);
}

TEST_CASE("identities of matrix calculus") {
  matrix const A = invertible(6), B = some(6, 6, 1.1);
  vector const b = some(6, 0.7);
  rows_first const a = in_eigen(A), inverse_of_a = a.inverse(), transposed_inverse = inverse_of_a.transpose();
  // d log |det A| = A^-T
  check_same(flat(adze::gradient([](auto M) { return logdet(M); }, A)), transposed_inverse);
  // d tr(A^-1 B) = -(A^-1 B A^-1)'
  auto const trace_of_solution = adze::gradient<adze::wrt<0>>([](auto M, auto N) { return trace(solve(M, N)); }, A, B);
  check_same(flat(trace_of_solution), -(inverse_of_a * in_eigen(B) * inverse_of_a).transpose());
  auto const trace_of_product = adze::gradient<adze::wrt<0>>([](auto M, auto N) { return trace(matmul(inverse(M), N)); }, A, B);
  check_same(flat(trace_of_product), -(inverse_of_a * in_eigen(B) * inverse_of_a).transpose());
  // d b' A^-1 b = -A^-T b b' A^-T
  auto const quadratic = adze::gradient<adze::wrt<0>>([](auto M, auto v) { return dot(v, solve(M, v)); }, A, b);
  check_same(flat(quadratic), -transposed_inverse * in_eigen(b) * in_eigen(b).transpose() * transposed_inverse);
  // the Jacobian of A^-1 b in b is A^-1, in either mode
  auto const solution = [](auto M, auto v) { return solve(M, v); };
  check_same(flat(adze::jacobian<adze::wrt<1>, adze::reverse>(solution, A, b)), inverse_of_a);
  check_same(flat(adze::jacobian<adze::wrt<1>, adze::forward>(solution, A, b)), inverse_of_a);
}

TEST_CASE("only the lower triangle counts where the Cholesky factor is taken") {
  matrix S = positive_definite(4);
  auto const f = [](auto M) { return logdet_spd(M); };
  auto const [value, gradient] = adze::value_and_gradient(f, S);
  rows_first const inverse_of_s = in_eigen(S).inverse();
  for (int p = 0; p < 4; ++p) {
    for (int q = 0; q < 4; ++q) {
      S(p, q) = q > p ? std::nan("") : S(p, q);
      // an element below the diagonal stands for two of the symmetric matrix
      double const want = q > p ? 0 : (q < p ? 2 : 1) * inverse_of_s(p, q);
      CHECK(gradient(p, q) == Approx(want).epsilon(same_numbers).margin(same_numbers));
    }
  }
  CHECK(adze::value(f, S) == value);
}

TEST_CASE("the log density of a normal distribution, by Cholesky and by logdet") {
  auto const by_cholesky = [](auto x, auto m, auto S) {
    auto const L = cholesky(S);
    return -(squared_norm(solve_lower(L, x - m)) / 2 + sum(log(diag(L))));
  };
  auto const by_logdet = [](auto x, auto m, auto S) { return -(dot(x - m, solve(S, x - m)) + logdet(S)) / 2; };
  matrix const S = positive_definite(5);
  vector const x = some(5), m = some(5, 1.9);
  auto const [value, gradient] = adze::value_and_gradient(by_cholesky, x, m, S);
  auto const [other_value, other] = adze::value_and_gradient(by_logdet, x, m, S);
  CHECK(value == Approx(other_value).epsilon(same_numbers));
  check_close(flat(std::get<0>(gradient)), flat(std::get<0>(other)), static_cast<long double>(same_numbers));
  check_close(flat(std::get<1>(gradient)), flat(std::get<1>(other)), static_cast<long double>(same_numbers));
  for (int p = 0; p < 5; ++p) {
    for (int q = 0; q <= p; ++q) {
      double const both = p == q ? std::get<2>(other)(p, p) : std::get<2>(other)(p, q) + std::get<2>(other)(q, p);
      CHECK(std::get<2>(gradient)(p, q) == Approx(both).epsilon(1e-12).margin(1e-12));
    }
  }
  check_derivative(by_cholesky, x, m, S);
}

TEST_CASE("a gradient through a system inside of a function: least squares by normal equations") {
  auto const residual = [](auto X, auto y, auto ridge) {
    auto const A = matmul(transpose(X), X) + diag(ridge);
    auto const w = solve(A, matmul(transpose(X), y));
    return squared_norm(matmul(X, w) - y);
  };
  check_derivative(residual, some(9, 4), some(9, 1.1), positive(4));
}

TEST_CASE("empty matrices") {
  matrix const none({0, 0});
  auto const numbers = adze::value([](auto M) { return std::tuple(logdet(M), det(M), sum(inverse(M)), sum(cholesky(M))); }, none);
  CHECK(numbers == std::array<double, 4>{0, 1, 0, 0});
}

TEST_CASE("a singular matrix, and one that is not positive definite, throw") {
  matrix const zero({3, 3}, 0.0);
  vector const b = some(3);
  CHECK_THROWS_AS(adze::value([](auto M, auto v) { return solve(M, v); }, zero, b), std::domain_error);
  CHECK_THROWS_AS(adze::value([](auto M, auto v) { return solve_lower(M, v); }, zero, b), std::domain_error);
  CHECK_THROWS_AS(adze::value([](auto M) { return inverse(M); }, zero), std::domain_error);
  CHECK_THROWS_AS(adze::value([](auto M) { return logdet(M); }, zero), std::domain_error);
  CHECK_THROWS_AS(adze::value([](auto M) { return cholesky(M); }, zero), std::domain_error);
  CHECK(adze::value([](auto M) { return det(M); }, zero) == 0);
  CHECK_THROWS_AS(adze::gradient([](auto M) { return det(M); }, zero), std::domain_error);
  try {
    adze::value([](auto M) { return cholesky(M); }, zero);
  } catch (std::domain_error const& e) {
    CHECK(std::string(e.what()) == "adze: cholesky: the matrix is not positive definite");
  }
}

TEST_CASE("NaN in, NaN out") {
  matrix A = invertible(3);
  A(1, 1) = std::nan("");
  CHECK(std::isnan(adze::value([](auto M) { return logdet(M); }, A)));
  CHECK(std::isnan(adze::value([](auto M) { return sum(cholesky(M)); }, A)));
  CHECK(std::isnan(adze::value([](auto M) { return sum(inverse(M)); }, A)));
}

TEST_CASE("matrices that are not square, and right-hand sides that do not fit, throw shape_error") {
  matrix const wide_one({2, 3}, 1.0);
  CHECK_THROWS_AS(adze::value([](auto M) { return logdet(M); }, wide_one), adze::shape_error);
  CHECK_THROWS_AS(adze::value([](auto M) { return cholesky(M); }, wide_one), adze::shape_error);
  try {
    adze::value([](auto M, auto v) { return solve(M, v); }, invertible(3), some(4));
    CHECK(false);
  } catch (adze::shape_error const& e) {
    CHECK(std::string(e.what()).find("adze: solve: extent 3") == 0);
  }
}
