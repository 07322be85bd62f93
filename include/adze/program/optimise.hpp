#pragma once
// SPDX-License-Identifier: BSL-1.0
// From the builder's list to the list that is evaluated: dead lines are dropped, the rest is put into the order in
// which it is computed.

#include <adze/program/term.hpp>

namespace adze::detail {

/// A finished program while it still lives on the compile-time heap.
struct draft {
  growing_array<instruction> lines;
  growing_array<int> outputs;
};

constexpr bool is_constant(instruction const& line) { return line.is<op::constant>(); }

/// The order of evaluation. Function calls clobber every vector register, so a value that lives across one is spilled:
/// each call is placed as early as its arguments allow, with just the lines it needs before it; the rest follows.
class scheduler {
 public:
  constexpr explicit scheduler(growing_array<instruction> const& lines) : lines_(lines), place_(lines.size(), -1) {}

  /// Emits everything that line `root` needs, and root; an explicit stack, so that deep programs need no deep recursion.
  constexpr void place(int root) {
    stack_.push_back(root);
    while (stack_.size() > 0) {
      int const line = stack_[stack_.size() - 1];
      if (place_[line] >= 0) {
        stack_.resize(stack_.size() - 1);
        continue;
      }
      bool ready = true;
      instruction const& l = lines_[line];
      for (int i = l.op->arity - 1; i >= 0; --i) {
        if (place_[l.arguments[i]] < 0) {
          stack_.push_back(l.arguments[i]);
          ready = false;
        }
      }
      if (!ready) continue;
      stack_.resize(stack_.size() - 1);
      instruction moved = l;
      for (int i = 0; i < l.op->arity; ++i) moved.arguments[i] = place_[l.arguments[i]];
      place_[line] = result.size();
      result.push_back(moved);
    }
  }
  constexpr int where(int line) const { return place_[line]; }

  growing_array<instruction> result;

 private:
  growing_array<instruction> const& lines_;
  growing_array<int> place_;
  growing_array<int> stack_;
};

/// a (1/y) becomes a/y where 1/y has no other use. Only derivative code writes such products.
constexpr void merge_lone_reciprocals(growing_array<instruction>& lines, growing_array<char> const& live,
                                      growing_array<int> const& outputs) {
  growing_array<int> uses(lines.size(), 0);
  for (int o : outputs) ++uses[o];
  for (int i = 0; i < lines.size(); ++i) {
    if (live[i] == 0) continue;
    for (int k = 0; k < lines[i].op->arity; ++k) ++uses[lines[i].arguments[k]];
  }
  auto const is_reciprocal = [&](int i) {
    instruction const& l = lines[i];
    return l.is<op::div>() && !l.exact && uses[i] == 1 && is_constant(lines[l.arguments[0]]) &&
           lines[l.arguments[0]].number == 1 && !is_constant(lines[l.arguments[1]]);
  };
  for (int i = 0; i < lines.size(); ++i) {
    instruction& l = lines[i];
    if (live[i] == 0 || l.exact || !l.is<op::mul>()) continue;
    for (int k = 0; k < 2; ++k) {
      if (!is_reciprocal(l.arguments[k])) continue;
      l.op = op_address<op::div>;
      int const numerator = l.arguments[1 - k];
      l.arguments[1] = lines[l.arguments[k]].arguments[1];
      l.arguments[0] = numerator;
      break;
    }
  }
}

constexpr bool is_call(operation const& op) { return op.weight >= 20; }

/// Marks what the outputs need.
constexpr growing_array<char> live_lines(growing_array<instruction> const& lines, growing_array<int> const& outputs) {
  growing_array<char> live(lines.size(), 0);
  for (int o : outputs) live[o] = 1;
  for (int i = lines.size() - 1; i >= 0; --i) {
    if (live[i] == 0) continue;
    for (int k = 0; k < lines[i].op->arity; ++k) live[lines[i].arguments[k]] = 1;
  }
  return live;
}

/// Keeps what the outputs need, in evaluation order.
constexpr draft finish(builder const& b, growing_array<int> const& outputs) {
  growing_array<instruction> lines = b.lines;
  merge_lone_reciprocals(lines, live_lines(lines, outputs), outputs);
  growing_array<char> const live = live_lines(lines, outputs);
  scheduler order(lines);
  for (int i = 0; i < lines.size(); ++i) {
    if (live[i] != 0 && lines[i].op->arity == 0) order.place(i);
  }
  for (int i = 0; i < lines.size(); ++i) {
    if (live[i] != 0 && is_call(*lines[i].op)) order.place(i);
  }
  for (int o : outputs) order.place(o);
  draft result{order.result, {}};
  for (int o : outputs) result.outputs.push_back(order.where(o));
  return result;
}

}  // namespace adze::detail
