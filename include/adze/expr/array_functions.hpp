#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: positional notation. Reductions over all of an array or along one dimension, products of matrices and
// vectors, and what moves elements. Everything is an element-wise operation, a substitution or a reduction.

#include <adze/expr/index.hpp>
#include <adze/ops/power.hpp>

namespace adze {

namespace detail {

struct along_axis {};  // in types: what follows works along a dimension
template <int Rank, class Op, class... A>
using array_of = array_symbol<node<Op, typename shape_of<A>::type...>, Rank, false, one_deeper<depth_of<A>::value...>()>;
template <class Op, class... A>
using scalar_result_of = symbol<node<Op, typename shape_of<A>::type...>, false, one_deeper<depth_of<A>::value...>()>;

/// Line `line` of an array in fewer or other dimensions: dimension d becomes `to[d]`.
template <int Rank>
constexpr int moved(builder& b, int line, array_handle<Rank> const& a, std::array<int, Rank> const& to) {
  substitution s;
  for (int d = 0; d < Rank; ++d) s.add(d, {to[static_cast<std::size_t>(d)], 0, -1}, a.extents[d]);
  return substitute(b, line, s);
}

template <class Op, int GivenAxis, class A>
constexpr auto reduce_along(A const& a) {
  static_assert(GivenAxis >= 0 && GivenAxis < A::rank, "adze: the array has no such dimension: 0 is the first");
  constexpr int Axis = GivenAxis < A::rank ? GivenAxis : 0;  // so that nothing else is reported
  static_assert(!condition<A>, "adze: a comparison is not a number: use adze::select(condition, a, b)");
  builder& b = *a.program;
  int const line = reduction_line<Op>(b, a.id, Axis, a.extents[Axis]);
  if constexpr (A::rank == 1) {
    return scalar_result_of<Op, A>{{{&b, line}}};
  } else {
    array_handle<A::rank - 1> h;
    h.program = &b;
    substitution s;
    for (int d = 0, to = 0; d < A::rank; ++d) {
      if (d == Axis) continue;
      h.extents[to] = a.extents[d];
      s.add(d, {to, 0, -1}, a.extents[d]);
      ++to;
    }
    h.id = substitute(b, line, s);
    return as_array<array_of<A::rank - 1, Op, A>>(h);
  }
}
template <class Op, class A>
constexpr auto reduce_all(A const& a) {
  if constexpr (array_expression<A>) return reduce_all<Op>(reduce_along<Op, A::rank - 1>(a));
  else return a;
}
template <int Axis, class Op, class A>
constexpr auto reduced(A const& a) {
  if constexpr (Axis < 0) return reduce_all<Op>(a);
  else return reduce_along<Op, Axis>(a);
}
/// How many elements a reduction combines, as a scalar of the program.
template <int Axis, class A>
constexpr auto count(A const& a) {
  term n = 1;
  for (int d = 0; d < A::rank; ++d) {
    if (Axis >= 0 && d != Axis) continue;
    n = n * term(any_operand(program_handle{a.program, extent_line(*a.program, a.extents[d])}));
  }
  return n;
}

/// The result of a reduction along an axis, in the place of the array again: with every element of that axis.
template <int Axis, int Rank, class R>
constexpr auto spread(R const& r, array_handle<Rank> const& like) {
  if constexpr (!array_expression<R>) {
    return r;
  } else {
    array_handle<Rank> h = like;
    substitution s;
    for (int d = 0; d < R::rank; ++d) s.add(d, {d < Axis ? d : d + 1, 0, -1}, r.extents[d]);
    h.id = substitute(*r.program, r.id, s);
    return as_array<array_symbol<typename R::shape, Rank, false, R::depth::value>>(h);
  }
}

}  // namespace detail

/// The number of elements along dimension Axis, as a number of the program.
template <int Axis, array_expression A>
constexpr auto extent(A const& a) {
  static_assert(Axis >= 0 && Axis < A::rank, "adze: the array has no such dimension: 0 is the first");
  return term(detail::any_operand(program_handle{a.program, detail::extent_line(*a.program, a.extents[Axis])}));
}

// ---- reductions: of all elements, or along dimension Axis: sum<0>(A) has the sums of the columns

/// The sum. Partial 1.
template <int Axis = -1, array_expression A>
constexpr auto sum(A const& a) { return detail::reduced<Axis, op::sum_over>(a); }
/// The product. Partial: the product of the others, zeros included.
template <int Axis = -1, array_expression A>
constexpr auto prod(A const& a) { return detail::reduced<Axis, op::product_over>(a); }
/// The largest element; -inf of none, NaN if one is. Partial: 1 at the largest, in equal parts at a tie.
template <int Axis = -1, array_expression A>
constexpr auto max(A const& a) { return detail::reduced<Axis, op::max_over>(a); }
/// The smallest element; +inf of none, NaN if one is.
template <int Axis = -1, array_expression A>
constexpr auto min(A const& a) { return detail::reduced<Axis, op::min_over>(a); }
/// sum / n. Partial 1/n.
template <int Axis = -1, array_expression A>
constexpr auto mean(A const& a) { return sum<Axis>(a) / detail::count<Axis>(a); }
/// The mean of (x - mean)^2: of the population, over n, not n - 1.
template <int Axis = -1, array_expression A>
constexpr auto variance(A const& a) {
  return mean<Axis>(square(a - detail::spread<Axis, A::rank>(mean<Axis>(a), a)));
}
/// The sum of squares. Partial 2x.
template <array_expression A>
constexpr auto squared_norm(A const& a) { return sum(square(a)); }
/// The Euclidean (Frobenius) norm r. Partial x/r; 0 where r = 0.
template <array_expression A>
constexpr auto norm(A const& a) {
  auto const s = squared_norm(a);
  return select(s == 0, 0, sqrt(s));
}
/// sum_i x_i y_i.
template <array_expression A, array_expression B>
constexpr auto dot(A const& a, B const& b) { return sum(a * b); }

namespace detail {

/// max x, as a constant, and 0 where it is infinite: what exponents are shifted by. (A shift changes no value and no
/// derivative.)
template <int Axis, class A>
constexpr auto shift_of(A const& a) {
  auto const m = held(max<Axis>(a));
  return select(m - m == 0, m, 0);
}

}  // namespace detail

/// log sum_i e^(x_i), without overflow. Partial softmax(x).
template <int Axis = -1, array_expression A>
constexpr auto logsumexp(A const& a) {
  auto const m = detail::shift_of<Axis>(a);
  return m + log(sum<Axis>(exp(a - detail::spread<Axis, A::rank>(m, a))));
}
/// e^(x_i) / sum_j e^(x_j).
template <int Axis = -1, array_expression A>
constexpr auto softmax(A const& a) {
  auto const e = exp(a - detail::spread<Axis, A::rank>(detail::shift_of<Axis>(a), a));
  return e / detail::spread<Axis, A::rank>(sum<Axis>(e), a);
}
/// x_i - logsumexp(x).
template <int Axis = -1, array_expression A>
constexpr auto log_softmax(A const& a) {
  return a - detail::spread<Axis, A::rank>(logsumexp<Axis>(a), a);
}

// ---- products

/// Matrix times matrix, matrix times vector, vector times matrix, or dot: (n, k) (k, m) -> (n, m).
template <array_expression A, array_expression B>
constexpr auto matmul(A const& a, B const& b) {
  static_assert(A::rank <= 2 && B::rank <= 2, "adze: matmul takes matrices and vectors");
  constexpr int R = A::rank + B::rank - 2, k = detail::first_bound_index;
  detail::builder& p = *a.program;
  p.arrays.agree(a.extents[A::rank - 1], b.extents[0], "matmul");
  detail::substitution first, second;
  first.add(A::rank - 1, {k, 0, -1}, a.extents[A::rank - 1]);
  second.add(0, {k, 0, -1}, b.extents[0]);
  if constexpr (B::rank == 2) second.add(1, {R - 1, 0, -1}, b.extents[1]);
  int const product = p.emit(*detail::op_address<op::mul>, detail::substitute(p, a.id, first), detail::substitute(p, b.id, second));
  int const line = detail::reduction_line<op::sum_over>(p, product, k, a.extents[A::rank - 1]);
  if constexpr (R == 0) {
    return detail::scalar_result_of<op::sum_over, A, B>{{{&p, line}}};
  } else {
    detail::array_handle<R> h;
    h.program = &p;
    h.id = line;
    if constexpr (A::rank == 2) h.extents[0] = a.extents[0];
    if constexpr (B::rank == 2) h.extents[R - 1] = b.extents[1];
    return detail::as_array<detail::array_of<R, op::sum_over, A, B>>(h);
  }
}

/// The transpose of a matrix.
template <array_expression A>
constexpr auto transpose(A const& a) {
  static_assert(A::rank == 2, "adze: transpose takes a matrix");
  detail::array_handle<2> h;
  h.program = a.program;
  h.extents[0] = a.extents[1];
  h.extents[1] = a.extents[0];
  h.id = detail::moved<2>(*a.program, a.id, a, {1, 0});
  return detail::as_array<detail::array_of<2, op::substituted, A>>(h);
}
/// x_i y_j.
template <array_expression A, array_expression B>
constexpr auto outer(A const& x, B const& y) {
  static_assert(A::rank == 1 && B::rank == 1, "adze: outer takes two vectors");
  detail::builder& p = *x.program;
  detail::array_handle<2> h;
  h.program = &p;
  h.extents[0] = x.extents[0];
  h.extents[1] = y.extents[0];
  h.id = p.emit(*detail::op_address<op::mul>, x.id, detail::moved<1>(p, y.id, y, {1}));
  return detail::as_array<detail::array_of<2, op::mul, A, B>>(h);
}
/// The diagonal of a square matrix, or the matrix with a vector on its diagonal.
template <array_expression A>
constexpr auto diag(A const& a) {
  static_assert(A::rank <= 2, "adze: diag takes a matrix or a vector");
  detail::builder& p = *a.program;
  if constexpr (A::rank == 2) {
    p.arrays.agree(a.extents[0], a.extents[1], "diag");
    detail::array_handle<1> h;
    h.program = &p;
    h.extents[0] = a.extents[0];
    h.id = detail::moved<2>(p, a.id, a, {0, 0});
    return detail::as_array<detail::array_of<1, op::substituted, A>>(h);
  } else {
    int const i = detail::position_line(p, 0, 0), j = detail::position_line(p, 1, 0);
    int const zero = p.append({detail::op_address<op::constant>, {-1, -1, -1}, 0});
    detail::array_handle<2> h;
    h.program = &p;
    h.extents[0] = h.extents[1] = a.extents[0];
    h.id = p.emit(*detail::op_address<op::select>, p.emit(*detail::op_address<op::equal>, i, j), a.id, zero);
    return detail::as_array<detail::array_of<2, op::select, A>>(h);
  }
}
/// The sum of the diagonal.
template <array_expression A>
constexpr auto trace(A const& a) { return sum(diag(a)); }
namespace detail {

/// The inverse of a matrix: adze/linear_algebra.hpp says it.
template <class A>
struct inverse_of_matrix {
  static_assert(never<A>, "adze: the inverse of a matrix needs #include <adze/linear_algebra.hpp>; element by element it is 1 / A");
};

}  // namespace detail

/// The inverse of a matrix (adze/linear_algebra.hpp); of other arrays, that of every element.
template <array_expression A>
  requires symbolic_operands<A>
constexpr auto inverse(A const& a) {
  if constexpr (A::rank == 2) return detail::inverse_of_matrix<A>::of(a);
  else return apply<op::inverse>(a);
}
/// x' A y.
template <array_expression X, array_expression A, array_expression Y>
constexpr auto quadratic_form(X const& x, A const& a, Y const& y) { return dot(x, matmul(a, y)); }
/// x' A x.
template <array_expression X, array_expression A>
constexpr auto quadratic_form(X const& x, A const& a) { return quadratic_form(x, a, x); }

// ---- parts

/// Elements First to Last - 1 of a vector; Last <= 0 counts from the end, so that slice<1, 0>(x) is all but the first.
template <int First, int Last, array_expression A>
constexpr auto slice(A const& a) {
  static_assert(A::rank == 1, "adze: slice takes a vector");
  static_assert(First >= 0 && (Last <= 0 || Last >= First), "adze: slice<first, last> has first >= 0 and last >= first, or last <= 0");
  detail::builder& p = *a.program;
  detail::array_handle<1> h;
  h.program = &p;
  p.arrays.require(a.extents[0], Last > 0 ? Last - 1 : First - Last - 1, "slice");
  h.extents[0] = Last > 0 ? p.arrays.extent_number({detail::extent_kind::constant, Last - First, 0})
                          : p.arrays.shifted(a.extents[0], Last - First);
  detail::substitution s;
  s.add(0, {0, First, -1}, a.extents[0]);
  h.id = detail::substitute(p, a.id, s);
  return detail::as_array<detail::array_of<1, op::element, A>>(h);
}
/// The elements of x that the index array says: element i is x[ids[i]]. An index out of range throws std::out_of_range.
template <array_expression A, array_expression I>
constexpr auto gather(A const& x, I const& ids) {
  static_assert(A::rank == 1 && I::rank == 1, "adze: gather takes a vector and a vector of indices");
  detail::builder& p = *x.program;
  detail::array_handle<1> h;
  h.program = &p;
  h.extents[0] = ids.extents[0];
  detail::substitution s;
  s.add(0, {-1, 0, ids.id}, x.extents[0]);
  h.id = detail::substitute(p, x.id, s);
  return detail::as_array<detail::array_of<1, op::element, A, I>>(h);
}
/// a where the mask holds, else b, element by element: where(x > 0, x, 0).
template <condition C, class A, class B>
constexpr auto where(C const& mask, A const& a, B const& b) { return select(mask, a, b); }

}  // namespace adze
