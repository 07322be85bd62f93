// SPDX-License-Identifier: BSL-1.0
// The code of docs/matrix_calculus.md, and of docs/guide.md about linear algebra, between the lines `// [name]` and
// `// [/name]`, against the formulas there.

#include <support/catch.hpp>

#include <adze/arrays.hpp>
#include <adze/linear_algebra.hpp>

#include <Eigen/Dense>

#include <cmath>
#include <vector>

namespace matrix_calculus {
// [matrix calculus]
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

vector linear(vector const& a, vector const& x) {  // a
  return adze::gradient<adze::wrt<1>>([](auto c, auto v) { return dot(c, v); }, a, x);
}
vector quadratic(matrix const& A, vector const& x) {  // (A + A')x
  return adze::gradient<adze::wrt<1>>([](auto M, auto v) { return quadratic_form(v, M); }, A, x);
}
matrix trace_of_product(matrix const& A, matrix const& X, matrix const& B) {  // A'B'
  return adze::gradient<adze::wrt<1>>([](auto L, auto M, auto R) { return trace(matmul(matmul(L, M), R)); }, A, X, B);
}
matrix log_determinant(matrix const& X) {  // X^-T
  return adze::gradient([](auto M) { return logdet(M); }, X);
}
vector least_squares(matrix const& A, vector const& x, vector const& b) {  // 2A'(Ax - b)
  return adze::gradient<adze::wrt<1>>([](auto M, auto v, auto r) { return squared_norm(matmul(M, v) - r); }, A, x, b);
}
matrix inverse_along(matrix const& X, matrix const& D) {  // -X^-1 D X^-1
  return adze::jvp([](auto M) { return inverse(M); }, adze::at(X), adze::along(D)).tangent;
}
matrix form_of_inverse(matrix const& X, vector const& b) {  // -X^-T b b' X^-T
  return adze::gradient<adze::wrt<0>>([](auto M, auto v) { return dot(v, solve(M, v)); }, X, b);
}
matrix slope_of_solution(matrix const& A, vector const& b) {  // A^-1
  return adze::jacobian<adze::wrt<1>>([](auto M, auto v) { return solve(M, v); }, A, b);
}
// [/matrix calculus]
}  // namespace matrix_calculus

namespace normal_distribution {
// [linear algebra]
// The log density of a normal distribution, up to a constant.
constexpr auto log_density = [](auto x, auto mean, auto covariance) {
  auto const L = cholesky(covariance);
  return -squared_norm(solve_lower(L, x - mean)) / 2 - sum(log(diag(L)));
};

auto scores(std::vector<double> const& x, std::vector<double> const& mean, adze::tensor<double, 2> const& covariance) {
  return adze::gradient<adze::wrt<1, 2>>(log_density, x, mean, covariance);
}
// [/linear algebra]
}  // namespace normal_distribution

namespace {

using rows_first = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using matrix_calculus::matrix;
using matrix_calculus::vector;

constexpr int size = 4;

rows_first in_eigen(matrix const& a) { return Eigen::Map<rows_first const>(a.data(), a.extents()[0], a.extents()[1]); }
Eigen::VectorXd in_eigen(vector const& v) { return Eigen::Map<Eigen::VectorXd const>(v.data(), static_cast<Eigen::Index>(v.size())); }
matrix some_matrix(double phase) {
  matrix a({size, size});
  for (int p = 0; p < size; ++p) {
    for (int q = 0; q < size; ++q) a(p, q) = std::sin(1.7 * p + 0.6 * q * q + phase) + (p == q ? 3 : 0);
  }
  return a;
}
vector some_vector(double phase) {
  vector v;
  for (int p = 0; p < size; ++p) v.push_back(std::cos(1.1 * p + phase));
  return v;
}
template <class Got, class Want>
void check_same(Got const& got, Want const& want) {
  CHECK((in_eigen(got) - want).norm() <= 1e-12 * (1 + want.norm()));
}

}  // namespace

TEST_CASE("identities of matrix calculus come out as the page says") {
  namespace page = matrix_calculus;
  matrix const A = some_matrix(0.2), X = some_matrix(0.9), B = some_matrix(1.4);
  vector const x = some_vector(0.1), b = some_vector(0.8);
  rows_first const a = in_eigen(A), inverse = in_eigen(X).inverse();
  check_same(page::linear(b, x), in_eigen(b));
  check_same(page::quadratic(A, x), (a + a.transpose()) * in_eigen(x));
  check_same(page::trace_of_product(A, X, B), a.transpose() * in_eigen(B).transpose());
  check_same(page::log_determinant(X), inverse.transpose());
  check_same(page::least_squares(A, x, b), 2 * a.transpose() * (a * in_eigen(x) - in_eigen(b)));
  check_same(page::inverse_along(X, A), -inverse * a * inverse);
  check_same(page::form_of_inverse(X, b), -inverse.transpose() * in_eigen(b) * in_eigen(b).transpose() * inverse.transpose());
  check_same(page::slope_of_solution(X, b), inverse);
}

TEST_CASE("the scores of a normal distribution") {
  rows_first const a = in_eigen(some_matrix(0.2)), s = a * a.transpose();
  matrix covariance({size, size});
  Eigen::Map<rows_first>(covariance.data(), size, size) = s;
  vector const x = some_vector(0.1), mean = some_vector(0.8);
  auto const [in_mean, in_covariance] = normal_distribution::scores(x, mean, covariance);
  Eigen::VectorXd const z = s.inverse() * (in_eigen(x) - in_eigen(mean));
  check_same(in_mean, z);
  rows_first const full = (z * z.transpose() - s.inverse()) / 2;  // and each pair of elements in its lower one
  rows_first lower = rows_first(full.triangularView<Eigen::StrictlyLower>()) * 2;
  lower.diagonal() = full.diagonal();
  check_same(in_covariance, lower);
}
