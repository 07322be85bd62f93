#pragma once
// SPDX-License-Identifier: BSL-1.0
// The lines that arrays add to a program: elements, the values of loop indices and extents, reductions, substitutions,
// stores; and the functions that append them.

#include <adze/ops/reduction.hpp>
#include <adze/program/line.hpp>

namespace adze::op {

/// An element of an array argument; arguments[0] is the array, `index` the access.
struct element : leaf {
  static constexpr char const* name = "element";
};
/// The value of a loop index, as a number; arguments[0] is the index, `number` what is added.
struct position : leaf {
  static constexpr char const* name = "position";
};
/// An extent, as a number; arguments[0] is the extent.
struct extent_value : leaf {
  static constexpr char const* name = "extent";
};
/// A line that is its operand, in another place.
struct moves_a_number {
  static constexpr int arity = 1, weight = 1;
  template <class T> static constexpr T value(T const& x) { return x; }
};
/// A line with other indices: see `substitution`. Settling resolves it.
struct substituted {
  static constexpr char const* name = "at";
  static constexpr int arity = 1, weight = 0;
  static constexpr bool given_indices = true;
  template <class T> static constexpr T value(T const& x) { return x; }
};
/// A settled line of arrays, read at other loop indices than it is computed at: it has to be complete before.
struct read : moves_a_number {
  static constexpr char const* name = "read";
  static constexpr bool given_indices = true;
};
/// What a kernel works on, complete over its dimensions: `index` is the set of their loops.
struct operand : moves_a_number {
  static constexpr char const* name = "operand";
  static constexpr bool given_indices = true;
};
// A state that is carried from step to step of loop `index`. It stands in a buffer of n + 1 rows, one for each step and
// one more: `start` writes the first of them; `carried` is the row before step t; `next`, of an update and a carried
// state, writes the row behind step t and is that update; `last_state` is the row behind the last step. `number` tells
// states apart, fold by fold. A carried state of negative number goes from the last step to the first.
struct start : moves_a_number {
  static constexpr char const* name = "start";
};
struct carried : moves_a_number {
  static constexpr char const* name = "carried";
};
struct next {
  static constexpr char const* name = "next";
  static constexpr int arity = 2, weight = 1;
  template <class T> static constexpr T value(T const& x, T const&) { return x; }
};
struct last_state : moves_a_number {
  static constexpr char const* name = "last";
  static constexpr bool given_indices = true;
};
/// Writes a line to an element of an output; `index` is the access.
struct store : moves_a_number {
  static constexpr char const* name = "store";
};
/// Writes a_i + b_(i-1) to element i of an output, for i from 0 to n, where a_i and b_i are there for i < n: what two
/// neighbouring uses of an array send back. The access is that of a.
struct store_joined {
  static constexpr char const* name = "store";
  static constexpr int arity = 2, weight = 2;
  template <class T> static constexpr T value(T const& a, T const& b) { return a + b; }
};

}  // namespace adze::op

namespace adze::detail {

/// Whether `index` of a line is the loop of a fold.
constexpr bool is_state(instruction const& l) {
  return l.is<op::start>() || l.is<op::carried>() || l.is<op::next>() || l.is<op::last_state>();
}
inline constexpr int most_states = 64;  // of one fold

constexpr index_set indices_of(builder const& b, subscript const& s) {
  index_set result = s.index >= 0 ? only(s.index) : 0;
  if (s.line >= 0) result |= b.lines[s.line].indices;
  return result;
}
constexpr index_set indices_of(builder const& b, access const& a) {
  index_set result = 0;
  for (int d = 0; d < a.rank; ++d) result |= indices_of(b, a.at[d]);
  return result;
}

constexpr int element_line(builder& b, access const& a) {
  instruction line{op_address<op::element>, {a.array, -1, -1}, 0};
  line.index = array_tables::find_or_add(b.arrays.accesses, a);
  line.indices = indices_of(b, a);
  return b.append(line);
}
constexpr int position_line(builder& b, int index, int offset) {
  instruction line{op_address<op::position>, {index, -1, -1}, static_cast<long double>(offset)};
  line.indices = only(index);
  return b.append(line);
}
constexpr int extent_line(builder& b, int extent) {
  return b.append({op_address<op::extent_value>, {extent, -1, -1}, 0});
}

/// A part of an output array: what is written to its elements at `where`, or added to them if there are several parts.
struct array_part {
  int line;
  access where;
};
struct output_array {
  int rank = 0;
  int extent[most_dimensions] = {-1, -1, -1, -1};
};

/// s with `to` in the place of index `from`: offsets add up.
constexpr subscript with(subscript const& s, int from, subscript const& to) {
  if (s.index != from) return s;
  return {to.index, s.offset + to.offset, to.line};
}

/// Whether an extent is that of an array's dimension. If it is not (a slice), how far an index runs that stands for one of
/// it is said by the substitution alone.
constexpr bool all_of_dimension(builder& b, int array, int dimension, int extent) {
  array_tables& t = b.arrays;
  return t.representative(extent) == t.representative(t.extent_number({extent_kind::argument, array, dimension}));
}

/// `line` with a substitution: written out at once where it is an element, else as a line of its own.
constexpr int substitute(builder& b, int line, substitution const& wanted) {
  substitution s;
  for (int k = 0; k < wanted.count; ++k) {
    bool const same = wanted.to[k] == subscript{wanted.from[k], 0, -1};
    if (has(b.lines[line].indices, wanted.from[k]) && !same) s.add(wanted.from[k], wanted.to[k], wanted.extent[k]);
  }
  if (s.count == 0) return line;
  if (b.lines[line].is<op::element>()) {
    access a = b.arrays.accesses[b.lines[line].index];
    bool plain = true;  // subscripts that are lines would have to be substituted themselves
    for (int d = 0; d < a.rank; ++d) {
      plain = plain && a.at[d].line < 0;
      subscript const before = a.at[d];
      for (int k = 0; k < s.count; ++k) {
        if (before.index != s.from[k]) continue;
        plain = plain && (s.extent[k] < 0 || (before.offset == 0 && all_of_dimension(b, a.array, d, s.extent[k])));
        a.at[d] = with(before, s.from[k], s.to[k]);
      }
    }
    if (plain) return element_line(b, a);
  }
  instruction made{op_address<op::substituted>, {line, -1, -1}, 0};
  made.index = array_tables::find_or_add(b.arrays.substitutions, s);
  made.indices = b.lines[line].indices;
  for (int k = 0; k < s.count; ++k) made.indices &= ~only(s.from[k]);
  for (int k = 0; k < s.count; ++k) made.indices |= indices_of(b, s.to[k]);
  return b.append(made);
}

/// A reduction of `line` over `index`, which takes `extent` values (while capturing; -1 in a settled program, where the
/// loop has its extent).
template <class Op>
constexpr int reduction_line(builder& b, int line, int index, int extent) {
  instruction made{op_address<Op>, {line, extent, -1}, 0};
  made.index = index;
  made.indices = b.lines[line].indices & ~only(index);
  return b.append(made);
}

/// A settled line at other loops: an element is loaded there, everything else is read; what is read already, from where
/// it is computed.
constexpr int read_line(builder& b, int line, substitution const& renaming) {
  substitution s;
  for (int k = 0; k < renaming.count; ++k) {
    bool const moves = renaming.from[k] != renaming.to[k].index;
    if (moves && has(b.lines[line].indices, renaming.from[k])) s.add(renaming.from[k], renaming.to[k], -1);
  }
  if (s.count == 0) return line;
  auto const renamed = [&](int index) {
    for (int k = 0; k < s.count; ++k) {
      if (s.from[k] == index) return s.to[k].index;
    }
    return index;
  };
  instruction const l = b.lines[line];
  if (l.is<op::position>()) return position_line(b, renamed(l.arguments[0]), static_cast<int>(l.number));
  if (l.is<op::element>()) {
    access a = b.arrays.accesses[l.index];
    for (subscript& at : a.at) {
      at.index = renamed(at.index);
      if (at.line >= 0) at.line = read_line(b, at.line, renaming);
    }
    return element_line(b, a);
  }
  if (l.is<op::read>()) {
    substitution const before = b.arrays.substitutions[l.index];
    substitution both;
    for (int index = 0; index < index_limit; ++index) {
      if (!has(b.lines[l.arguments[0]].indices, index)) continue;
      int at = index;
      for (int k = 0; k < before.count; ++k) at = before.from[k] == index ? before.to[k].index : at;
      both.add(index, {renamed(at), 0, -1}, -1);
    }
    return read_line(b, l.arguments[0], both);
  }
  instruction made{op_address<op::read>, {line, -1, -1}, 0};
  made.index = array_tables::find_or_add(b.arrays.substitutions, s);
  made.indices = b.lines[line].indices;
  for (int k = 0; k < s.count; ++k) made.indices &= ~only(s.from[k]);
  for (int k = 0; k < s.count; ++k) made.indices |= only(s.to[k].index);
  return b.append(made);
}

/// The way back from a line at the loops that `l`, a read, reads at to those that it reads from.
constexpr int read_back(builder& b, int line, instruction const& l) {
  substitution const s = b.arrays.substitutions[l.index];
  substitution reversed;
  for (int k = 0; k < s.count; ++k) reversed.add(s.to[k].index, {s.from[k], 0, -1}, -1);
  return read_line(b, line, reversed);
}

/// sum over loop `index` of a line in a settled program, with what does not depend on the index taken out.
constexpr int sum_line(builder& b, int line, int index) {
  instruction const l = b.lines[line];
  if (!has(l.indices, index)) {
    return b.emit(*op_address<op::mul>, line, extent_line(b, b.arrays.loops[index]));
  }
  if (b.relaxed) {
    if (l.is<op::neg>()) return b.emit(*op_address<op::neg>, sum_line(b, l.arguments[0], index));
    if (l.is<op::mul>()) {
      for (int k = 0; k < 2; ++k) {
        int const factor = l.arguments[k];
        if (has(b.lines[factor].indices, index)) continue;
        return b.emit(*op_address<op::mul>, factor, sum_line(b, l.arguments[1 - k], index));
      }
    }
  }
  return reduction_line<op::sum_over>(b, line, index, -1);
}

/// The one element over loop `index` that a subscript means: the sum over all, of zero for the others.
constexpr int picked(builder& b, int line, int index, subscript const& meant) {
  auto const constant = [&](int k) { return b.append({op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(k)}); };
  int wanted = meant.index >= 0 ? position_line(b, meant.index, meant.offset) : constant(meant.offset);
  if (meant.line >= 0) wanted = b.emit(*op_address<op::add>, meant.line, wanted);
  int const condition = b.emit(*op_address<op::equal>, position_line(b, index, 0), wanted);
  return sum_line(b, b.emit(*op_address<op::select>, condition, line, constant(0)), index);
}

}  // namespace adze::detail
