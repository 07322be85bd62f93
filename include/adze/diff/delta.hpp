#pragma once
// SPDX-License-Identifier: BSL-1.0
// Kronecker deltas: the direction of every element of an array at once. d x_k / d x_d is 1 where k = d and 0 elsewhere, a
// line in the loops k and d; and sum_k delta(k, d) g(k) is g(d), a line at another loop, and not a sum.

#include <adze/diff/moved.hpp>

namespace adze::detail {

/// The value of a subscript as a number.
constexpr int subscript_line(builder& b, subscript const& s) {
  if (s.index >= 0) return position_line(b, s.index, s.offset);
  int const offset = constant_line(b, s.offset);
  return s.line >= 0 ? b.emit(*op_address<op::add>, s.line, offset) : offset;
}
/// 1 where the subscript is at loop d, else 0.
constexpr int delta_line(builder& b, subscript const& s, int d) {
  int const condition = b.emit(*op_address<op::equal>, subscript_line(b, s), position_line(b, d, 0));
  return b.emit(*op_address<op::select>, condition, constant_line(b, 1), zero_line(b));
}

/// Sums over loop k of lines with deltas in k.
class delta_sum {
 public:
  constexpr delta_sum(builder& b, int k) : b_(b), k_(k) {}

  constexpr int operator()(int line) {
    if (factor const f = split(line); f.partner >= 0) {
      loop_map map;
      map.add(k_, f.partner);
      return moved_line(b_, map, false)(f.rest);
    }
    instruction const l = b_.lines[line];
    if (is_sum(l) && (has_delta(l.arguments[0]) || has_delta(l.arguments[1]))) {
      return b_.emit(*l.op, (*this)(l.arguments[0]), (*this)(l.arguments[1]));
    }
    for (int side = 0; l.is<op::mul>() && side < 2; ++side) {  // (a + b) c, of which one term has a delta
      instruction const sum = b_.lines[l.arguments[side]];
      int const other = l.arguments[1 - side];
      if (!is_sum(sum) || !(has_delta(sum.arguments[0]) || has_delta(sum.arguments[1]))) continue;
      int const first = b_.emit(*op_address<op::mul>, sum.arguments[0], other);
      int const second = b_.emit(*op_address<op::mul>, sum.arguments[1], other);
      return b_.emit(*sum.op, (*this)(first), (*this)(second));
    }
    return sum_line(b_, line, k_);
  }

 private:
  /// A line that is delta(k, partner) times the rest; partner -1: it is not, -2: not known yet.
  struct factor {
    int partner = -2, rest = -1;
  };

  static constexpr bool is_sum(instruction const& l) { return l.is<op::add>() || l.is<op::sub>(); }
  constexpr bool has_delta(int line) { return split(line).partner >= 0; }

  constexpr factor split(int root) {
    if (known_.size() <= root) known_.resize(root + 1);
    growing_array<char> needed(root + 1, 0);
    needed[root] = 1;
    for (int i = root; i >= 0; --i) {
      if (needed[i] == 0 || known_[i].partner != -2) continue;
      instruction const& l = b_.lines[i];
      if (!has(l.indices, k_) || l.op->is_reduction || l.is<op::read>()) continue;
      for (int a = 0; a < l.op->arity; ++a) needed[l.arguments[a]] = 1;
    }
    for (int i = 0; i <= root; ++i) {
      if (needed[i] != 0 && known_[i].partner == -2) known_[i] = factor_of(i);
    }
    return known_[root];
  }
  constexpr factor factor_of(int line) {
    instruction const l = b_.lines[line];
    factor const none{-1, -1};
    if (!has(l.indices, k_) || l.op->arity == 0 || l.op->is_reduction || l.is<op::read>()) return none;
    if (int const partner = partner_of(l); partner >= 0) return {partner, constant_line(b_, 1)};
    if (l.is<op::select>() || is_sum(l)) {
      int const x = l.arguments[l.is<op::select>() ? 1 : 0], y = l.arguments[l.is<op::select>() ? 2 : 1];
      factor const f = known_[x], g = known_[y];
      int const partner = f.partner >= 0 ? f.partner : g.partner;
      bool const both = (f.partner == partner || is_zero(b_, x)) && (g.partner == partner || is_zero(b_, y));
      if (partner < 0 || !both) return none;
      int const first = is_zero(b_, x) ? x : f.rest, second = is_zero(b_, y) ? y : g.rest;
      if (l.is<op::select>()) return {partner, b_.emit(*l.op, l.arguments[0], first, second)};
      return {partner, b_.emit(*l.op, first, second)};
    }
    if (l.is<op::neg>()) {
      factor const f = known_[l.arguments[0]];
      return f.partner < 0 ? none : factor{f.partner, b_.emit(*l.op, f.rest)};
    }
    if (!l.is<op::mul>() && !l.is<op::strong_mul>() && !l.is<op::div>()) return none;
    for (int side = 0; side < (l.is<op::mul>() ? 2 : 1); ++side) {
      factor const f = known_[l.arguments[side]];
      if (f.partner >= 0) return {f.partner, b_.emit(*l.op, f.rest, l.arguments[1 - side])};
    }
    return none;
  }
  /// The d of delta(k, d) over equal extents.
  constexpr int partner_of(instruction const& l) const {
    if (!l.is<op::select>() || !is_constant(l.arguments[1], 1) || !is_constant(l.arguments[2], 0)) return -1;
    instruction const& condition = b_.lines[l.arguments[0]];
    if (!condition.is<op::equal>()) return -1;
    instruction const &x = b_.lines[condition.arguments[0]], &y = b_.lines[condition.arguments[1]];
    if (!x.is<op::position>() || !y.is<op::position>() || x.number != 0 || y.number != 0) return -1;
    int const other = x.arguments[0] == k_ ? y.arguments[0] : x.arguments[0];
    array_tables const& t = b_.arrays;
    return other != k_ && t.representative(t.loops[k_]) == t.representative(t.loops[other]) ? other : -1;
  }
  constexpr bool is_constant(int line, int value) const { return b_.lines[line].is_constant && b_.lines[line].number == value; }

  builder& b_;
  int k_;
  growing_array<factor> known_{};
};

/// sum over loop k of a line, with deltas in k resolved.
constexpr int sum_of_deltas(builder& b, int line, int k) {
  return has(b.lines[line].indices, k) ? delta_sum(b, k)(line) : sum_line(b, line, k);
}

}  // namespace adze::detail
