#pragma once
// SPDX-License-Identifier: BSL-1.0
// Eigen's vectors, matrices and arrays as arguments: Matrix, Array, Map, Ref, Block, of fixed or dynamic size, in either
// storage order. The gradient is a plain Eigen object of the same kind, shape and storage order. Needs Eigen.
//
// What is stored by columns is handed over with its dimensions turned, columns first, so that its last dimension is
// contiguous; the symbol that the function sees turns them back.

#include <adze/expr/array_argument.hpp>

#include <Eigen/Core>

namespace adze::detail {

template <class M>
concept eigen_dense = requires(M const& m) { []<class D>(Eigen::DenseBase<D> const&) {}(m); };
/// One whose elements stand in memory.
template <class M>
concept eigen_in_memory = eigen_dense<M> && (static_cast<unsigned>(M::Flags) & static_cast<unsigned>(Eigen::DirectAccessBit)) != 0;

template <class M>
inline constexpr int eigen_rank = M::IsVectorAtCompileTime ? 1 : 2;
template <class M>
inline constexpr bool stored_by_columns = eigen_rank<M> == 2 && !M::IsRowMajor;

/// M with elements of type T, owning its memory.
template <class M, class T, class P = typename M::PlainObject>
using eigen_plain = std::conditional_t<
    std::is_base_of_v<Eigen::ArrayBase<P>, P>,
    Eigen::Array<T, P::RowsAtCompileTime, P::ColsAtCompileTime, P::Options, P::MaxRowsAtCompileTime, P::MaxColsAtCompileTime>,
    Eigen::Matrix<T, P::RowsAtCompileTime, P::ColsAtCompileTime, P::Options, P::MaxRowsAtCompileTime, P::MaxColsAtCompileTime>>;

template <eigen_in_memory M>
struct argument<M> : array_argument<typename M::Scalar, eigen_rank<M>, M::InnerStrideAtCompileTime == 1> {
  static constexpr int rank = eigen_rank<M>;
  using base = array_argument<typename M::Scalar, rank, M::InnerStrideAtCompileTime == 1>;
  using sizes = std::array<std::ptrdiff_t, static_cast<std::size_t>(rank)>;
  static constexpr bool turned = stored_by_columns<M>;
  template <class T> using gradient = eigen_plain<M, T>;
  template <class T> using rebind = gradient<T>;
  template <class T> static rebind<T> unflatten(T const*&) { return {}; }  // where the function was rejected

  template <int K> static constexpr auto symbols(builder& b, numbering& next) {
    auto a = base::template symbols<K>(b, next);
    if constexpr (!turned) return a;
    else return as_array<array_symbol<argument_leaf<K>, 2>>(transpose(a));
  }
  /// Extents and strides in the order of memory.
  template <class A>
  static sizes extents_of(A const& a) {
    if constexpr (rank == 1) return {a.size()};
    else if constexpr (turned) return {a.cols(), a.rows()};
    else return {a.rows(), a.cols()};
  }
  template <class A>
  static sizes strides_of(A const& a) {
    if constexpr (rank == 1) return {a.innerStride()};
    else return {a.outerStride(), a.innerStride()};
  }
  static void slots(M const& a, array_slot*& out) { base::describe(out, a.data(), extents_of(a), strides_of(a), turned); }
  template <class T> static gradient<T> make_gradient(M const& a) {
    gradient<T> g;
    g.resize(a.rows(), a.cols());
    return g;
  }
  template <class T> static void bind_gradient(gradient<T>& g, output_slot<T>*& out) { base::bind(g.data(), extents_of(g), out); }
  template <class T> static void set_numbers(gradient<T>&, T const*&) {}
};

/// Expressions that Eigen has not evaluated.
template <eigen_dense M>
  requires(!eigen_in_memory<M>)
struct argument<M> : no_arrays {
  static_assert(never<M>, "adze: an argument is an Eigen expression, which has no elements in memory: evaluate it, x.eval()");
  static constexpr int size = 1;
  static constexpr bool is_scalar = true;
  using number_type = typename M::Scalar;
};

/// As an output of gradient_into: rows and columns as views have them.
template <eigen_in_memory M>
  requires((static_cast<unsigned>(M::Flags) & static_cast<unsigned>(Eigen::LvalueBit)) != 0)
struct output_view<M> {
  /// A block or a map is written through, be it const itself.
  static auto of(M const& m)
    requires(!std::is_same_v<M, typename M::PlainObject>)
  { return of(const_cast<M&>(m)); }
  static view<typename M::Scalar, eigen_rank<M>> of(M& m) {
    if constexpr (eigen_rank<M> == 1) return {m.data(), {m.size()}, {m.innerStride()}};
    else if constexpr (M::IsRowMajor) return {m.data(), {m.rows(), m.cols()}, {m.outerStride(), m.innerStride()}};
    else return {m.data(), {m.rows(), m.cols()}, {m.innerStride(), m.outerStride()}};
  }
};

}  // namespace adze::detail
