#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: a scheduled program becomes nested loops. Loops without loops inside run on batches, all
// others on single numbers; values live in local variables, and in buffers where the schedule says so.

#include <adze/core/array_slot.hpp>
#include <adze/core/view.hpp>
#include <adze/eval/run.hpp>
#include <adze/eval/simd_ops.hpp>
#include <adze/program/array_program.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <tuple>

namespace adze::detail {

/// Where the numbers of a run come from and go to.
template <class T>
struct run_memory {
  T const* inputs;
  T const* parameters;
  array_slot const* arrays;
  output_slot<T> const* outputs;
  std::ptrdiff_t const* extents;  // all of the program's
  std::ptrdiff_t const* loops;    // the extent of each loop
  T* const* buffers;              // of each line
};

/// A count of elements, rounded up to whole batches.
template <class T>
constexpr std::ptrdiff_t padded(std::ptrdiff_t count) {
  return (count + lanes<T> - 1) / lanes<T> * lanes<T>;
}

/// The length of dimension K of the buffer of line I: states have one row more than steps; rows are padded.
template <auto const& P, int I, int K, class T>
ADZE_INLINE std::ptrdiff_t buffer_length(std::ptrdiff_t const* loops) {
  std::ptrdiff_t const count = P.lines[I].template is<op::carried>() && P.lines[I].index == K ? loops[K] + 1 : loops[K];
  if constexpr (P.buffers[I] >> K == 1) return padded<T>(count);
  else return count;
}

/// All lanes of a batch, and the first few of the last batch of a loop.
template <class T>
struct all_lanes {
  static constexpr bool all = true;
  static constexpr int count = lanes<T>;
};
struct first_lanes {
  static constexpr bool all = false;
  int count;
};

[[noreturn]] inline void throw_subscript_out_of_range(std::ptrdiff_t subscript, std::ptrdiff_t extent) {
  throw std::out_of_range("adze: an index array holds " + std::to_string(subscript) + ", but the array it selects from has " +
                          std::to_string(extent) + " elements along this dimension");
}

/// Runs program P on numbers of type T. Elements is the std::tuple of the array arguments' element types; bit s of Unit
/// says that argument s is contiguous along its last dimension.
template <auto const& P, class T, class Elements, unsigned Unit>
struct loop_runner {
  using M = run_memory<T>;
  using B = batch<T>;
  static constexpr int lines = P.lines.size;
  static constexpr int loop_count = P.loop_extents.size;

  /// How many rounds of a loop around leaf loops run together: they share what does not depend on that loop's index, and
  /// their sums do not wait for each other.
  static constexpr int rows = lanes<T> > 1 ? 4 : 1;

  /// Local variables: a number and a batch for each line (and round), of which the compiler keeps what is used. Rounds of
  /// the loop over index Joint run together, unless it is -1.
  template <int Joint>
  struct locals {
    static constexpr int joint = Joint;
    T* values;
    mask<T>* masks;
    B* batches;
    batch_mask<T>* batch_masks;
    std::ptrdiff_t* at;  // the loop indices
    int row;             // the round
  };
  template <bool Batch>
  using number = std::conditional_t<Batch, B, T>;
  /// Where line I has its local variables.
  template <int I, class V>
  ADZE_INLINE static int local(V const& v) {
    if constexpr (V::joint >= 0) {
      if constexpr (has(P.lines[I].indices, V::joint)) return I + v.row * lines;
    }
    return I;
  }
  template <bool Batch, int I, class V>
  ADZE_INLINE static number<Batch>& value(V const& v) {
    if constexpr (Batch) return v.batches[local<I>(v)];
    else return v.values[local<I>(v)];
  }
  /// The value of loop index K.
  template <int K, class V>
  ADZE_INLINE static std::ptrdiff_t at(V const& v) {
    if constexpr (K == V::joint) return v.at[K] + v.row;
    else return v.at[K];
  }
  template <bool Batch, class V>
  ADZE_INLINE static auto registers_of(V const& v, M const& m) {
    if constexpr (Batch) return registers<B>{v.batches, v.batch_masks, nullptr, nullptr};
    else return registers<T>{v.values, v.masks, m.inputs, m.parameters};
  }

  // ---- subscripts

  /// Whether a subscript moves with the index of leaf loop `index`.
  static constexpr bool moves(subscript const& s, int index) { return s.index >= 0 && s.index == index; }

  template <int A>
  static constexpr bool is_gather() {
    for (int d = 0; d < P.accesses[A].rank; ++d) {
      if (P.accesses[A].at[d].line >= 0) return true;
    }
    return false;
  }
  /// The part of an element's place that loop indices give.
  template <int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t place(std::ptrdiff_t const* stride, V const& v, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (along<A, D>(v) * stride_of<A, D>(stride)));
  }
  template <int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t along(V const& v) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line >= 0) return 0;
    else if constexpr (s.index >= 0) return at<s.index>(v) + s.offset;
    else return s.offset;
  }
  /// The stride along dimension D; 1 where that is known.
  template <int A, int D>
  ADZE_INLINE static std::ptrdiff_t stride_of(std::ptrdiff_t const* stride) {
    if constexpr (D + 1 == P.accesses[A].rank && (Unit >> P.accesses[A].array & 1U) != 0) return 1;
    else return stride[D];
  }
  /// How far an element moves when index `Index` grows by one.
  template <int A, int Index, int... D>
  ADZE_INLINE static std::ptrdiff_t step_of(std::ptrdiff_t const* stride, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (moves(P.accesses[A].at[D], Index) ? stride_of<A, D>(stride) : 0));
  }
  template <int A, int Index>
  static constexpr bool unit_step() {
    access const& a = P.accesses[A];
    if ((Unit >> a.array & 1U) == 0 || a.rank == 0 || !moves(a.at[a.rank - 1], Index)) return false;
    for (int d = 0; d + 1 < a.rank; ++d) {
      if (moves(a.at[d], Index)) return false;
    }
    return true;
  }
  /// What subscripts by lines add to the place, for lane `lane`.
  template <bool Batch, int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t gathered(array_slot const& slot, V const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + gathered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t gathered_along(array_slot const& slot, V const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else {
      std::ptrdiff_t at;
      if constexpr (Batch && lanes<T> > 1) {
        T each[lanes<T>];
        store<T>(each, value<true, s.line>(v));
        at = static_cast<std::ptrdiff_t>(each[lane]) + s.offset;
      } else {
        at = static_cast<std::ptrdiff_t>(value<Batch, s.line>(v)) + s.offset;
      }
      if (at < 0 || at >= slot.extent[D]) throw_subscript_out_of_range(at, slot.extent[D]);
      return at * stride_of<A, D>(slot.stride);
    }
  }

  // ---- elements

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void load_element(M const& m, V const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int array = P.accesses[A].array;
    using E = std::tuple_element_t<static_cast<std::size_t>(array), Elements>;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    array_slot const& slot = m.arrays[array];
    E const* p = static_cast<E const*>(slot.data) + place<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += gathered<false, A>(slot, v, 0, dimensions{});
      value<false, I>(v) = static_cast<T>(*p);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>() && unit_step<A, Index>()) {
      if constexpr (Count::all) value<true, I>(v) = load<T>(p);
      else value<true, I>(v) = load_first<T>(p, n.count);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>()) {
      value<true, I>(v) = load_strided<T>(p, step_of<A, Index>(slot.stride, dimensions{}), n.count);
    } else {
      std::ptrdiff_t const each = step_of<A, Index>(slot.stride, dimensions{});
      T buffer[lanes<T>]{};
      for (int l = 0; l < n.count; ++l) {
        std::ptrdiff_t at = l * each;
        if constexpr (is_gather<A>()) at += gathered<true, A>(slot, v, l, dimensions{});
        buffer[l] = static_cast<T>(p[at]);
      }
      value<true, I>(v) = load<T>(buffer);
    }
  }

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void store_element(M const& m, V const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int from = P.lines[I].arguments[0];
    constexpr bool added = P.lines[I].number != 0;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    output_slot<T> const& slot = m.outputs[P.accesses[A].array];
    T* p = slot.data + place_out<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += scattered<false, A>(slot, v, 0, dimensions{});
      *p = added ? T(*p + value<false, from>(v)) : value<false, from>(v);
    } else if constexpr (!is_gather<A>() && unit_step_out<A, Index>()) {
      if constexpr (Count::all) {
        store<T>(p, added ? B(load<T>(p) + value<true, from>(v)) : value<true, from>(v));
      } else {
        store_first<T>(p, added ? B(load_first<T>(p, n.count) + value<true, from>(v)) : value<true, from>(v), n.count);
      }
    } else {
      std::ptrdiff_t const each = step_out<A, Index>(slot.stride, dimensions{});
      T lane[lanes<T>];
      store<T>(lane, value<true, from>(v));
      for (int l = 0; l < n.count; ++l) {
        std::ptrdiff_t at = l * each;
        if constexpr (is_gather<A>()) at += scattered<true, A>(slot, v, l, dimensions{});
        p[at] = added ? T(p[at] + lane[l]) : lane[l];
      }
    }
  }
  // Outputs are contiguous along their last dimension.
  template <int A, int D>
  ADZE_INLINE static std::ptrdiff_t stride_out(std::ptrdiff_t const* stride) {
    if constexpr (D + 1 == P.accesses[A].rank) return 1;
    else return stride[D];
  }
  template <int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t place_out(std::ptrdiff_t const* stride, V const& v, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (along<A, D>(v) * stride_out<A, D>(stride)));
  }
  template <int A, int Index, int... D>
  ADZE_INLINE static std::ptrdiff_t step_out(std::ptrdiff_t const* stride, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (moves(P.accesses[A].at[D], Index) ? stride_out<A, D>(stride) : 0));
  }
  template <int A, int Index>
  static constexpr bool unit_step_out() {
    access const& a = P.accesses[A];
    for (int d = 0; d + 1 < a.rank; ++d) {
      if (moves(a.at[d], Index)) return false;
    }
    return a.rank > 0 && moves(a.at[a.rank - 1], Index);
  }
  /// (Subscripts were checked when the element was loaded.)
  template <bool Batch, int A, int... D, class V>
  ADZE_INLINE static std::ptrdiff_t scattered(output_slot<T> const& slot, V const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + scattered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D, class V>
  ADZE_INLINE static std::ptrdiff_t scattered_along(output_slot<T> const& slot, V const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else if constexpr (Batch && lanes<T> > 1) {
      T each[lanes<T>];
      store<T>(each, value<true, s.line>(v));
      return (static_cast<std::ptrdiff_t>(each[lane]) + s.offset) * stride_out<A, D>(slot.stride);
    } else {
      return (static_cast<std::ptrdiff_t>(value<Batch, s.line>(v)) + s.offset) * stride_out<A, D>(slot.stride);
    }
  }

  /// a_i + b_(i-1): all of b is written one further on, then overwritten but for its last lane.
  template <bool Batch, int I, class Count, class V>
  ADZE_INLINE static void store_joined(M const& m, V const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    constexpr int i = P.accesses[l.index].at[0].index;
    T* p = m.outputs[P.accesses[l.index].array].data + at<i>(v);
    auto& before = value<Batch, I>(v);
    auto const a = value<Batch, l.arguments[0]>(v), b = value<Batch, l.arguments[1]>(v);
    if constexpr (!Batch) {
      p[0] = a + before;
      p[1] = b;
    } else if constexpr (Count::all) {
      store<T>(p + 1, b);
      store<T>(p, B(a + shift_in<T>(before, b)));
    } else {
      store_first<T>(p + 1, b, n.count);
      store_first<T>(p, B(a + shift_in<T>(before, b)), n.count);
    }
    before = b;
  }

  // ---- buffers: row-major over their indices, in the order of the loops; rows are padded to whole batches, so that the
  // last batch of a row can be written and read whole

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
  using all_loops = std::make_integer_sequence<int, loop_count>;
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
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return k == Step ? at<k>(v) + row : at<k>(v); };
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
    if constexpr (!P.lines[I].op->is_condition) return value<Batch, I>(v);
    else if constexpr (Batch) return mask_select(v.batch_masks[local<I>(v)], broadcast<T>(T(1)), broadcast<T>(T(0)));
    else return v.masks[local<I>(v)] ? T(1) : T(0);
  }
  template <bool Batch, int I, class V>
  ADZE_INLINE static void set_buffered(V const& v, number<Batch> const& x) {
    if constexpr (!P.lines[I].op->is_condition) value<Batch, I>(v) = x;
    else if constexpr (Batch) v.batch_masks[local<I>(v)] = x > broadcast<T>(T(0));
    else v.masks[local<I>(v)] = x > T(0);
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
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return k == step ? row : at<k>(v); };
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
      put<Batch, state, Index>(end_row<state, false>(m, v), value<Batch, l.arguments[0]>(v));
    } else if constexpr (l.is<op::next>()) {
      value<Batch, I>(v) = value<Batch, l.arguments[0]>(v);
      put<Batch, l.arguments[1], Index>(buffer_place<I>(m, v), value<Batch, I>(v));
    } else if constexpr (l.is<op::carried>()) {
      if constexpr ((l.indices >> l.index) == 1) value<Batch, I>(v) = *buffer_place<I>(m, v);  // else: loaded where it is used
    } else {
      constexpr int state = P.lines[l.arguments[0]].arguments[1];
      T const* p = end_row<state, true>(m, v);
      if constexpr (!Batch) value<false, I>(v) = *p;
      else value<true, I>(v) = load<T>(p);
      if constexpr (P.buffered[I] != 0) put<Batch, I, Index>(in_buffer<I>(m, v), value<Batch, I>(v));
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
    auto const there = [&](auto k) ADZE_INLINE_LAMBDA { return at<read_at<I>(k)>(v) + (k == step ? row_of(line) : 0); };
    T const* p = m.buffers[from] + offset_in<from>(m, there, all_loops{});
    if constexpr (!Batch) {
      value<false, I>(v) = *p;
    } else {
      auto const unit = [](auto k) ADZE_INLINE_LAMBDA { return std::ptrdiff_t{read_at<I>(k) == Index}; };
      constexpr int last = last_of<P.buffers[from]>(all_loops{});
      std::ptrdiff_t const each = offset_in<from>(m, unit, all_loops{});
      if constexpr (last >= 0 && read_at<I>(last) == Index) value<true, I>(v) = load<T>(p);
      else value<true, I>(v) = load_strided<T>(p, each, n.count);
    }
  }

  // ---- kernels: a library's function on whole buffers

  /// The dimensions of a kernel's operand Which, or of its result: -1.
  template <int Kernel, int Which>
  static constexpr dimension_list dimensions_of() {
    kernel_call const& call = P.calls[P.lines[Kernel].index];
    return Which < 0 ? call.result : call.operands[Which < 0 ? 0 : Which];
  }
  /// What stands in the buffer of the operand, or of the result, at these values of the loops around the kernel.
  template <int Kernel, int Which, class V, std::size_t... D>
  ADZE_INLINE static auto array_in_buffer(M const& m, V const& v, std::index_sequence<D...>) {
    constexpr dimension_list d = dimensions_of<Kernel, Which>();
    constexpr int line = Which < 0 ? Kernel : P.lines[Kernel].arguments[Which < 0 ? 0 : Which];
    using element = std::conditional_t<(Which < 0), T, T const>;
    auto const first = [&](auto k) ADZE_INLINE_LAMBDA { return has(d.set(), k) ? std::ptrdiff_t{0} : at<k>(v); };
    return view<element, static_cast<int>(sizeof...(D))>(m.buffers[line] + offset_in<line>(m, first, all_loops{}),
                                                         {extent_of_dimension<d.index[D]>(m)...},
                                                         {stride_in_buffer<line, d.index[D]>(m)...});
  }
  template <int Index>
  ADZE_INLINE static std::ptrdiff_t extent_of_dimension(M const& m) {
    if constexpr (Index < 0) return 1;
    else return m.loops[Index];
  }
  template <int I, int Index>
  ADZE_INLINE static std::ptrdiff_t stride_in_buffer(M const& m) {
    if constexpr (Index < 0) return 1;
    else return offset_in<I>(m, [](auto k) ADZE_INLINE_LAMBDA { return std::ptrdiff_t{k == Index}; }, all_loops{});
  }
  template <int I, int Which>
  using dimensions_in = std::make_index_sequence<static_cast<std::size_t>(dimensions_of<I, Which>().rank)>;
  template <int I, int... K, class V>
  ADZE_INLINE static void run_kernel(M const& m, V const& v, std::integer_sequence<int, K...>) {
    using Op = op_type<P.lines[I].op>;
    if constexpr (dimensions_of<I, -1>().rank > 0) {
      Op::run(array_in_buffer<I, K>(m, v, dimensions_in<I, K>{})..., array_in_buffer<I, -1>(m, v, dimensions_in<I, -1>{}));
    } else {
      Op::run(array_in_buffer<I, K>(m, v, dimensions_in<I, K>{})..., value<false, I>(v));
      if constexpr (P.buffered[I] != 0) *in_buffer<I>(m, v) = value<false, I>(v);
    }
  }

  // ---- one line

  template <bool Batch, int I, int Index, class Count, class V>
  ADZE_INLINE static void compute(M const& m, V const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    using Op = op_type<l.op>;
    if constexpr (std::is_same_v<Op, op::element>) {
      load_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::position>) {
      T const first = static_cast<T>(at<l.arguments[0]>(v)) + static_cast<T>(l.number);
      if constexpr (!Batch) value<false, I>(v) = first;
      else if constexpr (l.arguments[0] == Index) value<true, I>(v) = broadcast<T>(first) + lane_numbers<T>();
      else value<true, I>(v) = broadcast<T>(first);
    } else if constexpr (std::is_same_v<Op, op::read>) {
      read_buffer<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store>) {
      store_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store_joined>) {
      store_joined<Batch, I>(m, v, n);
    } else if constexpr (l.op->is_kernel) {
      static_assert(!Batch);
      run_kernel<I>(m, v, std::make_integer_sequence<int, Op::arity>{});
    } else if constexpr (is_state(l)) {
      compute_state<Batch, I, Index>(m, v);
    } else if constexpr (requires { Op::is_reduction; }) {
      if constexpr (in_outer_buffer(I)) accumulate_in_buffer<Batch, I, Index>(m, v, std::integer_sequence<int>{});
      else accumulate<Batch, I, Op>(v, n);
    } else {
      execute_line<Batch, I, Op>(m, v, std::make_integer_sequence<int, Op::arity>{});
      if constexpr (P.buffered[I] != 0) to_buffer<Batch, I, Index>(m, v, n);
    }
  }
  template <bool Batch, int I, class Op, int... K, class V>
  ADZE_INLINE static void execute_line(M const& m, V const& v, std::integer_sequence<int, K...>) {
    int a[3] = {-1, -1, -1};
    ((a[K] = local<P.lines[I].arguments[K]>(v)), ...);
    execute<Op, P.lines[I].exact, number<Batch>>(registers_of<Batch>(v, m), local<I>(v), a[0], a[1], a[2]);
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
    auto& sum = value<Batch, I>(v);
    if constexpr (!Batch) sum = Op::combine(sum, value<false, a>(v));
    else if constexpr (Count::all) sum = combined<Op>(sum, value<true, a>(v));
    else sum = combined<Op>(sum, keep_first<T>(value<true, a>(v), n.count, Op::template neutral<T>()));
  }
  /// A reduction in its buffer. Rounds that run together and end in the same place are combined first: the buffer is what
  /// the next ones wait for.
  template <bool Batch, int I, int Index, class V, int... Row>
  ADZE_INLINE static void accumulate_in_buffer(M const& m, V const& v, std::integer_sequence<int, Row...>) {
    static_assert(!Batch || P.buffers[I] >> Index == 1);  // a reduction is over a loop outside of the leaf
    using Op = op_type<P.lines[I].op>;
    constexpr int a = P.lines[I].arguments[0];
    T* p = in_buffer<I>(m, v);
    if constexpr (!Batch) *p = Op::combine(*p, combined_rows<false, a, Op, 0, sizeof...(Row)>(v));
    else store<T>(p, combined<Op>(load<T>(p), combined_rows<true, a, Op, 0, sizeof...(Row)>(v)));
  }
  /// Rows First to First + Count - 1 of line I, combined by halves.
  template <bool Batch, int I, class Op, int First, int Count, class V>
  ADZE_INLINE static number<Batch> combined_rows(V const& v) {
    if constexpr (Count == 0) {
      return value<Batch, I>(v);
    } else if constexpr (Count == 1) {
      return value<Batch, I>(in_row<First>(v));
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

  // ---- rounds that run together

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

  /// Whether rounds of loop L can run together: all loops inside are leaves, and no buffer is used in every round anew.
  static constexpr bool runs_jointly(int l) {
    if (rows == 1 || l == 0 || P.loops[l].leaf || P.loops[l].direction != 0) return false;
    for (int inner = 0; inner < P.loops.size; ++inner) {
      if (inner != l && P.loops[inner].parent == l && !P.loops[inner].leaf) return false;
      if (inner == l || P.loops[inner].parent == l) {
        if (!steps_run_jointly(inner, P.loops[l].index)) return false;
      }
    }
    return true;
  }
  static constexpr bool steps_run_jointly(int l, int joint) {
    for (int q = 0; q < P.ranges[l].steps; ++q) {
      step const& s = P.steps[P.ranges[l].first_step + q];
      if (s.kind == step_kind::fill) return false;
      if (s.kind == step_kind::loop) continue;
      bool const own = P.buffered[s.id] != 0 && has(P.lines[s.id].indices, joint);
      if (own && !has(P.buffers[s.id], joint)) return false;
    }
    return true;
  }

  // ---- steps

  template <bool Batch, int S, int L, class Count, class V>
  ADZE_INLINE static void run_step(M const& m, V const& v, Count const& n) {
    constexpr step s = P.steps[S];
    if constexpr (s.kind != step_kind::loop) {
      constexpr bool sums_rows = V::joint < 0 || !has(P.lines[s.id].indices, V::joint);
      if constexpr (s.kind == step_kind::compute && in_outer_buffer(s.id) && sums_rows) {
        accumulate_in_buffer<Batch, s.id, P.loops[L].index>(m, v, rows_of<s.id, V>{});
      } else {
        run_in_rows<Batch, S, L>(m, v, n, rows_of<s.id, V>{});
      }
    } else if constexpr (P.loops[s.id].direction != 0) {
      run_steps_in_order<s.id>(m, v);
    } else if constexpr (P.loops[s.id].leaf) {
      run_leaf<s.id>(m, v);
    } else {
      run_loop<s.id>(m, v);
    }
  }
  template <bool Batch, int S, int L, class Count, class V, int... Row>
  ADZE_INLINE static void run_in_rows(M const& m, V const& v, Count const& n, std::integer_sequence<int, Row...>) {
    (run_plain_step<Batch, S, L>(m, in_row<Row>(v), n), ...);
  }
  template <bool Batch, int S, int L, class Count, class V>
  ADZE_INLINE static void run_plain_step(M const& m, V const& v, Count const& n) {
    constexpr step s = P.steps[S];
    constexpr int Index = P.loops[L].index;
    if constexpr (s.kind == step_kind::compute) compute<Batch, s.id, Index>(m, v, n);
    else if constexpr (s.kind == step_kind::reload) from_buffer<Batch, s.id, Index>(m, v, n);
    else if constexpr (s.kind == step_kind::fill) fill_buffer<L, s.id>(m, v);
    else if constexpr (s.kind == step_kind::keep) *in_buffer<s.id>(m, v) = value<false, s.id>(v);
    else if constexpr (P.lines[s.id].template is<op::store_joined>()) value<false, s.id>(v) = T(0);
    else value<false, s.id>(v) = op_type<P.lines[s.id].op>::template neutral<T>();
  }
  /// Sets what reduction I keeps in its buffer for this round of loop L to the neutral element.
  template <int L, int I, class V>
  ADZE_INLINE static void fill_buffer(M const& m, V const& v) {
    constexpr index_set inner = P.buffers[I] & ~P.loops[L].path;
    auto const first = [&](auto k) ADZE_INLINE_LAMBDA { return has(inner, k) ? std::ptrdiff_t{0} : at<k>(v); };
    T* p = m.buffers[I] + offset_in<I>(m, first, all_loops{});
    for (std::ptrdiff_t i = 0, count = size_within<I, inner>(m, all_loops{}); i < count; ++i) {
      p[i] = op_type<P.lines[I].op>::template neutral<T>();
    }
  }

  template <bool Batch, int L, class Count, class V, int... S>
  ADZE_INLINE static void run_each(M const& m, V const& v, Count const& n, std::integer_sequence<int, S...>) {
    (run_step<Batch, P.ranges[L].first_step + S, L>(m, v, n), ...);
  }
  template <bool Batch, int L, class Count, class V>
  ADZE_INLINE static void run_steps(M const& m, V const& v, Count const& n) {
    run_each<Batch, L>(m, v, n, std::make_integer_sequence<int, P.ranges[L].steps>{});
  }

  // ---- loops

  template <int L, class V>
  ADZE_INLINE static void run_loop(M const& m, V const& v) {
    constexpr int index = P.loops[L].index;
    std::ptrdiff_t const count = m.loops[index];
    std::ptrdiff_t i = 0;
    if constexpr (runs_jointly(L)) {
      locals<index> const jointly{v.values, v.masks, v.batches, v.batch_masks, v.at, 0};
      for (; i + rows <= count; i += rows) {
        v.at[index] = i;
        run_steps<false, L>(m, jointly, all_lanes<T>{});
      }
    }
    for (; i < count; ++i) {
      v.at[index] = i;
      run_steps<false, L>(m, v, all_lanes<T>{});
    }
  }

  /// The loop of a fold.
  template <int L, class V>
  ADZE_INLINE static void run_steps_in_order(M const& m, V const& v) {
    constexpr int index = P.loops[L].index;
    std::ptrdiff_t const count = m.loops[index];
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      v.at[index] = P.loops[L].direction > 0 ? i : count - 1 - i;
      run_steps<false, L>(m, v, all_lanes<T>{});
    }
  }

  template <int L, class V>
  ADZE_INLINE static void run_leaf(M const& m, V const& v) {
    constexpr int index = P.loops[L].index;
    using steps = std::make_integer_sequence<int, P.ranges[L].steps>;
    std::ptrdiff_t const count = m.loops[index];
    import_all<L>(v, std::make_integer_sequence<int, P.ranges[L].imports>{});
    begin_all<L>(v, steps{});
    std::ptrdiff_t i = 0;
    if constexpr (lanes<T> > 1 && calls_functions(L)) {  // then masks cost little, and writing the loop twice much to compile
      for (; i < count; i += lanes<T>) {
        v.at[index] = i;
        run_steps<true, L>(m, v, first_lanes{count - i < lanes<T> ? static_cast<int>(count - i) : lanes<T>});
      }
    } else {
      for (; i + lanes<T> <= count; i += lanes<T>) {
        v.at[index] = i;
        run_steps<true, L>(m, v, all_lanes<T>{});
      }
    }
    if constexpr (lanes<T> > 1 && !calls_functions(L)) {
      if (i < count) {
        v.at[index] = i;
        run_steps<true, L>(m, v, first_lanes{static_cast<int>(count - i)});
      }
    }
    end_all<L>(v, steps{});
  }
  static constexpr bool calls_functions(int l) {
    for (int q = 0; q < P.ranges[l].steps; ++q) {
      step const& s = P.steps[P.ranges[l].first_step + q];
      if (s.kind == step_kind::compute && is_call(*P.lines[s.id].op)) return true;
    }
    return false;
  }
  template <int L, class V, int... K>
  ADZE_INLINE static void import_all(V const& v, std::integer_sequence<int, K...>) {
    (import_rows<P.imports[P.ranges[L].first_import + K]>(v, rows_of<P.imports[P.ranges[L].first_import + K], V>{}), ...);
  }
  template <int I, class V, int... Row>
  ADZE_INLINE static void import_rows(V const& v, std::integer_sequence<int, Row...>) {
    (import_one<I>(in_row<Row>(v)), ...);
  }
  template <int I, class V>
  ADZE_INLINE static void import_one(V const& v) {
    if constexpr (P.lines[I].op->is_condition) v.batch_masks[local<I>(v)] = batch_mask<T>(v.masks[local<I>(v)]);
    else value<true, I>(v) = broadcast<T>(value<false, I>(v));
  }
  /// Whether step S of leaf L is a reduction over the leaf's own index.
  template <int L, int S>
  static constexpr bool accumulates() {
    instruction const& l = P.lines[P.steps[S].id];
    return P.steps[S].kind == step_kind::compute && l.op->is_reduction && l.index == P.loops[L].index;
  }
  template <int L, class V, int... S>
  ADZE_INLINE static void begin_all(V const& v, std::integer_sequence<int, S...>) {
    (begin_rows<L, P.ranges[L].first_step + S>(v, rows_of<P.steps[P.ranges[L].first_step + S].id, V>{}), ...);
  }
  template <int L, int S, class V, int... Row>
  ADZE_INLINE static void begin_rows(V const& v, std::integer_sequence<int, Row...>) {
    constexpr int I = P.steps[S].id;
    if constexpr (accumulates<L, S>()) {
      ((value<true, I>(in_row<Row>(v)) = broadcast<T>(op_type<P.lines[I].op>::template neutral<T>())), ...);
    } else if constexpr (P.lines[I].template is<op::store_joined>()) {
      ((value<true, I>(in_row<Row>(v)) = broadcast<T>(T(0))), ...);
    }
  }
  template <int L, class V, int... S>
  ADZE_INLINE static void end_all(V const& v, std::integer_sequence<int, S...>) {
    (end_rows<L, P.ranges[L].first_step + S>(v, rows_of<P.steps[P.ranges[L].first_step + S].id, V>{}), ...);
  }
  template <int L, int S, class V, int... Row>
  ADZE_INLINE static void end_rows(V const& v, std::integer_sequence<int, Row...>) {
    if constexpr (accumulates<L, S>()) (end_one<P.steps[S].id>(in_row<Row>(v)), ...);
  }
  template <int I, class V>
  ADZE_INLINE static void end_one(V const& v) {
    using Op = op_type<P.lines[I].op>;
    B const& x = value<true, I>(v);
    if constexpr (std::is_same_v<Op, op::sum_over>) value<false, I>(v) = sum_lanes<T>(x);
    else if constexpr (std::is_same_v<Op, op::product_over>) value<false, I>(v) = product_lanes<T>(x);
    else if constexpr (std::is_same_v<Op, op::max_over>) value<false, I>(v) = max_lanes<T>(x);
    else value<false, I>(v) = min_lanes<T>(x);
  }

  // ---- the whole program

  template <int... I, class V>
  ADZE_INLINE static void load_leaves(M const& m, V const& v, std::integer_sequence<int, I...>) {
    (load_leaf<I>(m, v), ...);
  }
  template <int I, class V>
  ADZE_INLINE static void load_leaf(M const& m, V const& v) {
    using Op = op_type<P.lines[I].op>;
    constexpr int index = P.lines[I].arguments[0];
    if constexpr (std::is_same_v<Op, op::constant>) v.values[I] = number_as<T>(P.lines[I].number);
    else if constexpr (std::is_same_v<Op, op::irrational_constant>) v.values[I] = value_of<T>(static_cast<irrational>(index));
    else if constexpr (std::is_same_v<Op, op::input>) v.values[I] = m.inputs[index];
    else if constexpr (std::is_same_v<Op, op::parameter>) v.values[I] = m.parameters[index];
    else if constexpr (std::is_same_v<Op, op::extent_value>) v.values[I] = static_cast<T>(m.extents[index]);
  }
  template <int... O>
  ADZE_INLINE static void read_outputs([[maybe_unused]] T const* values, [[maybe_unused]] T* results, std::integer_sequence<int, O...>) {
    ((results[O] = values[std::integral_constant<int, P.outputs[O]>::value]), ...);
  }

  static constexpr bool any_jointly = [] {
    for (int l = 0; l < P.loops.size; ++l) {
      if (runs_jointly(l)) return true;
    }
    return false;
  }();

  /// Runs the program; the output numbers go to `results`.
  static void run(M const& m, T* results) {
    constexpr int count = (any_jointly ? rows : 1) * lines + 1;
    T values[count];
    mask<T> masks[count];
    B batches[count];
    batch_mask<T> batch_masks[count];
    std::ptrdiff_t indices[loop_count + 1];
    locals<-1> const v{values, masks, batches, batch_masks, indices, 0};
    load_leaves(m, v, std::make_integer_sequence<int, lines>{});
    run_steps<false, 0>(m, v, all_lanes<T>{});
    read_outputs(values, results, std::make_integer_sequence<int, P.outputs.size>{});
  }
};

}  // namespace adze::detail
