#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: loops that carry a state from step to step. fold gives the last state, scan all of them. The body is
// captured once; reverse mode keeps the state of every step, n + 1 times its size.

#include <adze/expr/index.hpp>

#include <tuple>

namespace adze {

namespace detail {

template <class T> inline constexpr bool is_tuple = false;
template <class... T> inline constexpr bool is_tuple<std::tuple<T...>> = true;

/// How often a fold steps: as far as its index reaches, or a given number of times.
template <class I>
struct step_count {
  using index = I;
  static constexpr int steps(I const&) { return -1; }
};
template <class I>
struct step_count<index_condition<op::less, I, int>> {
  using index = I;
  static constexpr int steps(index_condition<op::less, I, int> const& c) { return c.second; }
};
template <class I>
concept fold_index = is_plain_index<typename step_count<I>::index>;

/// One state of a fold: its lines in the program.
struct carried_state {
  builder* program;
  int carried;
  long double number;  // of the fold and the state: no two have the same
};

template <class S>
constexpr carried_state carry(S const& initial, int index, int fold, int state) {
  static_assert(has_kind<S> && !condition<S>,
                "adze: a fold starts from values that depend on an argument: adze::like(x(0), 0) is a zero of that kind");
  builder& b = *initial.program;
  b.arrays.in_use = true;
  auto const number = static_cast<long double>(1 + fold * most_states + state);
  instruction start{op_address<op::start>, {initial.id, -1, -1}, number};
  start.indices = b.lines[initial.id].indices;
  substitution dimensions;  // of the state, with their extents
  if constexpr (array_expression<S>) {
    for (int d = 0; d < S::rank; ++d) dimensions.add(d, {d, 0, -1}, initial.extents[d]);
  }
  instruction carried{op_address<op::carried>, {b.append(start), array_tables::find_or_add(b.arrays.substitutions, dimensions), -1}, number};
  carried.index = index;
  carried.indices = start.indices | only(index);
  return {&b, b.append(carried), number};
}

/// The state's symbol on line `line`: like the one it starts from.
struct state_of_fold {};
template <class S>
constexpr auto state_symbol(S const& initial, int line) {
  if constexpr (array_expression<S>) {
    auto h = static_cast<array_handle<S::rank> const&>(initial);
    h.id = line;
    return as_array<array_symbol<node<state_of_fold, typename S::shape>, S::rank, false, S::depth::value>>(h);
  } else {
    return symbol<node<state_of_fold, typename shape_of<S>::type>, false, depth_of<S>::value>{{{initial.program, line}}};
  }
}

template <class S, class U>
constexpr int advance(S const& initial, carried_state const& c, U const& update, int index) {
  static_assert(rank_of<S> == rank_of<U>, "adze: the body of a fold returns a state of the shape that it takes");
  builder& b = *c.program;
  int const line = any_operand(update).line_in(b);
  if constexpr (array_expression<S>) {
    for (int d = 0; d < S::rank; ++d) b.arrays.agree(initial.extents[d], update.extents[d], "fold");
  }
  instruction next{op_address<op::next>, {line, c.carried, -1}, c.number};
  next.index = index;
  next.indices = b.lines[line].indices | b.lines[c.carried].indices;
  return b.append(next);
}

/// The number of steps that all of a fold's updates allow.
constexpr int extent_of_steps(builder& b, int const* lines, int count, int index, int steps) {
  if (steps >= 0) return b.arrays.extent_number({extent_kind::constant, steps, 0});
  reach all;
  for (int k = 0; k < count; ++k) {
    reach const r = reach::of(b, lines[k], index);
    for (int i = 0; i < r.extents.size(); ++i) all.note(r.extents[i], r.offsets[i]);
  }
  index_range const range = range_of(b, all, "fold");
  if (range.first != 0) b.arrays.found = mistake::fold_starts_late;
  return range.extent;
}

/// Runs body on the states once, and returns what make(initial, next line, extent) makes of each.
template <class I, class... S, class Body, class Make, std::size_t... K>
constexpr auto run_fold(I const& range, std::tuple<S...> const& initial, Body const& body, Make const& make, std::index_sequence<K...>) {
  builder& b = *std::get<0>(initial).program;
  int const index = b.arrays.named(step_count<I>::index::name.c_str());
  int const fold = b.arrays.folds++;
  carried_state const carried[] = {carry(std::get<K>(initial), index, fold, static_cast<int>(K))...};
  auto const updates = [&] {
    auto const result = body(state_symbol(std::get<K>(initial), carried[K].carried)...);
    if constexpr (is_tuple<std::remove_const_t<decltype(result)>>) return result;
    else return std::tuple<std::remove_const_t<decltype(result)>>(result);
  }();
  static_assert(std::tuple_size_v<std::remove_const_t<decltype(updates)>> == sizeof...(S),
                "adze: the body of a fold takes all states, and returns as many: one, or a std::tuple");
  int const next[] = {advance(std::get<K>(initial), carried[K], std::get<K>(updates), index)...};
  int const extent = extent_of_steps(b, next, sizeof...(S), index, step_count<I>::steps(range));
  return std::tuple{make(std::get<K>(initial), next[K], index, extent)...};
}

template <class I, class S, class Body, class Make>
constexpr auto folded(I const& range, S const& initial, Body const& body, Make const& make) {
  static_assert(fold_index<I>, "adze: a fold runs over an index, fold(t, ...), or over a number of steps, fold(t < 100, ...)");
  if constexpr (is_tuple<S>) return run_fold(range, initial, body, make, std::make_index_sequence<std::tuple_size_v<S>>{});
  else return std::get<0>(run_fold(range, std::tuple<S>(initial), body, make, std::make_index_sequence<1>{}));
}

}  // namespace detail

/// The state after the last step: fold(t, s0, [&](auto s) { return a * s + x(t); }). Several states stand in a std::tuple,
/// the body takes them one by one and returns a std::tuple. The index runs over all steps for which every subscript it
/// stands in is in range; fold(t < 100, ...) takes 100 steps. Memory: n + 1 states. No steps: the state it starts from.
template <class I, class S, class Body>
constexpr auto fold(I const& range, S const& initial, Body const& body) {
  return detail::folded(range, initial, body, [](auto const& start, int next, int index, int extent) {
    detail::builder& b = *start.program;
    detail::instruction last{detail::op_address<op::last_state>, {next, extent, -1}, b.lines[next].number};
    last.index = index;
    last.indices = b.lines[next].indices & ~detail::only(index);
    return detail::state_symbol(start, b.append(last));
  });
}

/// The states after each step: an array with one dimension more than the state, the steps first.
template <class I, class S, class Body>
constexpr auto scan(I const& range, S const& initial, Body const& body) {
  return detail::folded(range, initial, body, []<class R>(R const& start, int next, int index, int extent) {
    constexpr int rank = detail::rank_of<R> + 1;
    detail::array_handle<rank> h;
    detail::substitution s;
    s.add(index, {0, 0, -1}, extent);
    h.program = start.program;
    h.extents[0] = extent;
    for (int d = 1; d < rank; ++d) {
      if constexpr (rank > 1) h.extents[d] = start.extents[d - 1];
      s.add(d - 1, {d, 0, -1}, h.extents[d]);
    }
    h.id = detail::substitute(*start.program, next, s);
    return detail::as_array<array_symbol<node<detail::state_of_fold, typename detail::shape_of<R>::type>, rank>>(h);
  });
}

/// body(body(... body(s))), Steps times, written out.
template <int Steps, class S, class Body>
constexpr auto repeat(S const& state, Body const& body) {
  if constexpr (Steps <= 0) return state;
  else return repeat<Steps - 1>(body(state), body);
}

}  // namespace adze
