#pragma once
// SPDX-License-Identifier: BSL-1.0
// Dense linear algebra in functions of arrays: solve, inverse, det, logdet, cholesky, solve_lower. Needs Eigen, which
// computes the values; derivatives are such operations again (M. B. Giles, An extended collection of matrix derivative
// results for forward and reverse mode, 2008; I. Murray, Differentiation of the Cholesky decomposition, 2016).
// Matrices are square, of any extent; other shapes throw adze::shape_error. A matrix that is exactly singular, or not
// positive definite, throws std::domain_error; NaN in gives NaN out. Example: docs/matrix_calculus.md.

#include <adze/core/view.hpp>
#include <adze/diff/matrix_lines.hpp>
#include <adze/expr/kernel.hpp>

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <cmath>
#include <stdexcept>
#include <string>

namespace adze {

namespace detail {

template <class T>
using eigen_matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
auto eigen_map(view<T, 2> const& x) {
  using matrix = std::conditional_t<std::is_const_v<T>, eigen_matrix<std::remove_const_t<T>> const, eigen_matrix<T>>;
  using stride = Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>;
  return Eigen::Map<matrix, Eigen::Unaligned, stride>(x.data, x.extents[0], x.extents[1], stride(x.strides[1], x.strides[0]));
}

[[noreturn]] inline void throw_singular(char const* operation) {
  throw std::domain_error(std::string("adze: ") + operation + ": the matrix is singular");
}
/// A = P L U.
template <class T>
Eigen::PartialPivLU<eigen_matrix<T>> lu_of(view<T const, 2> const& a) {
  return Eigen::PartialPivLU<eigen_matrix<T>>(eigen_map(a));
}
template <class T>
Eigen::PartialPivLU<eigen_matrix<T>> invertible_lu_of(view<T const, 2> const& a, char const* operation) {
  auto lu = lu_of(a);
  if ((lu.matrixLU().diagonal().array() == T(0)).any()) throw_singular(operation);
  return lu;
}

}  // namespace detail

namespace op {

using detail::matrix_call;
using detail::matrix_kernel;
using detail::matrix_line;

/// X = A^-1. A_bar = -X' X_bar X'; dX = -X dA X.
struct matrix_inverse : matrix_kernel<matrix_inverse> {
  static constexpr char const* name = "inverse";
  static constexpr int arity = 1;
  template <class T>
  static void run(view<T const, 2> const& a, view<T, 2> const& x) {
    if (a.extents[0] > 0) detail::eigen_map(x) = detail::invertible_lu_of(a, name).inverse();
  }
  static constexpr matrix_line of(matrix_line const& a) { return detail::kernel<matrix_inverse>(a.column, a.row, a); }
  static constexpr matrix_line back(matrix_call const& c, int, matrix_line const& bar) {
    matrix_line const x = transpose(c.result());
    return -(x * bar * x);
  }
  static constexpr matrix_line along(matrix_call const& c, int, matrix_line const& da) {
    return -(c.result() * da * c.result());
  }
};

/// X = A^-1 B. B_bar = A^-T X_bar, A_bar = -B_bar X'; dX = A^-1 (dB - dA X).
struct linear_solve : matrix_kernel<linear_solve> {
  static constexpr char const* name = "solve";
  static constexpr int arity = 2;
  template <class T>
  static void run(view<T const, 2> const& a, view<T const, 2> const& b, view<T, 2> const& x) {
    if (a.extents[0] > 0 && b.extents[1] > 0) detail::eigen_map(x) = detail::invertible_lu_of(a, name).solve(detail::eigen_map(b));
  }
  /// A matrix for each value of a loop that A does not depend on, through the inverse: deltas among these become its elements.
  static constexpr matrix_line of(matrix_line const& a, matrix_line const& b) {
    detail::index_set const extra = b.around() & ~a.around();
    if (extra != 0 && (b.column >= 0 || (extra & (extra - 1)) != 0)) return matrix_inverse::of(a) * b;
    return detail::solved_for<linear_solve>(a, b);
  }
  static constexpr matrix_line back(matrix_call const& c, int which, matrix_line const& bar) {
    matrix_line const b_bar = of(transpose(c.operand(0)), bar);
    return which == 1 ? b_bar : -(b_bar * transpose(c.result()));
  }
  static constexpr matrix_line along(matrix_call const& c, int which, matrix_line const& d) {
    return which == 1 ? of(c.operand(0), d) : -of(c.operand(0), d * c.result());
  }
};

/// log |det A|. A_bar = bar A^-T; d = tr(A^-1 dA).
struct log_determinant : matrix_kernel<log_determinant> {
  static constexpr char const* name = "logdet";
  static constexpr int arity = 1;
  template <class T>
  static void run(view<T const, 2> const& a, T& result) {
    result = T(0);
    if (a.extents[0] > 0) result = detail::invertible_lu_of(a, name).matrixLU().diagonal().array().abs().log().sum();
  }
  static constexpr matrix_line back(matrix_call const& c, int, matrix_line const& bar) {
    return scaled(bar, transpose(matrix_inverse::of(c.operand(0))));
  }
  static constexpr matrix_line along(matrix_call const& c, int, matrix_line const& da) {
    return inner(transpose(matrix_inverse::of(c.operand(0))), da);
  }
};

/// D = det A. A_bar = bar D A^-T; d = D tr(A^-1 dA).
struct determinant : matrix_kernel<determinant> {
  static constexpr char const* name = "det";
  static constexpr int arity = 1;
  template <class T>
  static void run(view<T const, 2> const& a, T& result) {
    result = a.extents[0] > 0 ? T(detail::lu_of(a).determinant()) : T(1);
  }
  static constexpr matrix_line back(matrix_call const& c, int, matrix_line const& bar) {
    return scaled(scaled(bar, c.result()), transpose(matrix_inverse::of(c.operand(0))));
  }
  static constexpr matrix_line along(matrix_call const& c, int, matrix_line const& da) {
    return scaled(c.result(), inner(transpose(matrix_inverse::of(c.operand(0))), da));
  }
};

/// X = L^-1 B for the lower triangle L of a matrix (or its upper triangle): B_bar = L^-T X_bar, L_bar = -B_bar X' in the
/// triangle; dX = L^-1 (dB - dL X).
template <bool Lower>
struct triangular_solve : matrix_kernel<triangular_solve<Lower>> {
  static constexpr char const* name = Lower ? "solve_lower" : "solve_upper";
  static constexpr int arity = 2;
  template <class T>
  static void run(view<T const, 2> const& l, view<T const, 2> const& b, view<T, 2> const& x) {
    auto const matrix = detail::eigen_map(l);
    if (l.extents[0] == 0 || b.extents[1] == 0) return;
    if ((matrix.diagonal().array() == T(0)).any()) detail::throw_singular(name);
    auto result = detail::eigen_map(x);
    result = detail::eigen_map(b);
    matrix.template triangularView<Lower ? Eigen::Lower : Eigen::Upper>().solveInPlace(result);
  }
  static constexpr matrix_line of(matrix_line const& l, matrix_line const& b) { return detail::solved_for<triangular_solve>(l, b); }
  static constexpr matrix_line triangle(matrix_line const& x) { return Lower ? lower(x) : transpose(lower(transpose(x))); }
  static constexpr matrix_line back(matrix_call const& c, int which, matrix_line const& bar) {
    matrix_line const b_bar = triangular_solve<!Lower>::of(transpose(c.operand(0)), bar);
    return which == 1 ? b_bar : -triangle(b_bar * transpose(c.result()));
  }
  static constexpr matrix_line along(matrix_call const& c, int which, matrix_line const& d) {
    return which == 1 ? of(c.operand(0), d) : -of(c.operand(0), triangle(d) * c.result());
  }
};

/// A = L L'. With half(X) for the lower triangle of X and half of its diagonal: dL = L half(L^-1 dA L^-T), and
/// A_bar = half(G + G') for G = L^-T half(L' L_bar) L^-1, where A stands for its lower triangle.
struct cholesky_factor : matrix_kernel<cholesky_factor> {
  static constexpr char const* name = "cholesky";
  static constexpr int arity = 1;
  template <class T>
  static void run(view<T const, 2> const& a, view<T, 2> const& l) {
    if (a.extents[0] == 0) return;
    Eigen::LLT<detail::eigen_matrix<T>> const factor(detail::eigen_map(a));
    if (factor.info() != Eigen::Success) throw std::domain_error("adze: cholesky: the matrix is not positive definite");
    detail::eigen_map(l) = factor.matrixL();
  }
  static constexpr matrix_line back(matrix_call const& c, int, matrix_line const& bar) {
    matrix_line const l = c.result(), p = half_lower(transpose(l) * bar);
    matrix_line const p_l = transpose(triangular_solve<false>::of(transpose(l), transpose(p)));  // P L^-1
    matrix_line const g = triangular_solve<false>::of(transpose(l), p_l);
    return half_lower(g + transpose(g));
  }
  static constexpr matrix_line along(matrix_call const& c, int, matrix_line const& da) {
    matrix_line const l = c.result(), half = half_lower(da);
    matrix_line const left = triangular_solve<true>::of(l, half + transpose(half));
    return l * half_lower(triangular_solve<true>::of(l, transpose(left)));
  }
};

}  // namespace op

namespace detail {

template <class Op, class A>
constexpr void require_square(A const& a) {
  static_assert(A::rank == 2, "adze: linear algebra takes a square matrix, solve(A, b) also a vector or a matrix b");
  a.program->arrays.agree(a.extents[0], a.extents[1], Op::name);
}
template <class Op, class A, class B>
constexpr auto solved(A const& a, B const& b) {
  static_assert(B::rank <= 2, "adze: the right-hand side of a linear system is a vector or a matrix");
  require_square<Op>(a);
  a.program->arrays.agree(a.extents[0], b.extents[0], Op::name);
  if constexpr (B::rank == 1) return apply_kernel<Op, 1>({a.extents[1]}, a, b);
  else return apply_kernel<Op, 2>({a.extents[1], b.extents[1]}, a, b);
}

/// X = A^-1, which adze::inverse gives. Partial: A_bar = -X' X_bar X'. Throws std::domain_error where A is exactly singular.
template <array_expression A>
  requires(A::rank == 2)
struct inverse_of_matrix<A> {
  static constexpr auto of(A const& a) {
    require_square<op::matrix_inverse>(a);
    return apply_kernel<op::matrix_inverse, 2>({a.extents[1], a.extents[0]}, a);
  }
};

}  // namespace detail

/// The x of A x = b, (n, n) (n) -> (n) or (n, n) (n, m) -> (n, m): by LU with partial pivots.
/// Partials: b_bar = A^-T x_bar, A_bar = -b_bar x'. Throws std::domain_error where A is exactly singular.
template <array_expression A, array_expression B>
constexpr auto solve(A const& a, B const& b) { return detail::solved<op::linear_solve>(a, b); }
/// L^-1 b for the lower triangle L of a matrix; what is above the diagonal is not read.
/// Partials: b_bar = L^-T x_bar, L_bar = -b_bar x', lower triangle. Throws std::domain_error for a zero on the diagonal.
template <array_expression A, array_expression B>
constexpr auto solve_lower(A const& l, B const& b) { return detail::solved<op::triangular_solve<true>>(l, b); }
/// det A, 0 for a singular matrix. Partial: det A A^-T; the derivative (not the value) throws std::domain_error there.
template <array_expression A>
constexpr auto det(A const& a) {
  detail::require_square<op::determinant>(a);
  return detail::apply_kernel<op::determinant, 0>({}, a);
}
/// log |det A|. Partial: A^-T. Throws std::domain_error where A is exactly singular.
template <array_expression A>
constexpr auto logdet(A const& a) {
  detail::require_square<op::log_determinant>(a);
  return detail::apply_kernel<op::log_determinant, 0>({}, a);
}
/// The lower triangular L with A = L L' for a symmetric positive definite A. Only the lower triangle of A is read, so the
/// derivative in A stands there too, and is 0 above the diagonal. Throws std::domain_error where A is not positive definite.
template <array_expression A>
constexpr auto cholesky(A const& a) {
  detail::require_square<op::cholesky_factor>(a);
  return detail::apply_kernel<op::cholesky_factor, 2>({a.extents[0], a.extents[1]}, a);
}
/// log det A for a symmetric positive definite A, 2 sum_i log L_ii: reads the lower triangle, as cholesky does.
template <array_expression A>
constexpr auto logdet_spd(A const& a) { return 2 * sum(log(diag(cholesky(a)))); }

}  // namespace adze
