#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 3, higher orders along a direction: Taylor coefficients c_k of t -> f(x + t v), appended to the program.
//
// With z = f(a, b, ...), z' = sum over operands of p_a a', where the partial p_a is itself a line of the program, so
//   k z_k = sum over operands a, sum over j = 1..k of j a_j (p_a)_(k-j).
// The right side needs the partials to order k-1 only: a recursion on (line, order) that ends, takes O(k^2) products
// per line and order, and needs no rule per op beyond its partials. Products and quotients have their own, shorter,
// rules. Source: Griewank & Walther, Evaluating Derivatives, ch. 13.

#include <adze/diff/linear.hpp>

namespace adze::detail {

class taylor_sweep {
 public:
  constexpr taylor_sweep(builder& b, growing_array<int> const& directions) : b_(b), directions_(directions) {}

  /// The line that computes the coefficient of t^order of `line`; -1 for a structural zero.
  constexpr int coefficient(int line, int order) {
    if (order == 0) return line;
    if (int const known = recall(line, order); known != unknown) return known;
    int const value = compute(line, order);
    return remember(line, order, is_zero(b_, value) ? -1 : value);
  }

 private:
  static constexpr int unknown = -2;

  constexpr int compute(int line, int order) {
    instruction const l = b_.lines[line];
    if (l.is<op::input>()) {
      return order == 1 && l.arguments[0] < directions_.size() ? directions_[l.arguments[0]] : -1;
    }
    if (l.is<op::select>()) {
      int const x = coefficient(l.arguments[1], order), y = coefficient(l.arguments[2], order);
      return x < 0 && y < 0 ? -1 : select_line(b_, l.arguments[0], x, y);
    }
    if (l.is<op::mul>()) return product(l.arguments[0], l.arguments[1], order, 0);
    if (l.is<op::div>()) {  // z b = a, so z_k = (a_k - sum over j = 1..k of b_j z_(k-j)) / b_0
      int const rest = convolution(l.arguments[1], line, order);
      int const numerator = minus(coefficient(l.arguments[0], order), rest);
      return numerator < 0 ? -1 : b_.emit(*op_address<op::div>, numerator, l.arguments[1]);
    }
    if (!l.op->has_partial) return -1;
    int sum = -1;
    for (int k = 0; k < l.op->arity; ++k) sum = plus(sum, from_operand(l, line, k, order));
    return sum;
  }

  /// (1/k) sum over j = 1..k of j a_j p_(k-j).
  constexpr int from_operand(instruction const& l, int line, int k, int order) {
    bool varies = false;
    for (int j = 1; j <= order; ++j) varies = varies || coefficient(l.arguments[k], j) >= 0;
    if (!varies) return -1;
    int const partial = l.op->partial(b_, k, l.arguments, line);
    if (is_zero(b_, partial)) return -1;
    int sum = -1;
    for (int j = 1; j <= order; ++j) {
      int const a = coefficient(l.arguments[k], j);
      if (a < 0) continue;
      int const p = coefficient(partial, order - j);
      if (is_zero(b_, p)) continue;
      int const scaled = times(constant_line(b_, j), a);
      bool const strong = l.op->strong && j == order;
      sum = plus(sum, strong ? b_.emit(*op_address<op::strong_mul>, scaled, p) : times(scaled, p));
    }
    if (sum < 0 || order == 1) return sum;
    return b_.emit(*op_address<op::div>, sum, constant_line(b_, order));
  }

  /// sum over j = first..k of a_j b_(k-j).
  constexpr int product(int a, int b, int order, int first) {
    int sum = -1;
    for (int j = first; j <= order; ++j) {
      int const x = coefficient(a, j);
      if (is_zero(b_, x)) continue;
      int const y = coefficient(b, order - j);
      if (is_zero(b_, y)) continue;
      sum = plus(sum, times(x, y));
    }
    return sum;
  }
  constexpr int convolution(int a, int b, int order) { return product(a, b, order, 1); }

  constexpr int times(int x, int y) { return b_.emit(*op_address<op::mul>, x, y); }
  constexpr int plus(int x, int y) {
    if (x < 0) return y;
    if (y < 0) return x;
    return b_.emit(*op_address<op::add>, x, y);
  }
  constexpr int minus(int x, int y) {
    if (y < 0) return x;
    if (x < 0) return b_.emit(*op_address<op::neg>, y);
    return b_.emit(*op_address<op::sub>, x, y);
  }

  // What is known, by order: known_[order][line].
  constexpr int recall(int line, int order) const {
    if (order >= known_.size() || line >= known_[order].size()) return unknown;
    return known_[order][line];
  }
  constexpr int remember(int line, int order, int value) {
    while (known_.size() <= order) known_.push_back({});
    if (known_[order].size() <= line) known_[order].resize(line + 1, unknown);
    return known_[order][line] = value;
  }

  builder& b_;
  growing_array<int> const& directions_;
  growing_array<growing_array<int>> known_{};
};

/// The coefficients of orders 0..order of each root in turn.
constexpr growing_array<int> taylor(builder& b, growing_array<int> const& roots, growing_array<int> const& directions,
                                    int order) {
  relaxed_scope const derivative_code(b);
  taylor_sweep sweep(b, directions);
  growing_array<int> result;
  for (int root : roots) {
    for (int k = 0; k <= order; ++k) {
      int const line = sweep.coefficient(root, k);
      result.push_back(line < 0 ? zero_line(b) : line);
    }
  }
  return result;
}

}  // namespace adze::detail
