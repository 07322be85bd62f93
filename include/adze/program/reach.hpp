#pragma once
// SPDX-License-Identifier: BSL-1.0
// How far a named index runs: over all values from 0 on for which every subscript it stands in is in range.

#include <adze/program/array_lines.hpp>

namespace adze::detail {

struct index_range {
  int first = 0;    // its first value
  int extent = -1;  // how many there are; -1: no subscript says
};

/// The subscripts in which an index stands, as (extent of the dimension, offset).
struct reach {
  growing_array<int> extents{}, offsets{};

  constexpr void note(int extent, int offset) {
    for (int k = 0; k < extents.size(); ++k) {
      if (extents[k] == extent && offsets[k] == offset) return;
    }
    extents.push_back(extent);
    offsets.push_back(offset);
  }

  /// From all lines that `line` is computed from, as far as they depend on the index.
  static constexpr reach of(builder& b, int line, int index) {
    reach found;
    growing_array<char> marked(line + 1, 0);
    auto const mark = [&](int l) {
      if (l >= 0 && has(b.lines[l].indices, index)) marked[l] = 1;
    };
    mark(line);
    for (int i = line; i >= 0; --i) {
      if (marked[i] == 0) continue;
      instruction const& l = b.lines[i];
      if (l.is<op::element>()) {
        access const& a = b.arrays.accesses[l.index];
        for (int d = 0; d < a.rank; ++d) {
          if (a.at[d].index == index) found.note(b.arrays.extent_number({extent_kind::argument, a.array, d}), a.at[d].offset);
          mark(a.at[d].line);
        }
      } else if (l.is<op::substituted>()) {
        substitution const& s = b.arrays.substitutions[l.index];
        bool replaced = false;
        for (int k = 0; k < s.count; ++k) {
          if (s.to[k].index == index) found.note(s.extent[k], s.to[k].offset);
          mark(s.to[k].line);
          replaced = replaced || s.from[k] == index;
        }
        if (!replaced) mark(l.arguments[0]);
      } else {
        for (int k = 0; k < l.op->arity; ++k) mark(l.arguments[k]);
      }
    }
    return found;
  }
};

constexpr index_range range_of(builder& b, reach const& r, char const* operation) {
  array_tables& t = b.arrays;
  index_range range;
  for (int offset : r.offsets) range.first = -offset > range.first ? -offset : range.first;
  for (int k = 0; k < r.extents.size(); ++k) {
    for (int j = 0; j < k; ++j) {
      if (r.offsets[j] == r.offsets[k]) t.agree(r.extents[j], r.extents[k], operation);
    }
  }
  for (int k = 0; k < r.extents.size(); ++k) {
    bool nearest = true;  // of the subscripts of arrays of this extent, the one that is out of range first
    for (int j = 0; j < r.extents.size(); ++j) {
      bool const same = t.representative(r.extents[j]) == t.representative(r.extents[k]);
      nearest = nearest && !(same && (r.offsets[j] > r.offsets[k] || (r.offsets[j] == r.offsets[k] && j < k)));
    }
    if (!nearest) continue;
    int const here = t.shifted(t.representative(r.extents[k]), -r.offsets[k] - range.first);
    range.extent = range.extent < 0 ? here : t.extent_number({extent_kind::least, range.extent, here});
  }
  if (range.extent < 0) {
    t.found = mistake::index_without_range;
    range.extent = t.extent_number({extent_kind::constant, 1, 0});  // so that what follows is well formed until it is reported
  }
  return range;
}
constexpr index_range range_of(builder& b, int line, int index, char const* operation) {
  return range_of(b, reach::of(b, line, index), operation);
}

}  // namespace adze::detail
