#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 3, forward mode: program in, tangents appended. The tangent of a line is its directional derivative.

#include <adze/diff/delta.hpp>
#include <adze/program/fold_lines.hpp>

namespace adze::detail {

/// The tangent of a state of a fold: the same state of a fold of tangents.
constexpr int tangent_of_state(builder& b, instruction const& l, growing_array<int> const& tangent, derived_folds& folds) {
  instruction made = l;
  made.number = folds.number_of(b, l, goes_backwards(l));
  for (int k = 0; k < l.op->arity; ++k) {
    int const operand = tangent[l.arguments[k]];
    made.arguments[k] = operand < 0 ? zero_line(b) : operand;
  }
  return b.append(made);
}

/// The tangent of an element of an array: none.
struct no_elements {
  constexpr int operator()(builder&, access const&) const { return -1; }
};
/// The element of another array at the same place; -1: none.
struct array_directions {
  growing_array<int> const& arrays;
  constexpr int operator()(builder& b, access a) const {
    if (arrays[a.array] < 0) return -1;
    a.array = arrays[a.array];
    return element_line(b, a);
  }
};

/// The tangents of all lines below `size`, given the tangents of the inputs (by index; -1: structural zero) and those of
/// elements, of_element(builder, access).
template <class Elements = no_elements>
constexpr growing_array<int> tangents(builder& b, int size, growing_array<int> const& directions, Elements const& of_element = {}) {
  relaxed_scope const derivative_code(b);
  growing_array<int> tangent(size, -1);
  derived_folds folds;
  for (int line = 0; line < size; ++line) {
    instruction const l = b.lines[line];
    if (l.is<op::input>()) {
      if (l.arguments[0] < directions.size()) tangent[line] = directions[l.arguments[0]];
    } else if (l.is<op::element>()) {
      access const a = b.arrays.accesses[l.index];
      tangent[line] = of_element(b, a);
    } else if (is_state(l)) {
      tangent[line] = tangent_of_state(b, l, tangent, folds);
    } else if (l.op->is_reduction) {
      int const direction = tangent[l.arguments[0]];
      if (is_zero(b, direction)) continue;
      int const part = times_partial(b, l, partial_of_reduction(b, l, line), direction);
      if (!is_zero(b, part)) tangent[line] = sum_of_deltas(b, part, l.index);
    } else if (l.is<op::operand>()) {
      tangent[line] = tangent[l.arguments[0]];
    } else if (l.op->is_kernel) {
      for (int k = 0; k < l.op->arity; ++k) {
        int const direction = tangent[l.arguments[k]];
        int const part = is_zero(b, direction) ? -1 : l.op->tangent(b, line, k, direction);
        if (is_zero(b, part)) continue;
        tangent[line] = tangent[line] < 0 ? part : b.emit(*op_address<op::add>, tangent[line], part);
      }
    } else if (l.is<op::read>()) {
      int const direction = tangent[l.arguments[0]];
      if (!is_zero(b, direction)) tangent[line] = read_line(b, direction, b.arrays.substitutions[l.index]);
    } else if (l.is<op::select>()) {
      int const x = tangent[l.arguments[1]], y = tangent[l.arguments[2]];
      if (x >= 0 || y >= 0) tangent[line] = select_line(b, l.arguments[0], x, y);
    } else if (l.op->has_partial) {
      for (int k = 0; k < l.op->arity; ++k) {
        int const direction = tangent[l.arguments[k]];
        bool repeated = false;
        for (int j = 0; j < k; ++j) repeated = repeated || l.arguments[j] == l.arguments[k];
        if (is_zero(b, direction) || repeated) continue;
        int const part = times_partial(b, l, total_partial(b, l, line, k), direction);
        if (is_zero(b, part)) continue;
        tangent[line] = tangent[line] < 0 ? part : b.emit(*op_address<op::add>, tangent[line], part);
      }
    }
  }
  return tangent;
}

/// The tangents of the roots in one direction.
constexpr growing_array<int> tangent(builder& b, growing_array<int> const& roots, growing_array<int> const& directions) {
  growing_array<int> const all = tangents(b, b.lines.size(), directions);
  growing_array<int> result;
  for (int root : roots) result.push_back(all[root] < 0 ? zero_line(b) : all[root]);
  return result;
}

/// The tangents of the roots in the direction of one input.
constexpr growing_array<int> tangent_of_input(builder& b, growing_array<int> const& roots, int input) {
  growing_array<int> directions(input + 1, -1);
  directions[input] = constant_line(b, 1);
  return tangent(b, roots, directions);
}

}  // namespace adze::detail
