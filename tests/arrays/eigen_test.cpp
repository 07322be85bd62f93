// SPDX-License-Identifier: BSL-1.0
// Eigen's objects as arguments and outputs: the same numbers as tensors of the same elements, in Eigen's shapes.

#include "check.hpp"

#include <adze/eigen.hpp>

using namespace adze_test;
using vector = std::vector<double>;
using by_rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Eigen::MatrixXd, Eigen::VectorXd;

namespace {

constexpr auto function = [](auto A, auto x) { return sum(sin(matmul(A, x))) + sum(square(A)) * sum(exp(x)) + sum(max<0>(A)); };

MatrixXd some_matrix(int n, int m) {
  MatrixXd a(n, m);
  for (int p = 0; p < n; ++p) {
    for (int q = 0; q < m; ++q) a(p, q) = 0.1 + std::cos(0.9 * (p * m + q) + 0.3);
  }
  return a;
}
adze::tensor<double, 2> as_tensor(auto const& a) {
  adze::tensor<double, 2> t({a.rows(), a.cols()});
  for (Eigen::Index p = 0; p < a.rows(); ++p) {
    for (Eigen::Index q = 0; q < a.cols(); ++q) t(p, q) = a(p, q);
  }
  return t;
}
vector as_vector(auto const& x) {
  vector v;
  for (Eigen::Index e = 0; e < x.size(); ++e) v.push_back(x[e]);
  return v;
}

/// The gradient of `function` at an Eigen matrix and vector is that at a tensor and a std::vector, of types GA and GX.
template <class GA, class GX>
void check_like_tensors(auto const& A, auto const& x) {
  auto const [value, gradient] = adze::value_and_gradient(function, A, x);
  auto const [truth, expected] = adze::value_and_gradient(function, as_tensor(A), as_vector(x));
  auto const& [gA, gx] = gradient;
  STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(gA)>, GA>);
  STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(gx)>, GX>);
  CHECK(value == Approx(truth).epsilon(1e-14));
  check_close(flat(as_tensor(gA)), flat(std::get<0>(expected)), 1e-14L);
  check_close(as_vector(gx), std::get<1>(expected), 1e-14L);
}

}  // namespace

TEST_CASE("matrices of either storage order, fixed or dynamic") {
  MatrixXd const A = some_matrix(4, 3);
  VectorXd const x = some_matrix(3, 1);
  check_like_tensors<MatrixXd, VectorXd>(A, x);
  check_like_tensors<by_rows, VectorXd>(by_rows(A), x);
  check_like_tensors<Eigen::Matrix<double, 4, 3>, Eigen::Vector3d>(Eigen::Matrix<double, 4, 3>(A), Eigen::Vector3d(x));
  check_like_tensors<Eigen::Matrix<double, 4, 3, Eigen::RowMajor>, Eigen::RowVector3d>(Eigen::Matrix<double, 4, 3, Eigen::RowMajor>(A), Eigen::RowVector3d(x.transpose()));
  check_like_tensors<Eigen::ArrayXXd, Eigen::ArrayXd>(Eigen::ArrayXXd(A.array()), Eigen::ArrayXd(x.array()));
}

TEST_CASE("maps, references and blocks, const or not, with strides") {
  MatrixXd big = some_matrix(9, 8);
  vector numbers = some(60);
  Eigen::Map<VectorXd const> const x(numbers.data(), 3);
  check_like_tensors<MatrixXd, VectorXd>(Eigen::Map<MatrixXd const>(numbers.data(), 4, 3), x);
  check_like_tensors<MatrixXd, VectorXd>(Eigen::Map<MatrixXd>(numbers.data(), 4, 3), x);
  check_like_tensors<by_rows, VectorXd>(Eigen::Map<by_rows const, 0, Eigen::OuterStride<>>(numbers.data(), 4, 3, Eigen::OuterStride<>(5)), x);
  check_like_tensors<MatrixXd, VectorXd>(
      Eigen::Map<MatrixXd const, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>(numbers.data(), 4, 3, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>(13, 3)), x);
  check_like_tensors<MatrixXd, VectorXd>(big.block(2, 1, 4, 3), x);
  check_like_tensors<MatrixXd, VectorXd>(big.block(2, 1, 4, 3), big.col(5).segment(1, 3));
  check_like_tensors<MatrixXd, Eigen::RowVectorXd>(big.block(2, 1, 4, 3), big.row(5).segment(1, 3));
  check_like_tensors<MatrixXd, VectorXd>(Eigen::Ref<MatrixXd const>(big.block(2, 1, 4, 3)), Eigen::Ref<VectorXd const>(x));
  Eigen::Ref<MatrixXd> part(big.block(2, 1, 4, 3));
  check_like_tensors<MatrixXd, VectorXd>(part, x);
  by_rows const rows = big;
  check_like_tensors<by_rows, VectorXd>(rows.block(2, 1, 4, 3), x);
}

TEST_CASE("Eigen, tensors and vectors in one call; float; integer index arrays") {
  MatrixXd const A = some_matrix(4, 3);
  vector const x = some(3);
  auto const [gA, gx] = adze::gradient(function, A, x);
  STATIC_REQUIRE(std::is_same_v<std::remove_cvref_t<decltype(gA)>, MatrixXd>);
  auto const expected = adze::gradient(function, as_tensor(A), x);
  check_close(flat(as_tensor(gA)), flat(std::get<0>(expected)), 1e-14L);
  check_close(gx, std::get<1>(expected), 1e-14L);

  Eigen::VectorXf const f = Eigen::VectorXf::LinSpaced(3, 1, 2);
  STATIC_REQUIRE(std::is_same_v<decltype(adze::gradient([](auto v) { return sum(square(v)); }, f)), Eigen::VectorXf>);
  CHECK(adze::gradient([](auto v) { return sum(square(v)); }, f) == 2 * f);

  Eigen::VectorXi ids(3);
  ids << 1, 1, 0;
  VectorXd const table = some_matrix(3, 1);
  VectorXd const g = adze::gradient<adze::wrt<0>>([](auto t, auto at) { return sum(square(gather(t, at))); }, table, ids);
  CHECK(as_vector(g) == vector{2 * table[0], 4 * table[1], 0});
}

TEST_CASE("outputs: Eigen's own for Eigen's arguments of that storage order, blocks too") {
  MatrixXd const A = some_matrix(4, 3);
  VectorXd const x = some_matrix(3, 1);
  auto const [value, expected] = adze::value_and_gradient(function, A, x);
  MatrixXd gA(4, 3), big = MatrixXd::Constant(8, 8, 99.0);
  VectorXd gx(3);
  CHECK(adze::gradient_into(function, adze::into(gA, gx), A, x) == value);
  CHECK(gA == std::get<0>(expected));
  CHECK(gx == std::get<1>(expected));
  adze::gradient_into(function, adze::into(big.block(2, 1, 4, 3), big.col(7).segment(2, 3)), A, x);
  CHECK(big.block(2, 1, 4, 3) == gA);
  CHECK(big.col(7).segment(2, 3) == gx);
  CHECK(big.row(0) == MatrixXd::Constant(1, 8, 99.0));
  by_rows const rows = A;
  by_rows g_rows(4, 3);
  adze::gradient_into<adze::wrt<0>>(function, adze::into(g_rows), rows, x);
  CHECK((g_rows - gA).norm() < 1e-14);
}

TEST_CASE("outputs of the other storage order are refused, square or not") {
  auto const f = [](auto A) { return sum(A * sum<1>(A)); };
  auto const refusal = [&](auto& g, auto const& A) -> std::string {
    try {
      adze::gradient_into(f, adze::into(g), A);
    } catch (adze::shape_error const& e) {
      return e.what();
    }
    return "";
  };
  MatrixXd const A = some_matrix(3, 3);
  by_rows const rows = A;
  MatrixXd g(3, 3);
  by_rows g_rows(3, 3);
  adze::tensor<double, 2> t({3, 3});
  CHECK(refusal(g_rows, A) == "adze: gradient: output 0 of shape (3, 3) has to have shape (3, 3) and be contiguous along its first dimension");
  CHECK(refusal(t, A) == "adze: gradient: output 0 of shape (3, 3) has to have shape (3, 3) and be contiguous along its first dimension");
  CHECK(refusal(g, rows) == "adze: gradient: output 0 of shape (3, 3) has to have shape (3, 3) and be contiguous along its last dimension");
  CHECK(refusal(g, A) == "");
  CHECK(refusal(t, rows) == "");
  MatrixXd wrong(2, 3);
  CHECK(refusal(wrong, A) == "adze: gradient: output 0 of shape (2, 3) has to have shape (3, 3) and be contiguous along its first dimension");
}

TEST_CASE("shape errors count rows and columns as Eigen does; aliases are refused") {
  CHECK_THROWS_WITH(adze::gradient(function, some_matrix(4, 3), VectorXd(5)),
                    "adze: matmul: extent 3 (dimension 1 of array 0, of shape (4, 3)) has to equal extent 5 (dimension 0 of array 1, of shape (5))");
  MatrixXd A = some_matrix(3, 3);
  CHECK_THROWS_AS(adze::gradient_into([](auto a) { return sum(square(a)); }, adze::into(A), A), adze::shape_error);
}

TEST_CASE("prepare keeps Eigen gradients") {
  MatrixXd const A = some_matrix(4, 3);
  VectorXd const x = some_matrix(3, 1);
  auto prepared = adze::prepare(function, A, x);
  CHECK(prepared(A, x).gradient == adze::gradient(function, A, x));
}

TEST_CASE("what is stored by columns is walked through by columns") {
  auto const f = [](auto A) { return sum(sin(A)); };
  std::string const columns = adze::describe(f, MatrixXd{}), rows = adze::describe(f, by_rows{});
  INFO(columns << rows);
  CHECK(columns.find("df/dx0(i, j)") != std::string::npos);
  CHECK(rows.find("df/dx0(i, j)") != std::string::npos);
}
