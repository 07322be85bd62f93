#pragma once
// SPDX-License-Identifier: BSL-1.0
// Arrays in a program. A line may depend on loop indices: x_i + y_i is one line whose index set is {i}. What an element,
// a substitution or an extent says does not fit into a line; it stands in these tables, and the line has its number.

#include <adze/core/growing_array.hpp>

namespace adze::detail {

/// A set of loop indices, one bit each.
using index_set = unsigned;
inline constexpr int index_limit = 32;
inline constexpr int most_dimensions = 4;

/// The indices of a function that is being captured: the dimensions of an array by position, two that matmul and its
/// like bind themselves, then those that the user has named. (A settled program numbers its loops from 0.)
inline constexpr int first_bound_index = most_dimensions, first_named_index = first_bound_index + 2;

constexpr index_set only(int index) { return index_set{1} << index; }
constexpr bool has(index_set s, int index) { return (s >> index & 1U) != 0; }

/// Where an element stands along one dimension: at a loop index plus an offset, or where a line's value says.
struct subscript {
  int index = -1;
  int offset = 0;
  int line = -1;
  constexpr bool operator==(subscript const&) const = default;
};

/// An element of an array: which array, and a subscript for each dimension.
struct access {
  int array = -1;
  int rank = 0;
  subscript at[most_dimensions]{};
  constexpr bool operator==(access const&) const = default;
};

/// An array expression is a line in indices 0, 1, ...; this says what takes their place where an element of it is meant.
struct substitution {
  int count = 0;
  int from[most_dimensions] = {-1, -1, -1, -1};
  subscript to[most_dimensions]{};
  int extent[most_dimensions] = {-1, -1, -1, -1};  // of the index that is replaced
  constexpr bool operator==(substitution const&) const = default;

  constexpr void add(int index, subscript const& with, int with_extent) {
    from[count] = index;
    to[count] = with;
    extent[count++] = with_extent;
  }
};

/// The loops that are the dimensions of a kernel's operand or result, in their order; -1: a dimension of one element.
struct dimension_list {
  int rank = 0;
  int index[most_dimensions] = {-1, -1, -1, -1};
  int extent[most_dimensions] = {-1, -1, -1, -1};  // while capturing; settled, loops have their extents
  constexpr bool operator==(dimension_list const&) const = default;

  constexpr void add(int with_index, int with_extent = -1) {
    index[rank] = with_index;
    extent[rank++] = with_extent;
  }
  constexpr index_set set() const {
    index_set s = 0;
    for (int d = 0; d < rank; ++d) s |= index[d] >= 0 ? only(index[d]) : 0U;
    return s;
  }
};
/// What a kernel line works on.
struct kernel_call {
  dimension_list operands[3], result;
  constexpr bool operator==(kernel_call const&) const = default;
};

enum class extent_kind : unsigned char {
  argument,  // of array a, dimension b
  constant,  // a
  shifted,   // extent a plus b, at least 0
  least      // the smaller one of extents a and b
};

struct extent {
  extent_kind kind = extent_kind::constant;
  int a = 0, b = 0;
  constexpr bool operator==(extent const&) const = default;
};

/// Two extents that an operation needs to be equal, or one that it needs to be more than some number; checked when the
/// arguments are there.
struct agreement {
  int first = -1, second = -1;
  char const* operation = nullptr;
  int more_than = -1;  // where there is no second
};

/// What can be wrong with a function of arrays and is known only when it has been captured.
enum class mistake : unsigned char {
  none,
  index_without_range,
  index_left_over,
  negative_subscript,
  too_many_indices,
  extents_differ,
  fold_starts_late,
  fold_in_matrix
};

struct array_tables {
  bool in_use = false;
  mistake found = mistake::none;
  growing_array<access> accesses{};
  growing_array<substitution> substitutions{};
  growing_array<extent> extents{};
  growing_array<int> equal_to{};  // extent -> one it is equal to, or itself
  growing_array<agreement> agreements{};
  growing_array<char const*> names{};  // of the user's indices
  growing_array<int> loops{};          // settled: the extent of each loop
  growing_array<kernel_call> calls{};
  index_set rows = 0;  // loops of a matrix's rows: a line that depends on one belongs to one row
  int folds = 0;

  template <class T>
  static constexpr int find_or_add(growing_array<T>& table, T const& entry) {
    for (int i = 0; i < table.size(); ++i) {
      if (table[i] == entry) return i;
    }
    table.push_back(entry);
    return table.size() - 1;
  }

  constexpr int extent_number(extent const& e) {
    int const known = extents.size();
    int const id = find_or_add(extents, e);
    if (id == known) equal_to.push_back(id);
    return id;
  }
  constexpr int shifted(int e, int by) { return by == 0 ? e : extent_number({extent_kind::shifted, representative(e), by}); }

  /// The same number for extents that are known to be equal.
  constexpr int representative(int e) const {
    while (equal_to[e] != e) e = equal_to[e];
    extent const& own = extents[e];
    if (own.kind != extent_kind::shifted) return e;
    for (int i = 0; i < e; ++i) {  // n - 1 and m - 1 for equal n and m
      extent const& other = extents[i];
      if (other.kind == extent_kind::shifted && other.b == own.b && representative(other.a) == representative(own.a)) {
        return representative(i);
      }
    }
    return e;
  }
  /// Settled: a loop over this extent, other than those taken and those of rows.
  constexpr int loop_over(int e, index_set taken) {
    int const wanted = representative(e);
    for (int l = 0; l < loops.size(); ++l) {
      if (!has(taken | rows, l) && representative(loops[l]) == wanted) return l;
    }
    if (loops.size() == index_limit) found = mistake::too_many_indices;
    else loops.push_back(wanted);
    return loops.size() - 1;
  }
  constexpr void agree(int e, int f, char const* operation) {
    int const a = representative(e), b = representative(f);
    if (a == b) return;
    if (extents[a].kind == extent_kind::constant && extents[b].kind == extent_kind::constant) found = mistake::extents_differ;
    agreements.push_back({e, f, operation, -1});
    if (a < b) equal_to[b] = a;
    else equal_to[a] = b;
  }

  constexpr void require(int e, int more_than, char const* operation) {
    for (agreement const& a : agreements) {
      if (a.first == e && a.second < 0 && a.more_than >= more_than) return;
    }
    agreements.push_back({e, -1, operation, more_than});
  }

  constexpr int named(char const* name) {
    for (int i = 0; i < names.size(); ++i) {
      if (same_name(names[i], name)) return first_named_index + i < index_limit ? first_named_index + i : index_limit - 1;
    }
    names.push_back(name);
    if (first_named_index + names.size() <= index_limit) return first_named_index + names.size() - 1;
    found = mistake::too_many_indices;
    return index_limit - 1;
  }
  static constexpr bool same_name(char const* a, char const* b) {
    for (; *a != '\0' && *a == *b; ++a, ++b) {}
    return *a == *b;
  }
};

}  // namespace adze::detail
