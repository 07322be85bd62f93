#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 3, reverse mode: program in, adjoints appended. The adjoint of a line is the derivative of the (weighted) sum
// of the results with respect to it. One backward sweep: when a line is reached, all its uses have been seen.

#include <adze/diff/linear.hpp>
#include <adze/program/fold_lines.hpp>

namespace adze::detail {

/// The condition under which a line matters: a path of select branches, outermost first. Node 0 is "always".
struct guard {
  int parent = -1;
  int condition = -1;  // the line of the select's condition
  bool holds = true;   // the branch where it holds, or the other
  int depth = 0;
};

/// Adds up what reaches a line from its uses. A contribution that always counts is added at once. One from inside a
/// branch of a select is masked where it leaves the branch, not where it enters: inside, the branch not taken may
/// compute 0 * inf, and no mask undoes a NaN.
class adjoint_sweep {
 public:
  /// `rows`: loops of the results; a line that depends on one belongs to one element of them.
  constexpr adjoint_sweep(builder& b, growing_array<char> const& active, index_set rows = 0)
      : b_(b), active_(active), rows_(rows), sum_(b.lines.size(), -1), first_(b.lines.size(), -1) {
    guards_.push_back({});
  }

  /// What line `from` sends to its operand `line`: summed over the loop indices that it has and the operand lacks,
  /// but for those of the results: their elements' adjoints stay apart.
  constexpr void contribute_from(int from, int line, int value, int under) {
    contribute_over(b_.lines[from].indices & ~b_.lines[line].indices & ~rows_, line, value, under);
  }
  /// The same, summed over the loops `extra`.
  constexpr void contribute_over(index_set extra, int line, int value, int under) {
    if (extra == 0 || value < 0 || active_[line] == 0) return contribute(line, value, under);
    int const outer = leave(under, extra);
    int condition = outer == under || b_.lines[line].op->arity == 0 ? -1 : as_number(path_condition(under, outer));
    value = lift(value, under, outer);
    for (int index = 0; index < index_limit; ++index) {
      if (!has(extra, index)) continue;
      value = sum_line(b_, value, index);
      if (condition >= 0 && has(b_.lines[condition].indices, index)) condition = sum_line(b_, condition, index);
    }
    contribute(line, value, condition < 0 ? outer : branch(outer, not_zero(condition), true));
  }

  constexpr void contribute(int line, int value, int under) {
    if (value < 0 || active_[line] == 0 || is_zero(b_, value)) return;
    if (under == 0) {
      int& sum = sum_[line];
      sum = sum < 0 ? value : plus(value, sum);
    } else {
      pending_.push_back({value, under, first_[line]});
      first_[line] = pending_.size() - 1;
    }
  }

  /// Sends the adjoint of `line` on to its operands.
  constexpr void propagate(int line) {
    if (is_state(b_.lines[line])) return propagate_state(line);
    int under = 0;
    int const adjoint = total(line, under);
    if (adjoint < 0) return;
    under = narrowed(line, under);
    instruction const l = b_.lines[line];
    if (l.is<op::select>()) {
      contribute_from(line, l.arguments[1], adjoint, branch(under, l.arguments[0], true));
      contribute_from(line, l.arguments[2], adjoint, branch(under, l.arguments[0], false));
      return;
    }
    if (l.is<op::read>()) return contribute_back(l, adjoint, under);
    if (l.is<op::operand>()) return contribute_from(line, l.arguments[0], adjoint, under);
    if (l.op->is_kernel) return propagate_kernel(line, adjoint, under);
    int const arity = l.op->arity;
    for (int k = 0; k < arity; ++k) {
      if (active_[l.arguments[k]] == 0 || (k > 0 && seen_before(l, k))) continue;
      contribute_from(line, l.arguments[k], times_partial(b_, l, total_partial(b_, l, line, k), adjoint), under);
    }
  }

  /// The adjoint of an input, masked by nothing; -1 for a structural zero.
  constexpr int adjoint_of(int line) {
    int under = 0;
    int const value = total(line, under);
    return value < 0 ? -1 : lift(value, under, 0);
  }

 private:
  struct contribution {
    int value, under, next;
  };

  /// A kernel mixes what stands along its dimensions: what reaches its elements from inside of branches is masked before.
  constexpr void propagate_kernel(int line, int adjoint, int under) {
    instruction const l = b_.lines[line];
    kernel_call const call = b_.arrays.calls[l.index];
    int const outer = leave(under, call.result.set());
    adjoint = lift(adjoint, under, outer);
    for (int k = 0; k < l.op->arity; ++k) {
      int const operand = l.arguments[k];
      if (active_[operand] == 0) continue;
      index_set const extra = outer_indices(l, call) & ~b_.lines[operand].indices & ~rows_;
      contribute_over(extra, operand, l.op->adjoint(b_, line, k, adjoint), outer);
    }
  }

  // ---- folds: the adjoint of a fold is a fold in the other direction, whose states are the adjoints of the states

  struct state_adjoint {
    long double number;  // of the state
    int last;            // the adjoint of the state behind the last step; -1 for zero
    int carried;         // the state of the new fold
  };
  constexpr state_adjoint& adjoint_of_state(long double number) {
    for (state_adjoint& s : states_) {
      if (s.number == number) return s;
    }
    states_.push_back({number, -1, -1});
    return states_[states_.size() - 1];
  }
  constexpr int state(operation const* op, int a, int second, long double number, int index, index_set indices) {
    instruction made{op, {a, second, -1}, number};
    made.index = index;
    made.indices = indices;
    return b_.append(made);
  }
  constexpr void propagate_state(int line) {
    instruction const l = b_.lines[line];
    int const own = adjoint_of(line);
    if (l.is<op::last_state>()) {
      adjoint_of_state(l.number).last = own;
    } else if (l.is<op::next>()) {
      instruction const carried = b_.lines[l.arguments[1]];
      long double const number = folds_.number_of(b_, l, !goes_backwards(l));
      int const from = adjoint_of_state(l.number).last;
      int const start = state(op_address<op::start>, from < 0 ? zero_line(b_) : from, -1, number, l.index, carried.indices & ~only(l.index));
      int const back = state(op_address<op::carried>, start, -1, number, l.index, carried.indices);
      adjoint_of_state(l.number).carried = back;
      contribute_from(line, l.arguments[0], own < 0 ? back : plus(back, own), 0);
    } else if (l.is<op::carried>()) {
      int const back = adjoint_of_state(l.number).carried;
      long double const number = b_.lines[back].number;
      int const next = state(op_address<op::next>, own < 0 ? zero_line(b_) : own, back, number, l.index, l.indices);
      contribute(l.arguments[0], state(op_address<op::last_state>, next, -1, number, l.index, l.indices & ~only(l.index)), 0);
    } else if (own >= 0) {
      contribute_from(line, l.arguments[0], own, 0);
    }
  }

  /// What a read sends to the line that it reads, at the loops where that is computed.
  constexpr void contribute_back(instruction const& l, int adjoint, int under) {
    substitution const& s = b_.arrays.substitutions[l.index];
    index_set moved = 0;
    for (int k = 0; k < s.count; ++k) moved |= only(s.from[k]) | only(s.to[k].index);
    int const outer = leave(under, moved);
    int const condition = outer == under ? -1 : read_back(b_, as_number(path_condition(under, outer)), l);
    int const value = read_back(b_, lift(adjoint, under, outer), l);
    contribute(l.arguments[0], value, condition < 0 ? outer : branch(outer, not_zero(condition), true));
  }
  /// The innermost branch around `under` (or itself) that does not depend on these indices, nor does any around it.
  constexpr int leave(int under, index_set indices) const {
    int result = under;
    for (int g = under; g > 0; g = guards_[g].parent) {
      if ((b_.lines[guards_[g].condition].indices & indices) != 0) result = guards_[g].parent;
    }
    return result;
  }
  constexpr int as_number(int condition) { return choose(condition, constant_line(b_, 1), -1); }
  constexpr int not_zero(int number) { return b_.emit(*op_address<op::not_equal>, number, zero_line(b_)); }

  constexpr int branch(int parent, int condition, bool holds) {
    for (int g = 0; g < guards_.size(); ++g) {
      if (guards_[g].parent == parent && guards_[g].condition == condition && guards_[g].holds == holds) return g;
    }
    guards_.push_back({parent, condition, holds, guards_[parent].depth + 1});
    return guards_.size() - 1;
  }
  constexpr int common(int g, int h) const {
    while (g != h) {
      if (guards_[g].depth >= guards_[h].depth) g = guards_[g].parent;
      else h = guards_[h].parent;
    }
    return g;
  }

  /// The sum of a line's contributions, valid under `under`, the innermost branch that holds them all.
  constexpr int total(int line, int& under) {
    under = 0;
    if (first_[line] < 0) return sum_[line];
    growing_array<int> sum(guards_.size(), -1);  // per guard, -1 for none
    sum[0] = sum_[line];
    under = sum[0] < 0 ? pending_[first_[line]].under : 0;
    int deepest = 0;
    for (int c = first_[line]; c >= 0; c = pending_[c].next) {
      int const g = pending_[c].under;
      under = common(under, g);
      deepest = g > deepest ? g : deepest;
      sum[g] = sum[g] < 0 ? pending_[c].value : plus(pending_[c].value, sum[g]);
    }
    for (int g = deepest; g > 0; --g) {  // children have larger numbers than their parents
      if (g == under || sum[g] < 0) continue;
      guard const& here = guards_[g];
      int const other = sibling(g);
      int const rest = other >= 0 && other < g ? sum[other] : -1;
      if (rest >= 0) sum[other] = -1;
      int const masked = choose(here.condition, here.holds ? sum[g] : rest, here.holds ? rest : sum[g]);
      sum[here.parent] = sum[here.parent] < 0 ? masked : plus(sum[here.parent], masked);
    }
    return sum[under];
  }
  /// The guard under which a line matters whose uses are all in branches, different ones below `under`: where at least
  /// one of them is taken. Elsewhere its adjoint is 0, and 0 times an infinite partial would be NaN.
  constexpr int narrowed(int line, int under) {
    if (first_[line] < 0 || sum_[line] >= 0) return under;
    growing_array<char> used(guards_.size(), 0);
    for (int c = first_[line]; c >= 0; c = pending_[c].next) used[pending_[c].under] = 1;
    for (int g = guards_.size() - 1; g > 0; --g) {  // both branches of a select: everywhere
      int const other = sibling(g);
      if (used[g] == 0 || other < 0 || used[other] == 0) continue;
      used[g] = used[other] = 0;
      used[guards_[g].parent] = 1;
    }
    if (used[under] != 0) return under;
    int any = -1;
    for (int g = 1; g < used.size(); ++g) {
      if (used[g] == 0) continue;
      int const path = path_condition(g, under);
      any = any < 0 ? path : b_.emit(*op_address<op::logical_or>, any, path);
    }
    return branch(under, any, true);
  }
  /// The line of the condition that all branches from below `top` down to g are taken.
  constexpr int path_condition(int g, int top) {
    int all = -1;
    for (; g != top; g = guards_[g].parent) {
      int const own = guards_[g].condition;
      int const here = guards_[g].holds ? own : b_.emit(*op_address<op::logical_not>, own);
      all = all < 0 ? here : b_.emit(*op_address<op::logical_and>, here, all);
    }
    return all;
  }
  constexpr int sibling(int g) const {
    for (int h = 1; h < guards_.size(); ++h) {
      if (h != g && guards_[h].parent == guards_[g].parent && guards_[h].condition == guards_[g].condition) return h;
    }
    return -1;
  }
  constexpr int lift(int value, int from, int to) {
    for (int g = from; g != to; g = guards_[g].parent) {
      value = choose(guards_[g].condition, guards_[g].holds ? value : -1, guards_[g].holds ? -1 : value);
    }
    return value;
  }
  constexpr int choose(int condition, int a, int b) { return select_line(b_, condition, a, b); }
  constexpr int plus(int a, int b) { return b_.emit(*op_address<op::add>, a, b); }
  static constexpr bool seen_before(instruction const& l, int k) {
    for (int j = 0; j < k; ++j) {
      if (l.arguments[j] == l.arguments[k]) return true;
    }
    return false;
  }

  builder& b_;
  growing_array<char> const& active_;
  index_set rows_;
  growing_array<int> sum_;    // of a line's contributions that always count
  growing_array<int> first_;  // of its contributions from inside branches, in pending_
  growing_array<contribution> pending_{};
  growing_array<guard> guards_{};
  growing_array<state_adjoint> states_{};
  derived_folds folds_{};
};

/// The adjoint of every given line with respect to the weighted sum of the roots; -1 for a structural zero. Weights are
/// lines too. `active` says which lines are differentiated.
constexpr growing_array<int> sweep_adjoints(builder& b, growing_array<int> const& roots, growing_array<int> const& weights,
                                            growing_array<char> const& active, growing_array<int> const& wanted,
                                            index_set rows = 0) {
  relaxed_scope const derivative_code(b);
  b.arrays.rows |= rows;
  adjoint_sweep sweep(b, active, rows);
  for (int i = 0; i < roots.size(); ++i) sweep.contribute(roots[i], weights[i], 0);
  for (int line = active.size() - 1; line >= 0; --line) {
    if (active[line] != 0 && b.lines[line].op->arity > 0) sweep.propagate(line);
  }
  growing_array<int> result;
  for (int line : wanted) result.push_back(line < 0 ? -1 : sweep.adjoint_of(line));
  return result;
}

/// The lines of d(sum of weight times root)/d(input), for each of the given inputs.
constexpr growing_array<int> adjoint(builder& b, growing_array<int> const& roots, growing_array<int> const& weights,
                                     growing_array<int> const& inputs) {
  growing_array<int> wanted;
  for (int input : inputs) wanted.push_back(find_input(b, input, b.lines.size()));
  growing_array<int> result = sweep_adjoints(b, roots, weights, depends_on(b, inputs), wanted);
  for (int& line : result) line = line < 0 ? zero_line(b) : line;
  return result;
}

struct array_adjoint {
  growing_array<int> numbers;         // the lines of the derivatives in the given inputs
  growing_array<array_part> parts{};  // of those in the given arrays
};

/// The derivative of the sum of weight times root in the given inputs and arrays; where `rows` are loops of the roots,
/// of each of their elements.
constexpr array_adjoint adjoint_with_arrays(builder& b, growing_array<int> const& roots, growing_array<int> const& weights,
                                            growing_array<int> const& inputs, growing_array<int> const& arrays,
                                            index_set rows = 0) {
  growing_array<char> const active = depends_on(b, inputs, arrays);
  growing_array<int> wanted;
  for (int input : inputs) wanted.push_back(find_input(b, input, b.lines.size()));
  for (int i = 0; i < active.size(); ++i) {
    if (active[i] != 0 && b.lines[i].is<op::element>()) wanted.push_back(i);
  }
  growing_array<int> const lines = sweep_adjoints(b, roots, weights, active, wanted, rows);
  array_adjoint result;
  for (int i = 0; i < lines.size(); ++i) {
    if (i < inputs.size()) result.numbers.push_back(lines[i] < 0 ? zero_line(b) : lines[i]);
    else if (lines[i] >= 0) result.parts.push_back({lines[i], b.arrays.accesses[b.lines[wanted[i]].index]});
  }
  return result;
}

/// The adjoint of every line below `size`, constants included, as the teaching pictures show them.
constexpr growing_array<int> adjoint_of_lines(builder& b, int size, int root) {
  growing_array<int> roots, weights, wanted;
  growing_array<char> active;
  roots.push_back(root);
  weights.push_back(constant_line(b, 1));
  for (int i = 0; i < b.lines.size(); ++i) active.push_back(static_cast<char>(i < size && !b.lines[i].op->is_condition));
  for (int i = 0; i < size; ++i) wanted.push_back(active[i] != 0 ? i : -1);
  growing_array<int> result = sweep_adjoints(b, roots, weights, active, wanted);
  for (int& line : result) line = line < 0 ? zero_line(b) : line;
  return result;
}

}  // namespace adze::detail
