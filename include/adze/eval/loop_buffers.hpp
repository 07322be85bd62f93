#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: buffers, and the states of folds, which stand in buffers. They are row-major over their
// indices, in the order of the loops; rows are padded to whole batches, so that the last batch of a row can be written and
// read whole.

#include <adze/eval/loop_values.hpp>

namespace adze::detail {

/// The buffers of program C.
template <class C>
struct loop_buffers {
  static constexpr auto const& P = C::program;
  using T = typename C::number_type;
  using M = run_memory<T>;
  using B = batch<T>;
  static constexpr int lines = C::lines;
  using all_loops = std::make_integer_sequence<int, C::loop_count>;
  template <bool Batch>
  using number = typename C::template number<Batch>;

  /// The place at(k) for each index k in the buffer of line I.
  template <int I, class At, int... K>
  ADZE_INLINE static std::ptrdiff_t offset_in(M const& m, At const& at, std::integer_sequence<int, K...>) {
    std::ptrdiff_t offset = 0;
    ((has(P.buffers[I], K) ? void(offset = offset * length<I, K>(m) + at(std::integral_constant<int, K>{})) : void()), ...);
    return offset;
  }
  template <int I, int K>
  ADZE_INLINE static std::ptrdiff_t length(M const& m) {
    return buffer_length<P, I, K, T>(m.loops);
  }
  template <index_set Indices, int... K>
  static constexpr int last_of(std::integer_sequence<int, K...>) {
    int last = -1;
    ((last = has(Indices, K) ? K : last), ...);
    return last;
  }
  template <int I, class V>
  ADZE_INLINE static T* in_buffer(M const& m, V const& v) {
    return in_row_of<I>(m, v, std::integral_constant<int, -1>{}, 0);
  }
  /// The same, with `row` added to index Step.
  template <int I, class V, int Step>
  ADZE_INLINE static T* in_row_of(M const& m, V const& v, std::integral_constant<int, Step>, std::ptrdiff_t row) {
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return k == Step ? index_value<k>(v) + row : index_value<k>(v); };
    return m.buffers[I] + offset_in<I>(m, there, all_loops{});
  }
  template <int I, index_set Indices, int... K>
  ADZE_INLINE static std::ptrdiff_t size_within(M const& m, std::integer_sequence<int, K...>) {
    return (std::ptrdiff_t{1} * ... * (has(Indices, K) ? length<I, K>(m) : std::ptrdiff_t{1}));
  }
  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void to_buffer(M const& m, V const& v, Count const& n) {
    T* p = in_buffer<I>(m, v);
    if constexpr (!Batch) *p = buffered<false, I>(v);
    else if constexpr (P.buffers[I] >> Index == 1) store<T>(p, buffered<true, I>(v));
    else store_first<T>(p, buffered<true, I>(v), n.count);
  }
  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void from_buffer(M const& m, V const& v, Count const& n) {
    constexpr int owner = owner_of(I);
    T const* p = buffer_place<I>(m, v);
    if constexpr (!Batch) set_buffered<false, I>(v, *p);
    else if constexpr (!has(P.buffers[owner], Index)) set_buffered<true, I>(v, broadcast<T>(*p));
    else if constexpr (P.buffers[owner] >> Index == 1) set_buffered<true, I>(v, load<T>(p));
    else set_buffered<true, I>(v, load_first<T>(p, n.count));
  }
  /// What a buffer holds of line I: its number, or 1 and 0 for the truth values of a comparison.
  template <bool Batch, int I, class V>
  ADZE_INLINE static number<Batch> buffered(V const& v) {
    if constexpr (!P.lines[I].op->is_condition) return local<Batch, I>(v);
    else if constexpr (Batch) return mask_select(v.batch_masks[local_slot<I>(v)], broadcast<T>(T(1)), broadcast<T>(T(0)));
    else return v.masks[local_slot<I>(v)] ? T(1) : T(0);
  }
  template <bool Batch, int I, class V>
  ADZE_INLINE static void set_buffered(V const& v, number<Batch> const& x) {
    if constexpr (!P.lines[I].op->is_condition) local<Batch, I>(v) = x;
    else if constexpr (Batch) v.batch_masks[local_slot<I>(v)] = x > broadcast<T>(T(0));
    else v.masks[local_slot<I>(v)] = x > T(0);
  }
  /// The line in whose buffer the value of line I stands: updates of a fold stand in that of the state.
  static constexpr int owner_of(int i) {
    return P.lines[i].template is<op::next>() ? P.lines[i].arguments[1] : i;
  }
  /// Which row of a state's buffer, counted from that of the step: before it, or behind it.
  static constexpr int row_of(int i) {
    instruction const& l = P.lines[i];
    if (l.is<op::carried>()) return goes_backwards(l) ? 1 : 0;
    return l.is<op::next>() && !goes_backwards(l) ? 1 : 0;
  }
  template <int I, class V>
  ADZE_INLINE static T* buffer_place(M const& m, V const& v) {
    constexpr int step = is_state(P.lines[I]) ? P.lines[I].index : -1;
    return in_row_of<owner_of(I)>(m, v, std::integral_constant<int, step>{}, row_of(I));
  }
  /// A state's row before the first step, or behind the last.
  template <int Carried, bool Last, class V>
  ADZE_INLINE static T* end_row(M const& m, V const& v) {
    constexpr int step = P.lines[Carried].index;
    std::ptrdiff_t const row = Last != goes_backwards(P.lines[Carried]) ? m.loops[step] : 0;
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return k == step ? row : index_value<k>(v); };
    return m.buffers[Carried] + offset_in<Carried>(m, there, all_loops{});
  }
  static constexpr int carried_from(int start) {
    for (int i = 0; i < lines; ++i) {
      if (P.lines[i].template is<op::carried>() && P.lines[i].arguments[0] == start) return i;
    }
    return -1;
  }
  template <bool Batch, int I, int Index, class V>
  ADZE_INLINE static void compute_state(M const& m, V const& v) {
    constexpr instruction l = P.lines[I];
    if constexpr (l.is<op::start>()) {
      constexpr int state = carried_from(I);
      put<Batch, state, Index>(end_row<state, false>(m, v), local<Batch, l.arguments[0]>(v));
    } else if constexpr (l.is<op::next>()) {
      local<Batch, I>(v) = local<Batch, l.arguments[0]>(v);
      put<Batch, l.arguments[1], Index>(buffer_place<I>(m, v), local<Batch, I>(v));
    } else if constexpr (l.is<op::carried>()) {
      if constexpr ((l.indices >> l.index) == 1) local<Batch, I>(v) = *buffer_place<I>(m, v);  // else: loaded where it is used
    } else {
      constexpr int state = P.lines[l.arguments[0]].arguments[1];
      T const* p = end_row<state, true>(m, v);
      if constexpr (!Batch) local<false, I>(v) = *p;
      else local<true, I>(v) = load<T>(p);
      if constexpr (P.buffered[I] != 0) put<Batch, I, Index>(in_buffer<I>(m, v), local<Batch, I>(v));
    }
  }
  /// A number, or a whole batch, to the buffer of line I.
  template <bool Batch, int I, int Index>
  ADZE_INLINE static void put(T* p, number<Batch> const& x) {
    static_assert(!Batch || P.buffers[I] >> Index == 1);
    if constexpr (Batch) store<T>(p, x);
    else *p = x;
  }
  /// The loop whose index stands where buffer index `from` is meant.
  template <int I>
  static constexpr int read_at(int from) {
    substitution const& s = P.substitutions[P.lines[I].index];
    for (int k = 0; k < s.count; ++k) {
      if (s.from[k] == from) return s.to[k].index;
    }
    return from;
  }
  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void read_buffer(M const& m, V const& v, Count const& n) {
    constexpr int line = P.lines[I].arguments[0], from = owner_of(line);
    constexpr int step = is_state(P.lines[line]) ? P.lines[line].index : -1;
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return index_value<read_at<I>(k)>(v) + (k == step ? row_of(line) : 0); };
    T const* p = m.buffers[from] + offset_in<from>(m, there, all_loops{});
    if constexpr (!Batch) {
      local<false, I>(v) = *p;
    } else {
      auto const unit = [](auto k) ADZE_INLINE_LAMBDA { return std::ptrdiff_t{read_at<I>(k) == Index}; };
      constexpr int last = last_of<P.buffers[from]>(all_loops{});
      std::ptrdiff_t const each = offset_in<from>(m, unit, all_loops{});
      if constexpr (last >= 0 && read_at<I>(last) == Index) local<true, I>(v) = load<T>(p);
      else local<true, I>(v) = load_strided<T>(p, each, n.count);
    }
  }
  /// Sets what reduction I keeps in its buffer for this round of loop L to the neutral element.
  template <int L, int I, class V>
  ADZE_INLINE static void fill_buffer(M const& m, V const& v) {
    constexpr index_set inner = P.buffers[I] & ~P.loops[L].path;
    auto const first = [&](auto k) ADZE_INLINE_LAMBDA { return has(inner, k) ? std::ptrdiff_t{0} : index_value<k>(v); };
    T* p = m.buffers[I] + offset_in<I>(m, first, all_loops{});
    for (std::ptrdiff_t i = 0, count = size_within<I, inner>(m, all_loops{}); i < count; ++i) {
      p[i] = op_type<P.lines[I].op>::template neutral<T>();
    }
  }
};

}  // namespace adze::detail
