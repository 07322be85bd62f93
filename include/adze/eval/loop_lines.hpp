#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: one line of a program, on a number or on a batch; reductions; and rounds of a loop that run
// together, four at a time.

#include <adze/eval/loop_elements.hpp>
#include <adze/eval/loop_kernels.hpp>

namespace adze::detail {

/// The lines of program C.
template <class C>
struct loop_lines {
  static constexpr auto const& P = C::program;
  using T = typename C::number_type;
  using M = run_memory<T>;
  using B = batch<T>;
  using elements = loop_elements<C>;
  using buffers = loop_buffers<C>;
  using kernels = loop_kernels<C>;
  static constexpr int rows = C::rows;
  template <bool Batch>
  using number = typename C::template number<Batch>;

  template <int Row, class V>
  ADZE_INLINE static V in_row(V v) {
    v.row = Row;
    return v;
  }
  /// Whether a line is computed anew in every round.
  static constexpr bool in_every_row(int i, int joint) {
    instruction const& l = P.lines[i];
    index_set indices = l.indices;
    for (int k = 0; k < l.op->arity; ++k) indices |= P.lines[l.arguments[k]].indices;
    return joint >= 0 && has(indices, joint);
  }
  template <int I, class V>
  using rows_of = std::make_integer_sequence<int, in_every_row(I, V::joint) ? rows : 1>;

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void compute(M const& m, V const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    using Op = op_type<l.op>;
    if constexpr (std::is_same_v<Op, op::element>) {
      elements::template load_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::position>) {
      T const first = static_cast<T>(index_value<l.arguments[0]>(v)) + static_cast<T>(l.number);
      if constexpr (!Batch) local<false, I>(v) = first;
      else if constexpr (l.arguments[0] == Index) local<true, I>(v) = broadcast<T>(first) + lane_numbers<T>();
      else local<true, I>(v) = broadcast<T>(first);
    } else if constexpr (std::is_same_v<Op, op::read>) {
      buffers::template read_buffer<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store>) {
      elements::template store_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store_joined>) {
      elements::template store_joined<Batch, I>(m, v, n);
    } else if constexpr (l.op->is_kernel) {
      static_assert(!Batch);
      kernels::template run_kernel<I>(m, v, std::make_integer_sequence<int, Op::arity>{});
    } else if constexpr (is_state(l)) {
      buffers::template compute_state<Batch, I, Index>(m, v);
    } else if constexpr (requires { Op::is_reduction; }) {
      if constexpr (in_outer_buffer(I)) accumulate_in_buffer<Batch, I, Index>(m, v, std::integer_sequence<int>{});
      else accumulate<Batch, I, Op>(v, n);
    } else {
      execute_line<Batch, I, Op>(m, v, std::make_integer_sequence<int, Op::arity>{});
      if constexpr (P.buffered[I] != 0) buffers::template to_buffer<Batch, I, Index>(m, v, n);
    }
  }
  template <bool Batch, int I, class Op, int... K, class V>
  ADZE_INLINE static void execute_line(M const& m, V const& v, std::integer_sequence<int, K...>) {
    int a[3] = {-1, -1, -1};
    ((a[K] = local_slot<P.lines[I].arguments[K]>(v)), ...);
    execute<Op, P.lines[I].exact, number<Batch>>(registers_of<Batch>(v, m), local_slot<I>(v), a[0], a[1], a[2]);
  }

  template <class Op>
  ADZE_INLINE static B combined(B const& a, B const& x) {
    if constexpr (std::is_same_v<Op, op::sum_over>) return a + x;
    else if constexpr (std::is_same_v<Op, op::product_over>) return a * x;
    else if constexpr (std::is_same_v<Op, op::max_over>) return mask_select(x > a || !(x == x), x, a);
    else return mask_select(x < a || !(x == x), x, a);
  }
  /// A reduction in a register.
  template <bool Batch, int I, class Op, class Count, class V>
  ADZE_INLINE static void accumulate(V const& v, Count const& n) {
    constexpr int a = P.lines[I].arguments[0];
    auto& sum = local<Batch, I>(v);
    if constexpr (!Batch) sum = Op::combine(sum, local<false, a>(v));
    else if constexpr (Count::all) sum = combined<Op>(sum, local<true, a>(v));
    else sum = combined<Op>(sum, keep_first<T>(local<true, a>(v), n.count, Op::template neutral<T>()));
  }
  /// A reduction in its buffer. Rounds that run together and end in the same place are combined first: the buffer is what
  /// the next ones wait for.
  template <bool Batch, int I, int Index, class V, int... Row>
  ADZE_INLINE static void accumulate_in_buffer(M const& m, V const& v, std::integer_sequence<int, Row...>) {
    static_assert(!Batch || P.buffers[I] >> Index == 1);  // a reduction is over a loop outside of the leaf
    using Op = op_type<P.lines[I].op>;
    constexpr int a = P.lines[I].arguments[0];
    T* p = buffers::template in_buffer<I>(m, v);
    if constexpr (!Batch) *p = Op::combine(*p, combined_rows<false, a, Op, 0, sizeof...(Row)>(v));
    else store<T>(p, combined<Op>(load<T>(p), combined_rows<true, a, Op, 0, sizeof...(Row)>(v)));
  }
  /// Rows First to First + Count - 1 of line I, combined by halves.
  template <bool Batch, int I, class Op, int First, int Count, class V>
  ADZE_INLINE static number<Batch> combined_rows(V const& v) {
    if constexpr (Count == 0) {
      return local<Batch, I>(v);
    } else if constexpr (Count == 1) {
      return local<Batch, I>(in_row<First>(v));
    } else {
      auto const x = combined_rows<Batch, I, Op, First, Count / 2>(v);
      auto const y = combined_rows<Batch, I, Op, First + Count / 2, Count - Count / 2>(v);
      if constexpr (Batch) return combined<Op>(x, y);
      else return Op::combine(x, y);
    }
  }
  /// Whether reduction I accumulates in its buffer: it keeps an index that is inside of the one it reduces.
  static constexpr bool in_outer_buffer(int i) {
    for (int s = 0; s < P.steps.size; ++s) {
      if (P.steps[s].kind == step_kind::fill && P.steps[s].id == i) return true;
    }
    return false;
  }

 private:
  template <bool Batch, class V>
  ADZE_INLINE static auto registers_of(V const& v, M const& m) {
    if constexpr (Batch) return registers<B>{v.batches, v.batch_masks, nullptr, nullptr};
    else return registers<T>{v.values, v.masks, m.inputs, m.parameters};
  }
};

}  // namespace adze::detail
