#pragma once
// SPDX-License-Identifier: BSL-1.0
// What forward and reverse mode share: activity, structural zeros, and the product of a partial with what it is
// applied to. Both modes are the same linear maps, taken in opposite order.

#include <adze/ops/linear.hpp>
#include <adze/program/kernel_lines.hpp>

#include <limits>

namespace adze::detail {

/// While it lives, the builder may use the identities of real algebra: a structural zero is zero.
class relaxed_scope {
 public:
  constexpr explicit relaxed_scope(builder& b) : b_(b), before_(b.relaxed) { b_.relaxed = true; }
  constexpr ~relaxed_scope() { b_.relaxed = before_; }
  relaxed_scope(relaxed_scope const&) = delete;
  relaxed_scope& operator=(relaxed_scope const&) = delete;

 private:
  builder& b_;
  bool before_;
};

constexpr int constant_line(builder& b, double k) {
  return b.append({op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(k)});
}
constexpr int zero_line(builder& b) { return constant_line(b, 0); }
constexpr bool is_zero(builder const& b, int line) {
  return line < 0 || (b.lines[line].is_constant && b.lines[line].number == 0);
}

constexpr int find_input(builder const& b, int index, int size) {
  for (int i = 0; i < size; ++i) {
    if (b.lines[i].is<op::input>() && b.lines[i].arguments[0] == index) return i;
  }
  return -1;
}

/// Which lines depend on the given inputs and arrays, in a way that is differentiated.
constexpr growing_array<char> depends_on(builder const& b, growing_array<int> const& inputs,
                                         growing_array<int> const& arrays = {}) {
  growing_array<char> active(b.lines.size(), 0);
  bool again = false;
  for (int i = 0; i < b.lines.size(); i = again ? 0 : i + 1) {
    again = false;
    instruction const& l = b.lines[i];
    if (is_state(l)) {
      for (int k = 0; k < l.op->arity; ++k) active[i] = static_cast<char>(active[i] | active[l.arguments[k]]);
      if (l.is<op::next>() && active[i] != 0 && active[l.arguments[1]] == 0) {  // and so is the state from step to step
        active[l.arguments[1]] = 1;
        again = true;
      }
    } else if (l.op->arity == 0) {
      if (l.is<op::input>()) {
        for (int input : inputs) active[i] = static_cast<char>(active[i] != 0 || input == l.arguments[0]);
      } else if (l.is<op::element>()) {
        for (int array : arrays) active[i] = static_cast<char>(active[i] != 0 || array == l.arguments[0]);
      }
    } else if (l.op->is_reduction || l.is<op::read>() || l.is<op::operand>()) {
      active[i] = active[l.arguments[0]];
    } else if (l.op->has_partial || l.op->is_kernel || l.is<op::select>()) {
      for (int k = l.is<op::select>() ? 1 : 0; k < l.op->arity; ++k) {
        if (active[l.arguments[k]] != 0) active[i] = 1;
      }
    }
  }
  return active;
}

/// select(condition, a, b) where -1 stands for a structural zero.
constexpr int select_line(builder& b, int condition, int x, int y) {
  return b.emit(*op_address<op::select>, condition, x < 0 ? zero_line(b) : x, y < 0 ? zero_line(b) : y);
}

/// The partial of a reduction, line `y` over the operand's loop: a line in the operand's indices.
constexpr int partial_of_reduction(builder& b, instruction const& l, int y) {
  line_operand const x{&b, l.arguments[0]}, result{&b, y}, zero = x.make_constant(0), one = x.make_constant(1);
  auto const count = [&](line_condition p) { return line_operand{&b, sum_line(b, select(p, one, zero).id, l.index)}; };
  if (l.is<op::sum_over>()) return one.id;
  if (l.is<op::product_over>()) {  // y/x, and where there are zeros the product of all that are not
    line_condition const is_zero = x == zero;
    line_operand const zeros = count(is_zero);
    line_operand const rest{&b, reduction_line<op::product_over>(b, select(is_zero, one, x).id, l.index, -1)};
    return select(zeros == zero, result / x, select(is_zero && zeros == one, rest, zero)).id;
  }
  line_condition const reached = x == result;
  line_operand const times = count(reached), nothing = x.make_constant(std::numeric_limits<long double>::quiet_NaN());
  return select(reached, one / times, select(times == zero, nothing, zero)).id;  // NaN is reached by nothing
}

/// The partial of line `result` in its kth operand, over all the places where this operand stands.
constexpr int total_partial(builder& b, instruction const& l, int result, int k) {
  if (l.op->is_reduction) return partial_of_reduction(b, l, result);
  int sum = l.op->partial(b, k, l.arguments, result);
  if (l.op->arity == 1) return sum;
  for (int j = k + 1; j < l.op->arity; ++j) {
    if (l.arguments[j] != l.arguments[k]) continue;
    sum = b.emit(*op_address<op::add>, sum, l.op->partial(b, j, l.arguments, result));
  }
  return sum;
}

/// partial times `direction`, an adjoint or a tangent.
constexpr int times_partial(builder& b, instruction const& l, int partial, int direction) {
  if (is_zero(b, partial)) return -1;
  return b.emit(l.op->strong ? *op_address<op::strong_mul> : *op_address<op::mul>, direction, partial);
}

}  // namespace adze::detail
