#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: a scheduled program becomes nested loops. Loops without loops inside run on batches, all
// others on single numbers; values live in local variables, and in buffers where the schedule says so.

#include <adze/eval/loop_lines.hpp>

namespace adze::detail {

/// Runs program P on numbers of type T: see loop_context.
template <auto const& P_, class T_, class Elements, unsigned Unit>
struct loop_runner {
  using C = loop_context<P_, T_, Elements, Unit>;
  static constexpr auto const& P = C::program;
  using T = typename C::number_type;
  using M = run_memory<T>;
  using B = batch<T>;
  using line = loop_lines<C>;
  using buffers = loop_buffers<C>;
  static constexpr int rows = C::rows, lines = C::lines;
  template <int I, class V>
  using rows_of = typename line::template rows_of<I, V>;

  // ---- rounds that run together

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
      if constexpr (s.kind == step_kind::compute && line::in_outer_buffer(s.id) && sums_rows) {
        line::template accumulate_in_buffer<Batch, s.id, P.loops[L].index>(m, v, rows_of<s.id, V>{});
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
    (run_plain_step<Batch, S, L>(m, line::template in_row<Row>(v), n), ...);
  }
  template <bool Batch, int S, int L, class Count, class V>
  ADZE_INLINE static void run_plain_step(M const& m, V const& v, Count const& n) {
    constexpr step s = P.steps[S];
    constexpr int Index = P.loops[L].index;
    if constexpr (s.kind == step_kind::compute) line::template compute<Batch, s.id, Index>(m, v, n);
    else if constexpr (s.kind == step_kind::reload) buffers::template from_buffer<Batch, s.id, Index>(m, v, n);
    else if constexpr (s.kind == step_kind::fill) buffers::template fill_buffer<L, s.id>(m, v);
    else if constexpr (s.kind == step_kind::keep) *buffers::template in_buffer<s.id>(m, v) = local<false, s.id>(v);
    else if constexpr (P.lines[s.id].template is<op::store_joined>()) local<false, s.id>(v) = T(0);
    else local<false, s.id>(v) = op_type<P.lines[s.id].op>::template neutral<T>();
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
      locals<C, index> const jointly{v.values, v.masks, v.batches, v.batch_masks, v.at, 0};
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
    (import_one<I>(line::template in_row<Row>(v)), ...);
  }
  template <int I, class V>
  ADZE_INLINE static void import_one(V const& v) {
    if constexpr (P.lines[I].op->is_condition) v.batch_masks[local_slot<I>(v)] = batch_mask<T>(v.masks[local_slot<I>(v)]);
    else local<true, I>(v) = broadcast<T>(local<false, I>(v));
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
      ((local<true, I>(line::template in_row<Row>(v)) = broadcast<T>(op_type<P.lines[I].op>::template neutral<T>())), ...);
    } else if constexpr (P.lines[I].template is<op::store_joined>()) {
      ((local<true, I>(line::template in_row<Row>(v)) = broadcast<T>(T(0))), ...);
    }
  }
  template <int L, class V, int... S>
  ADZE_INLINE static void end_all(V const& v, std::integer_sequence<int, S...>) {
    (end_rows<L, P.ranges[L].first_step + S>(v, rows_of<P.steps[P.ranges[L].first_step + S].id, V>{}), ...);
  }
  template <int L, int S, class V, int... Row>
  ADZE_INLINE static void end_rows(V const& v, std::integer_sequence<int, Row...>) {
    if constexpr (accumulates<L, S>()) (end_one<P.steps[S].id>(line::template in_row<Row>(v)), ...);
  }
  template <int I, class V>
  ADZE_INLINE static void end_one(V const& v) {
    using Op = op_type<P.lines[I].op>;
    B const& x = local<true, I>(v);
    if constexpr (std::is_same_v<Op, op::sum_over>) local<false, I>(v) = sum_lanes<T>(x);
    else if constexpr (std::is_same_v<Op, op::product_over>) local<false, I>(v) = product_lanes<T>(x);
    else if constexpr (std::is_same_v<Op, op::max_over>) local<false, I>(v) = max_lanes<T>(x);
    else local<false, I>(v) = min_lanes<T>(x);
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
    std::ptrdiff_t indices[C::loop_count + 1];
    locals<C, -1> const v{values, masks, batches, batch_masks, indices, 0};
    load_leaves(m, v, std::make_integer_sequence<int, lines>{});
    run_steps<false, 0>(m, v, all_lanes<T>{});
    read_outputs(values, results, std::make_integer_sequence<int, P.outputs.size>{});
  }
};

}  // namespace adze::detail
