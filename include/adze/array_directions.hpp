#pragma once
// SPDX-License-Identifier: BSL-1.0
// Forward mode in all directions at once: the direction is a loop index, and d x_k / d x_d a Kronecker delta.

#include <adze/array_evaluate.hpp>
#include <adze/diff/tangent.hpp>

namespace adze::detail {

/// The tangent of every element of one array in the direction of each of its elements.
class unit_directions {
 public:
  constexpr unit_directions(builder& b, column_block const& c, fresh_loops& loops) : array_(c.is_array ? c.id : -1) {
    place_.rank = c.is_array ? c.rank : 0;
    for (int d = 0; d < place_.rank; ++d) {
      int const extent = b.arrays.extent_number({extent_kind::argument, c.id, d});
      place_.at[d] = {loops.loop(b, extent, indices_of(b, place_)), 0, -1};
    }
  }
  /// Where the element is that the direction belongs to.
  constexpr access const& place() const { return place_; }

  constexpr int operator()(builder& b, access const& a) const {
    if (a.array != array_) return -1;
    int product = -1;
    for (int d = 0; d < a.rank; ++d) {
      int const one = delta_line(b, a.at[d], place_.at[d].index);
      product = product < 0 ? one : b.emit(*op_address<op::mul>, product, one);
    }
    return product;
  }

 private:
  int array_;
  access place_{};
};

/// Whether a fold stands in the way: its states have no place for a direction, or for an element of the results.
constexpr bool has_fold(builder& b) {
  for (instruction const& l : b.lines) {
    if (!is_state(l)) continue;
    b.arrays.found = mistake::fold_in_matrix;
    return true;
  }
  return false;
}

/// The tangents of the lines below `size` in the directions of column block c: see `units`.
constexpr growing_array<int> tangents_in(builder& b, int size, column_block const& c, unit_directions const& units) {
  growing_array<int> inputs;
  if (!c.is_array) {
    inputs = growing_array<int>(c.id + 1, -1);
    inputs[c.id] = constant_line(b, 1);
  }
  return tangents(b, size, inputs, units);
}

/// The gradient of one scalar line in forward mode, as adjoint_with_arrays gives it in reverse mode.
template <class Selection>
constexpr array_adjoint gradient_by_tangents(builder& b, int root) {
  array_adjoint g;
  if (has_fold(b)) {
    g.numbers = growing_array<int>(Selection::size, zero_line(b));
    return g;
  }
  fresh_loops loops;
  int const size = b.lines.size();
  for (column_block const& c : Selection::columns()) {
    unit_directions const units(b, c, loops);
    int const line = tangents_in(b, size, c, units)[root];
    if (!c.is_array) {
      g.numbers.push_back(line < 0 ? zero_line(b) : line);
    } else if (line >= 0) {
      access place = units.place();
      place.array = c.id;
      g.parts.push_back({line, place});
    }
  }
  return g;
}

}  // namespace adze::detail
