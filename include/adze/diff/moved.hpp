#pragma once
// SPDX-License-Identifier: BSL-1.0
// A line of a settled program at other loops: computed there again, or read.

#include <adze/diff/linear.hpp>

namespace adze::detail {

/// Loops that none of the program's lines use yet, over given extents; shared where they may be.
class fresh_loops {
 public:
  /// One over this extent, other than `taken`.
  constexpr int loop(builder& b, int extent, index_set taken) {
    array_tables& t = b.arrays;
    for (int l : made_) {
      if (!has(taken, l) && t.representative(t.loops[l]) == t.representative(extent)) return l;
    }
    if (t.loops.size() == index_limit) {
      t.found = mistake::too_many_indices;
      return index_limit - 1;
    }
    t.loops.push_back(t.representative(extent));
    made_.push_back(t.loops.size() - 1);
    return t.loops.size() - 1;
  }

 private:
  growing_array<int> made_{};
};

/// Which loop takes the place of which.
struct loop_map {
  index_set moved = 0;
  int to[index_limit]{};
  constexpr void add(int from, int with) {
    moved |= only(from);
    to[from] = with;
  }
  constexpr bool takes(int index) const { return index >= 0 && has(moved, index); }
};

/// A line with loops exchanged. What takes a reduction to compute is read where it is, or with `again` computed again, so
/// that nothing but the copy depends on the new loops.
class moved_line {
  // (Before its use: clang cannot evaluate a member template whose body it has not seen yet.)
  constexpr bool stays(int line) const { return (b_.lines[line].indices & map_.moved) == 0; }
  template <class Visit>
  constexpr void for_each_operand(int i, Visit const& visit) const {
    instruction const& l = b_.lines[i];
    if (stays(i) || l.is<op::read>() || l.op->is_reduction || is_kernel_line(l)) return;
    for (int k = 0; k < l.op->arity; ++k) visit(l.arguments[k]);
    if (!l.is<op::element>()) return;
    for (subscript const& s : b_.arrays.accesses[l.index].at) {
      if (s.line >= 0) visit(s.line);
    }
  }

 public:
  constexpr moved_line(builder& b, loop_map const& map, bool again) : b_(b), map_(map), again_(again) {}

  constexpr int operator()(int root) {
    growing_array<char> needed(root + 1, 0);
    needed[root] = 1;
    for (int i = root; i >= 0; --i) {
      if (needed[i] != 0) for_each_operand(i, [&](int operand) { needed[operand] = 1; });
    }
    growing_array<int> moved(root + 1, -1);
    for (int i = 0; i <= root; ++i) {
      if (needed[i] != 0) moved[i] = one(i, moved);
    }
    return moved[root];
  }

 private:
  constexpr int one(int i, growing_array<int> const& moved) {
    instruction const l = b_.lines[i];
    if (stays(i)) return i;
    if (l.is<op::element>()) {
      access a = b_.arrays.accesses[l.index];
      for (subscript& s : a.at) {
        if (map_.takes(s.index)) s.index = map_.to[s.index];
        if (s.line >= 0) s.line = moved[s.line];
      }
      return element_line(b_, a);
    }
    if (l.is<op::position>()) return position_line(b_, map_.to[l.arguments[0]], static_cast<int>(l.number));
    if (l.is<op::read>()) return again_ ? read_again(l) : read_elsewhere(l.arguments[0], b_.arrays.substitutions[l.index]);
    if (l.op->is_reduction) return again_ ? reduce_again(l) : read_elsewhere(i, {});
    if (l.op->is_kernel) return again_ ? run_again(i) : read_elsewhere(i, {});
    int a[3] = {-1, -1, -1};
    for (int k = 0; k < l.op->arity; ++k) a[k] = moved[l.arguments[k]];
    return b_.emit(*l.op, a[0], a[1], a[2]);
  }
  /// The loop that is reduced stays, whatever the same loop stands for outside.
  constexpr int reduce_again(instruction const& l) {
    loop_map inner = map_;
    inner.moved &= ~only(l.index);
    instruction made{l.op, {moved_line(b_, inner, true)(l.arguments[0]), -1, -1}, 0};
    made.index = l.index;
    made.indices = b_.lines[made.arguments[0]].indices & ~only(l.index);
    return b_.append(made);
  }
  /// A kernel in the new loops around it; of its result, the element that the new loops mean.
  constexpr int run_again(int i) {
    instruction const l = b_.lines[i];
    kernel_call const call = b_.arrays.calls[l.index];
    loop_map outer = map_;
    outer.moved &= outer_indices(l, call);
    int result = i;
    if (outer.moved != 0) {
      int operands[3] = {-1, -1, -1};
      for (int k = 0; k < l.op->arity; ++k) operands[k] = moved_line(b_, outer, true)(operand_of(b_, i, k).line);
      result = kernel_line(b_, l.op, operands, call);
    }
    for (int d = 0; d < call.result.rank; ++d) {
      int const index = call.result.index[d];
      if (map_.takes(index)) result = picked(b_, result, index, {map_.to[index], 0, -1});
    }
    return result;
  }
  /// A line that is read at `s` already, at the new loops.
  constexpr int read_elsewhere(int line, substitution s) {
    index_set renamed = 0;
    for (int k = 0; k < s.count; ++k) {
      renamed |= only(s.from[k]);
      if (map_.takes(s.to[k].index)) s.to[k].index = map_.to[s.to[k].index];
    }
    for (int index = 0; index < index_limit; ++index) {
      if (map_.takes(index) && !has(renamed, index) && has(b_.lines[line].indices, index)) s.add(index, {map_.to[index], 0, -1}, -1);
    }
    return read_line(b_, line, s);
  }
  /// What is read, computed at the new loops; read still at those that stay.
  constexpr int read_again(instruction const& l) {
    substitution const s = b_.arrays.substitutions[l.index];
    loop_map inner = map_;
    substitution rest;
    for (int k = 0; k < s.count; ++k) {
      inner.moved &= ~only(s.from[k]);
      if (!map_.takes(s.to[k].index)) rest.add(s.from[k], s.to[k], -1);
    }
    for (int k = 0; k < s.count; ++k) {
      if (map_.takes(s.to[k].index)) inner.add(s.from[k], map_.to[s.to[k].index]);
    }
    return read_line(b_, moved_line(b_, inner, true)(l.arguments[0]), rest);
  }

  builder& b_;
  loop_map map_;
  bool again_;
};

}  // namespace adze::detail
