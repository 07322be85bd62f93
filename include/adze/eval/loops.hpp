#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: a scheduled program becomes nested loops. Loops without loops inside run on batches, all
// others on single numbers; values live in local variables, and in buffers where the schedule says so.

#include <adze/core/array_slot.hpp>
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

  /// Local variables: a number and a batch for each line, of which the compiler keeps what is used.
  struct locals {
    T* values;
    mask<T>* masks;
    B* batches;
    batch_mask<T>* batch_masks;
    std::ptrdiff_t* at;  // the loop indices
  };
  template <bool Batch>
  using number = std::conditional_t<Batch, B, T>;
  template <bool Batch, int I>
  ADZE_INLINE static number<Batch>& value(locals const& v) {
    if constexpr (Batch) return v.batches[I];
    else return v.values[I];
  }
  template <bool Batch>
  ADZE_INLINE static auto registers_of(locals const& v, M const& m) {
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
  template <int A, int... D>
  ADZE_INLINE static std::ptrdiff_t place(std::ptrdiff_t const* stride, locals const& v, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + (along<A, D>(v) * stride_of<A, D>(stride)));
  }
  template <int A, int D>
  ADZE_INLINE static std::ptrdiff_t along(locals const& v) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line >= 0) return 0;
    else if constexpr (s.index >= 0) return v.at[s.index] + s.offset;
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
  template <bool Batch, int A, int... D>
  ADZE_INLINE static std::ptrdiff_t gathered(array_slot const& slot, locals const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + gathered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D>
  ADZE_INLINE static std::ptrdiff_t gathered_along(array_slot const& slot, locals const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else {
      std::ptrdiff_t at;
      if constexpr (Batch && lanes<T> > 1) {
        T each[lanes<T>];
        store<T>(each, v.batches[s.line]);
        at = static_cast<std::ptrdiff_t>(each[lane]) + s.offset;
      } else {
        at = static_cast<std::ptrdiff_t>(value<Batch, s.line>(v)) + s.offset;
      }
      if (at < 0 || at >= slot.extent[D]) throw_subscript_out_of_range(at, slot.extent[D]);
      return at * stride_of<A, D>(slot.stride);
    }
  }

  // ---- elements

  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void load_element(M const& m, locals const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int array = P.accesses[A].array;
    using E = std::tuple_element_t<static_cast<std::size_t>(array), Elements>;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    array_slot const& slot = m.arrays[array];
    E const* p = static_cast<E const*>(slot.data) + place<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += gathered<false, A>(slot, v, 0, dimensions{});
      v.values[I] = static_cast<T>(*p);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>() && unit_step<A, Index>()) {
      if constexpr (Count::all) v.batches[I] = load<T>(p);
      else v.batches[I] = load_first<T>(p, n.count);
    } else if constexpr (std::is_same_v<E, T> && !is_gather<A>()) {
      v.batches[I] = load_strided<T>(p, step_of<A, Index>(slot.stride, dimensions{}), n.count);
    } else {
      std::ptrdiff_t const each = step_of<A, Index>(slot.stride, dimensions{});
      T buffer[lanes<T>]{};
      for (int l = 0; l < n.count; ++l) {
        std::ptrdiff_t at = l * each;
        if constexpr (is_gather<A>()) at += gathered<true, A>(slot, v, l, dimensions{});
        buffer[l] = static_cast<T>(p[at]);
      }
      v.batches[I] = load<T>(buffer);
    }
  }

  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void store_element(M const& m, locals const& v, Count const& n) {
    constexpr int A = P.lines[I].index;
    constexpr int from = P.lines[I].arguments[0];
    constexpr bool added = P.lines[I].number != 0;
    using dimensions = std::make_integer_sequence<int, P.accesses[A].rank>;
    output_slot<T> const& slot = m.outputs[P.accesses[A].array];
    T* p = slot.data + place_out<A>(slot.stride, v, dimensions{});
    if constexpr (!Batch) {
      if constexpr (is_gather<A>()) p += scattered<false, A>(slot, v, 0, dimensions{});
      *p = added ? T(*p + v.values[from]) : v.values[from];
    } else if constexpr (!is_gather<A>() && unit_step_out<A, Index>()) {
      if constexpr (Count::all) {
        store<T>(p, added ? B(load<T>(p) + v.batches[from]) : v.batches[from]);
      } else {
        store_first<T>(p, added ? B(load_first<T>(p, n.count) + v.batches[from]) : v.batches[from], n.count);
      }
    } else {
      std::ptrdiff_t const each = step_out<A, Index>(slot.stride, dimensions{});
      T lane[lanes<T>];
      store<T>(lane, v.batches[from]);
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
  template <int A, int... D>
  ADZE_INLINE static std::ptrdiff_t place_out(std::ptrdiff_t const* stride, locals const& v, std::integer_sequence<int, D...>) {
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
  template <bool Batch, int A, int... D>
  ADZE_INLINE static std::ptrdiff_t scattered(output_slot<T> const& slot, locals const& v, int lane, std::integer_sequence<int, D...>) {
    return (std::ptrdiff_t{0} + ... + scattered_along<Batch, A, D>(slot, v, lane));
  }
  template <bool Batch, int A, int D>
  ADZE_INLINE static std::ptrdiff_t scattered_along(output_slot<T> const& slot, locals const& v, [[maybe_unused]] int lane) {
    constexpr subscript s = P.accesses[A].at[D];
    if constexpr (s.line < 0) {
      return 0;
    } else if constexpr (Batch && lanes<T> > 1) {
      T each[lanes<T>];
      store<T>(each, v.batches[s.line]);
      return (static_cast<std::ptrdiff_t>(each[lane]) + s.offset) * stride_out<A, D>(slot.stride);
    } else {
      return (static_cast<std::ptrdiff_t>(value<Batch, s.line>(v)) + s.offset) * stride_out<A, D>(slot.stride);
    }
  }

  /// a_i + b_(i-1): all of b is written one further on, then overwritten but for its last lane.
  template <bool Batch, int I, class Count>
  ADZE_INLINE static void store_joined(M const& m, locals const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    constexpr int i = P.accesses[l.index].at[0].index;
    T* p = m.outputs[P.accesses[l.index].array].data + v.at[i];
    auto& before = value<Batch, I>(v);
    auto const &a = value<Batch, l.arguments[0]>(v), &b = value<Batch, l.arguments[1]>(v);
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

  // ---- buffers: row-major over their indices, in the order of the loops

  template <index_set Indices, class At, int... K>
  ADZE_INLINE static std::ptrdiff_t offset_in(M const& m, At const& at, std::integer_sequence<int, K...>) {
    std::ptrdiff_t offset = 0;
    ((has(Indices, K) ? void(offset = offset * m.loops[K] + at(std::integral_constant<int, K>{})) : void()), ...);
    return offset;
  }
  using all_loops = std::make_integer_sequence<int, loop_count>;
  template <index_set Indices, int... K>
  static constexpr int last_of(std::integer_sequence<int, K...>) {
    int last = -1;
    ((last = has(Indices, K) ? K : last), ...);
    return last;
  }
  template <int I>
  ADZE_INLINE static T* in_buffer(M const& m, locals const& v) {
    return m.buffers[I] + offset_in<P.buffers[I]>(m, [&](auto k) ADZE_INLINE_LAMBDA { return v.at[k]; }, all_loops{});
  }
  template <int I>
  ADZE_INLINE static std::ptrdiff_t buffer_size(M const& m) {
    return size_of<P.buffers[I]>(m, all_loops{});
  }
  template <index_set Indices, int... K>
  ADZE_INLINE static std::ptrdiff_t size_of(M const& m, std::integer_sequence<int, K...>) {
    return (std::ptrdiff_t{1} * ... * (has(Indices, K) ? m.loops[K] : std::ptrdiff_t{1}));
  }
  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void to_buffer(M const& m, locals const& v, Count const& n) {
    T* p = in_buffer<I>(m, v);
    if constexpr (!Batch) *p = v.values[I];
    else if constexpr (Count::all) store<T>(p, v.batches[I]);
    else store_first<T>(p, v.batches[I], n.count);
  }
  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void from_buffer(M const& m, locals const& v, Count const& n) {
    T const* p = in_buffer<I>(m, v);
    if constexpr (!Batch) v.values[I] = *p;
    else if constexpr (!has(P.buffers[I], Index)) v.batches[I] = broadcast<T>(*p);
    else if constexpr (Count::all) v.batches[I] = load<T>(p);
    else v.batches[I] = load_first<T>(p, n.count);
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
  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void read_buffer(M const& m, locals const& v, Count const& n) {
    constexpr int from = P.lines[I].arguments[0];
    auto const at = [&](auto k) ADZE_INLINE_LAMBDA { return v.at[read_at<I>(k)]; };
    T const* p = m.buffers[from] + offset_in<P.buffers[from]>(m, at, all_loops{});
    if constexpr (!Batch) {
      v.values[I] = *p;
    } else {
      auto const unit = [](auto k) ADZE_INLINE_LAMBDA { return std::ptrdiff_t{read_at<I>(k) == Index}; };
      constexpr int last = last_of<P.buffers[from]>(all_loops{});
      std::ptrdiff_t const each = offset_in<P.buffers[from]>(m, unit, all_loops{});
      if constexpr (last >= 0 && read_at<I>(last) == Index && Count::all) v.batches[I] = load<T>(p);
      else if constexpr (last >= 0 && read_at<I>(last) == Index) v.batches[I] = load_first<T>(p, n.count);
      else v.batches[I] = load_strided<T>(p, each, n.count);
    }
  }

  // ---- one line

  template <bool Batch, int I, int Index, class Count>
  ADZE_INLINE static void compute(M const& m, locals const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    using Op = op_type<l.op>;
    if constexpr (std::is_same_v<Op, op::element>) {
      load_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::position>) {
      T const first = static_cast<T>(v.at[l.arguments[0]]) + static_cast<T>(l.number);
      if constexpr (!Batch) v.values[I] = first;
      else if constexpr (l.arguments[0] == Index) v.batches[I] = broadcast<T>(first) + lane_numbers<T>();
      else v.batches[I] = broadcast<T>(first);
    } else if constexpr (std::is_same_v<Op, op::read>) {
      read_buffer<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store>) {
      store_element<Batch, I, Index>(m, v, n);
    } else if constexpr (std::is_same_v<Op, op::store_joined>) {
      store_joined<Batch, I>(m, v, n);
    } else if constexpr (requires { Op::is_reduction; }) {
      accumulate<Batch, I, Index, Op>(m, v, n);
    } else {
      execute<Op, l.exact, number<Batch>>(registers_of<Batch>(v, m), I, l.arguments[0], l.arguments[1], l.arguments[2]);
      if constexpr (P.buffered[I] != 0) to_buffer<Batch, I, Index>(m, v, n);
    }
  }

  template <bool Batch, int I, int Index, class Op, class Count>
  ADZE_INLINE static void accumulate(M const& m, locals const& v, Count const& n) {
    constexpr instruction l = P.lines[I];
    auto const& x = value<Batch, l.arguments[0]>(v);
    if constexpr (in_outer_buffer<I>()) {
      T* p = in_buffer<I>(m, v);
      if constexpr (!Batch) *p = Op::combine(*p, x);
      else if constexpr (Count::all) store<T>(p, combined<Op>(load<T>(p), x));
      else store_first<T>(p, combined<Op>(load_first<T>(p, n.count), x), n.count);
    } else {
      auto& sum = value<Batch, I>(v);
      if constexpr (!Batch) sum = Op::combine(sum, x);
      else if constexpr (Count::all) sum = combined<Op>(sum, x);
      else sum = combined<Op>(sum, keep_first<T>(x, n.count, Op::template neutral<T>()));
    }
  }
  template <class Op>
  ADZE_INLINE static B combined(B const& a, B const& x) {
    if constexpr (std::is_same_v<Op, op::sum_over>) return a + x;
    else if constexpr (std::is_same_v<Op, op::product_over>) return a * x;
    else if constexpr (std::is_same_v<Op, op::max_over>) return mask_select(x > a || x != x, x, a);
    else return mask_select(x < a || x != x, x, a);
  }
  /// Whether reduction I accumulates in its buffer: it keeps an index that is inside of the one it reduces.
  template <int I>
  static constexpr bool in_outer_buffer() {
    for (int s = 0; s < P.steps.size; ++s) {
      if (P.steps[s].kind == step_kind::fill && P.steps[s].id == I) return true;
    }
    return false;
  }

  // ---- loops

  /// Sets what reduction I keeps in its buffer for this round of loop L to the neutral element.
  template <int L, int I>
  ADZE_INLINE static void fill_buffer(M const& m, locals const& v) {
    constexpr index_set inner = P.buffers[I] & ~P.loops[L].path;
    auto const first = [&](auto k) ADZE_INLINE_LAMBDA { return has(inner, k) ? std::ptrdiff_t{0} : v.at[k]; };
    T* p = m.buffers[I] + offset_in<P.buffers[I]>(m, first, all_loops{});
    for (std::ptrdiff_t i = 0, count = size_of<inner>(m, all_loops{}); i < count; ++i) {
      p[i] = op_type<P.lines[I].op>::template neutral<T>();
    }
  }
  template <int I>
  ADZE_INLINE static void begin_register(locals const& v) {
    using Op = op_type<P.lines[I].op>;
    if constexpr (std::is_same_v<Op, op::store_joined>) v.values[I] = T(0);
    else v.values[I] = Op::template neutral<T>();
  }

  template <bool Batch, int S, int L, class Count>
  ADZE_INLINE static void run_step(M const& m, locals const& v, Count const& n) {
    constexpr step s = P.steps[S];
    constexpr int Index = P.loops[L].index;
    if constexpr (s.kind == step_kind::compute) {
      compute<Batch, s.id, Index>(m, v, n);
    } else if constexpr (s.kind == step_kind::reload) {
      from_buffer<Batch, s.id, Index>(m, v, n);
    } else if constexpr (s.kind == step_kind::fill) {
      fill_buffer<L, s.id>(m, v);
    } else if constexpr (s.kind == step_kind::keep) {
      *in_buffer<s.id>(m, v) = v.values[s.id];
    } else if constexpr (s.kind == step_kind::begin) {
      begin_register<s.id>(v);
    } else if constexpr (P.loops[s.id].leaf) {
      run_leaf<s.id>(m, v);
    } else {
      std::ptrdiff_t const count = m.loops[P.loops[s.id].index];
      for (std::ptrdiff_t i = 0; i < count; ++i) {
        v.at[P.loops[s.id].index] = i;
        run_steps<false, s.id>(m, v, all_lanes<T>{});
      }
    }
  }
  template <bool Batch, int L, class Count, int... S>
  ADZE_INLINE static void run_each(M const& m, locals const& v, Count const& n, std::integer_sequence<int, S...>) {
    (run_step<Batch, P.ranges[L].first_step + S, L>(m, v, n), ...);
  }
  template <bool Batch, int L, class Count>
  ADZE_INLINE static void run_steps(M const& m, locals const& v, Count const& n) {
    run_each<Batch, L>(m, v, n, std::make_integer_sequence<int, P.ranges[L].steps>{});
  }

  template <int L>
  ADZE_INLINE static void run_leaf(M const& m, locals const& v) {
    constexpr int index = P.loops[L].index;
    std::ptrdiff_t const count = m.loops[index];
    import_all<L>(v, std::make_integer_sequence<int, P.ranges[L].imports>{});
    begin_all<L>(v, std::make_integer_sequence<int, P.ranges[L].steps>{});
    std::ptrdiff_t i = 0;
    for (; i + lanes<T> <= count; i += lanes<T>) {
      v.at[index] = i;
      run_steps<true, L>(m, v, all_lanes<T>{});
    }
    if constexpr (lanes<T> > 1) {
      if (i < count) {
        v.at[index] = i;
        run_steps<true, L>(m, v, first_lanes{static_cast<int>(count - i)});
      }
    }
    end_all<L>(v, std::make_integer_sequence<int, P.ranges[L].steps>{});
  }
  template <int L, int... K>
  ADZE_INLINE static void import_all(locals const& v, std::integer_sequence<int, K...>) {
    (import_one<P.imports[P.ranges[L].first_import + K]>(v), ...);
  }
  template <int I>
  ADZE_INLINE static void import_one(locals const& v) {
    if constexpr (P.lines[I].op->is_condition) v.batch_masks[I] = batch_mask<T>(v.masks[I]);
    else v.batches[I] = broadcast<T>(v.values[I]);
  }
  template <int L, int... S>
  ADZE_INLINE static void begin_all(locals const& v, std::integer_sequence<int, S...>) {
    (begin_one<L, P.ranges[L].first_step + S>(v), ...);
  }
  template <int L, int S>
  ADZE_INLINE static void begin_one(locals const& v) {
    constexpr int I = P.steps[S].id;
    if constexpr (accumulates<L, S>()) v.batches[I] = broadcast<T>(op_type<P.lines[I].op>::template neutral<T>());
    else if constexpr (P.lines[I].template is<op::store_joined>()) v.batches[I] = broadcast<T>(T(0));
  }
  template <int L, int... S>
  ADZE_INLINE static void end_all(locals const& v, std::integer_sequence<int, S...>) {
    (end_one<L, P.ranges[L].first_step + S>(v), ...);
  }
  template <int L, int S>
  ADZE_INLINE static void end_one(locals const& v) {
    if constexpr (accumulates<L, S>()) {
      constexpr int I = P.steps[S].id;
      using Op = op_type<P.lines[I].op>;
      if constexpr (std::is_same_v<Op, op::sum_over>) v.values[I] = sum_lanes<T>(v.batches[I]);
      else if constexpr (std::is_same_v<Op, op::product_over>) v.values[I] = product_lanes<T>(v.batches[I]);
      else if constexpr (std::is_same_v<Op, op::max_over>) v.values[I] = max_lanes<T>(v.batches[I]);
      else v.values[I] = min_lanes<T>(v.batches[I]);
    }
  }
  /// Whether step S of leaf L is a reduction over the leaf's own index.
  template <int L, int S>
  static constexpr bool accumulates() {
    instruction const& l = P.lines[P.steps[S].id];
    return P.steps[S].kind == step_kind::compute && l.op->is_reduction && l.index == P.loops[L].index;
  }

  // ---- the whole program

  template <int... I>
  ADZE_INLINE static void load_leaves(M const& m, locals const& v, std::integer_sequence<int, I...>) {
    (load_leaf<I>(m, v), ...);
  }
  template <int I>
  ADZE_INLINE static void load_leaf(M const& m, locals const& v) {
    using Op = op_type<P.lines[I].op>;
    constexpr int index = P.lines[I].arguments[0];
    if constexpr (std::is_same_v<Op, op::constant>) v.values[I] = number_as<T>(P.lines[I].number);
    else if constexpr (std::is_same_v<Op, op::irrational_constant>) v.values[I] = value_of<T>(static_cast<irrational>(index));
    else if constexpr (std::is_same_v<Op, op::input>) v.values[I] = m.inputs[index];
    else if constexpr (std::is_same_v<Op, op::parameter>) v.values[I] = m.parameters[index];
    else if constexpr (std::is_same_v<Op, op::extent_value>) v.values[I] = static_cast<T>(m.extents[index]);
  }
  template <int... O>
  ADZE_INLINE static void read_outputs(locals const& v, [[maybe_unused]] T* results, std::integer_sequence<int, O...>) {
    ((results[O] = v.values[std::integral_constant<int, P.outputs[O]>::value]), ...);
  }

  /// Runs the program; the output numbers go to `results`.
  static void run(M const& m, T* results) {
    T values[lines + 1];
    mask<T> masks[lines + 1];
    B batches[lines + 1];
    batch_mask<T> batch_masks[lines + 1];
    std::ptrdiff_t at[loop_count + 1];
    locals const v{values, masks, batches, batch_masks, at};
    load_leaves(m, v, std::make_integer_sequence<int, lines>{});
    run_steps<false, 0>(m, v, all_lanes<T>{});
    read_outputs(v, results, std::make_integer_sequence<int, P.outputs.size>{});
  }
};

}  // namespace adze::detail
