#pragma once
// SPDX-License-Identifier: BSL-1.0
// From a settled program of arrays to a tree of loops.
//
// A line goes into the earliest loops over its indices that start after everything it needs is complete; only if there
// are none, new loops open. A reduction accumulates where its operand is computed, and is complete after the outermost
// loop that it reduces. Elements, and values that cost less than `recompute_limit` additions to make from elements and
// scalars, are not placed: they are computed where they are used, as far out as their indices allow. A value that is
// used outside of the loops it is computed in has a buffer, over the indices that the two places do not share. A kernel is
// a statement in the loops around what it works on: its operands are complete in buffers, and so is its result.

#include <adze/program/fold_lines.hpp>
#include <adze/program/kernel_lines.hpp>

namespace adze::detail {

inline constexpr int recompute_limit = 6;

enum class step_kind : unsigned char {
  compute,  // line `id`: into a register; into its buffer too, if it has one
  reload,   // line `id` from its buffer
  loop,     // loop `id`
  fill,     // the buffer of reduction `id` with its neutral element
  begin,    // the register of reduction `id` with its neutral element
  keep      // the register of reduction `id`, complete, into its buffer
};
struct step {
  step_kind kind = step_kind::compute;
  int id = -1;
};

struct loop_node {
  int index = -1;    // the loop index; -1 for the body of the whole program
  int parent = -1;
  index_set path = 0;  // of its own index and those around it
  bool leaf = true;    // has no loops inside
  bool sealed = false; // and is to have none
  int direction = 0;   // of a fold: 1 from the first step on, -1 from the last; its steps run one after the other
};

/// The schedule while it is being made.
struct schedule {
  growing_array<instruction> lines;
  growing_array<loop_node> loops;
  growing_array<growing_array<step>> steps;      // of each loop
  growing_array<growing_array<int>> imports;     // of each leaf: what it uses from outside
  growing_array<index_set> buffers;              // the indices of each line's buffer
  growing_array<char> buffered;                  // whether it has one
  growing_array<int> home;                       // the loop that a line is computed in; -1 if it is not placed
};

class scheduler {
 public:
  /// `lines` in an order in which operands stand before what uses them; loop indices numbered from the outermost on.
  /// `in_leaves` says which lines go into loops without loops inside.
  constexpr scheduler(builder const& b, growing_array<instruction> lines, growing_array<char> in_leaves)
      : b_(b), in_leaves_(std::move(in_leaves)) {
    s_.lines = std::move(lines);
    int const n = s_.lines.size();
    s_.buffers = growing_array<index_set>(n, 0);
    s_.buffered = growing_array<char>(n, 0);
    s_.home = growing_array<int>(n, -1);
    weight_ = growing_array<int>(n, -1);
    is_read_ = growing_array<char>(n, 0);
    available_ = growing_array<int>(n, 0);
    position_ = growing_array<int>(n, -1);
    open({-1, -1, 0, true, false, 0});
  }

  constexpr schedule run(growing_array<int> const& outputs) {
    for (instruction const& l : s_.lines) {
      if (l.is<op::read>()) is_read_[l.arguments[0]] = 1;
    }
    for (int i = 0; i < s_.lines.size(); ++i) note_weight(i);
    for (int i = 0; i < s_.lines.size(); ++i) {
      if (!floats(i)) place(i);
    }
    find_buffers(0);
    write_steps(0);
    for (int o : outputs) provide(o, 0);
    s_.steps[0] = written_[0];
    return std::move(s_);
  }

 private:
  constexpr instruction const& line(int i) const { return s_.lines[i]; }
  constexpr loop_node const& loop(int l) const { return s_.loops[l]; }
  constexpr bool is_leaf(int i) const { return line(i).op->arity == 0 && !is_element(i) && !line(i).is<op::position>(); }
  constexpr bool is_element(int i) const { return line(i).is<op::element>(); }
  constexpr bool is_store(int i) const { return line(i).is<op::store>() || line(i).is<op::store_joined>(); }

  // ---- what is computed where it is used

  /// A line that is not placed has its cost as weight; all others have -1.
  constexpr void note_weight(int i) {
    instruction const& l = line(i);
    if (is_leaf(i)) weight_[i] = 0;
    else if (l.op->arity == 0 || l.is<op::read>()) weight_[i] = 1;
    else if (!l.op->is_reduction && !is_store(i) && !is_state(l) && !is_kernel_line(l) && l.indices != 0 && is_read_[i] == 0) {
      int sum = l.op->weight;
      for (int k = 0; k < l.op->arity; ++k) {
        int const a = l.arguments[k];
        if (weight_[a] < 0 && line(a).indices != 0) return;
        if (line(a).is<op::read>()) return;
        sum += weight_[a] > 0 ? weight_[a] : 0;
      }
      if (sum < recompute_limit) weight_[i] = sum;
    }
  }
  constexpr bool floats(int i) const { return weight_[i] >= 0; }

  /// Calls visit(operand) for what a line is computed from, subscripts included.
  template <class Visit>
  constexpr void for_each_operand(int i, Visit const& visit) const {
    for_each_operand_of(s_.lines, b_.arrays.accesses, i, visit);
  }

  // ---- placement

  constexpr int open(loop_node const& l) {
    s_.loops.push_back(l);
    s_.steps.push_back({});
    s_.imports.push_back({});
    return s_.loops.size() - 1;
  }

  struct dependency {
    int line;
    index_set complete;  // indices over which it has to be complete before it is used
  };
  constexpr void collect(int i, index_set complete, growing_array<dependency>& found) const {
    if (line(i).is<op::last_state>()) complete |= only(line(i).index);
    for_each_operand(i, [&](int a) {
      if (is_leaf(a)) return;
      if (line(a).is<op::operand>()) return found.push_back({a, operand_set(line(a))});
      if (!floats(a)) found.push_back({a, complete});
      else if (line(a).is<op::read>()) collect(a, replaced(a), found);
      else collect(a, complete, found);
    });
  }
  constexpr index_set replaced(int read) const {
    substitution const& s = b_.arrays.substitutions[line(read).index];
    index_set result = 0;
    for (int k = 0; k < s.count; ++k) result |= only(s.from[k]);
    return result;
  }

  /// The child of loop `outer` that `inner`, a loop inside of it, is in.
  constexpr int child_towards(int outer, int inner) const {
    while (loop(inner).parent != outer) inner = loop(inner).parent;
    return inner;
  }
  constexpr bool inside(int inner, int outer) const {
    for (; inner >= 0; inner = loop(inner).parent) {
      if (inner == outer) return true;
    }
    return false;
  }
  constexpr int position_of(int parent, int child) const {
    growing_array<step> const& steps = s_.steps[parent];
    for (int q = 0; q < steps.size(); ++q) {
      if (steps[q].kind == step_kind::loop && steps[q].id == child) return q;
    }
    return -1;
  }

  /// Whether everything is complete when loop `candidate`, the step of `parent` at `position`, begins (or is computed in
  /// it, at the same values of its index).
  constexpr bool starts_late_enough(growing_array<dependency> const& needs, int parent, int candidate, int position) const {
    for (dependency const& d : needs) {
      int const where = available_[d.line];
      if (where == parent) {
        if (position_[d.line] >= position) return false;
      } else if (inside(where, parent)) {
        int const child = child_towards(parent, where);
        if (child == candidate ? has(d.complete, loop(candidate).index) : position_of(parent, child) >= position) return false;
      }
    }
    return true;
  }

  /// What a fold needs before its first step.
  constexpr void collect_for_fold(int carried, growing_array<dependency>& found) const {
    fold_marks const m = marks_of_fold(s_.lines, b_.arrays.accesses, fold_of(line(carried)));
    growing_array<dependency> all;
    for (int i = 0; i < s_.lines.size(); ++i) {
      if (m.in_body(i)) collect(i, 0, all);
    }
    for (dependency const& d : all) {
      if (!m.in_body(d.line)) found.push_back(d);
    }
  }

  constexpr index_set loops_of(int i) const {
    instruction const& l = line(i);
    if (l.is<op::carried>()) return l.indices & (only(l.index) | (only(l.index) - 1));  // as far as its steps
    if (l.op->is_kernel) return outer_indices(l, b_.arrays.calls[l.index]);
    return l.op->is_reduction ? line(l.arguments[0]).indices : l.indices;
  }

  constexpr void place(int i) {
    if (line(i).is<op::carried>()) {  // the states of a fold go together
      for (int k = 0; k < s_.lines.size() && k < i; ++k) {
        if (line(k).is<op::carried>() && fold_of(line(k)) == fold_of(line(i))) return settle_in(i, s_.home[k]);
      }
    }
    growing_array<dependency> needs;
    collect(i, 0, needs);
    int const direction = !line(i).is<op::carried>() ? 0 : goes_backwards(line(i)) ? -1 : 1;
    if (direction != 0) collect_for_fold(i, needs);
    index_set const wanted = loops_of(i);
    int at = 0;
    for (int index = 0; wanted >> index != 0; ++index) {
      if (!has(wanted, index)) continue;
      bool const innermost = wanted >> index == 1;
      bool const seal = innermost && in_leaves_[i] != 0;
      int chosen = -1;
      growing_array<step> const& steps = s_.steps[at];
      for (int q = 0; q < steps.size() && chosen < 0; ++q) {
        if (steps[q].kind != step_kind::loop || loop(steps[q].id).index != index) continue;
        if (innermost && direction * loop(steps[q].id).direction < 0) continue;
        if ((seal && !loop(steps[q].id).leaf) || ((!innermost || line(i).op->is_kernel) && loop(steps[q].id).sealed)) continue;
        if (starts_late_enough(needs, at, steps[q].id, q)) chosen = steps[q].id;
      }
      if (chosen < 0) {
        chosen = open({index, at, loop(at).path | only(index), true, false, 0});
        s_.loops[at].leaf = false;
        s_.steps[at].push_back({step_kind::loop, chosen});
      }
      if (seal) s_.loops[chosen].sealed = true;
      if (innermost && direction != 0) s_.loops[chosen].direction = direction;
      at = chosen;
    }
    if (line(i).op->is_kernel) s_.loops[at].leaf = false;  // it runs on single numbers
    settle_in(i, at);
    if (!line(i).op->is_reduction) return;
    int reduced = at;
    while (loop(reduced).index != line(i).index) reduced = loop(reduced).parent;
    available_[i] = loop(reduced).parent;
    position_[i] = position_of(available_[i], reduced);
  }

  constexpr void settle_in(int i, int at) {
    s_.home[i] = at;
    available_[i] = at;
    position_[i] = s_.steps[at].size();
    s_.steps[at].push_back({step_kind::compute, i});
  }

  // ---- buffers

  /// Whether a use in loop `at` finds the value in a register.
  constexpr bool in_register(int i, int at) const {
    return inside(at, available_[i]) && (line(i).indices & ~loop(available_[i]).path) == 0;
  }
  constexpr int common(int a, int b) const {
    while (!inside(b, a)) a = loop(a).parent;
    return a;
  }
  constexpr void note_use(int i, int at, index_set complete) {
    if (is_leaf(i) || line(i).is<op::start>()) return;
    if (line(i).is<op::read>()) return note_use(line(i).arguments[0], at, complete | replaced(i));
    if (floats(i)) return for_each_operand(i, [&](int a) { note_use(a, at, complete); });
    if (complete == 0 && in_register(i, at)) return;
    int const owner = line(i).is<op::next>() ? line(i).arguments[1] : i;  // an update stands in its state's buffer
    s_.buffered[owner] = 1;
    s_.buffers[owner] |= line(i).indices & (~loop(common(available_[i], at)).path | complete);
  }
  constexpr void find_buffers(int at) {
    for (step const& s : s_.steps[at]) {
      if (s.kind == step_kind::loop) {
        find_buffers(s.id);
        continue;
      }
      index_set const complete = line(s.id).is<op::last_state>() ? only(line(s.id).index) : 0U;
      for_each_operand(s.id, [&](int a) { note_use(a, at, line(a).is<op::operand>() ? operand_set(line(a)) : complete); });
      if (line(s.id).op->is_kernel && b_.arrays.calls[line(s.id).index].result.rank > 0) {
        s_.buffered[s.id] = 1;
        s_.buffers[s.id] |= b_.arrays.calls[line(s.id).index].result.set();
      }
      if (line(s.id).is<op::carried>()) {
        s_.buffered[s.id] = 1;
        s_.buffers[s.id] |= line(s.id).indices & ~loop(loop(at).parent).path;
      }
      if (line(s.id).op->is_reduction && accumulates_in_buffer(s.id)) {
        s_.buffered[s.id] = 1;
        s_.buffers[s.id] |= line(s.id).indices & ~loop(available_[s.id]).path;
      }
    }
  }

  // ---- the steps, with what is computed or loaded on the way

  constexpr int outermost_for(int i, int at) const {
    index_set const indices = line(i).indices;
    int result = at;
    for (int l = at; l >= 0; l = loop(l).parent) {
      if ((indices & ~loop(l).path) == 0) result = l;
    }
    return result;
  }
  constexpr bool done(int l, step const& s) const {
    for (step const& d : written_[l]) {
      if (d.kind == s.kind && d.id == s.id) return true;
    }
    return false;
  }
  /// Makes line i available in a register for loop `at`.
  constexpr void provide(int i, int at) {
    if (is_leaf(i)) return import_into(at, 0, i);
    bool const computed = floats(i);
    if (line(i).is<op::start>()) return;  // its buffer is the state's
    if (!computed && in_register(i, at)) return import_into(at, available_[i], i);
    int const where = outermost_for(i, at);
    step const s{computed ? step_kind::compute : step_kind::reload, i};
    if (!done(where, s)) {
      if (computed && line(i).is<op::read>()) {
        // from the buffer of its operand
      } else if (computed) {
        for_each_operand(i, [&](int a) { provide(a, where); });
      }
      written_[where].push_back(s);
    }
    import_into(at, where, i);
  }
  constexpr void import_into(int at, int from, int i) {
    if (!loop(at).leaf || loop(at).direction != 0 || at == from || at == 0) return;
    for (int known : s_.imports[at]) {
      if (known == i) return;
    }
    s_.imports[at].push_back(i);
  }
  constexpr void write_steps(int at) {
    if (at == 0) written_ = growing_array<growing_array<step>>(s_.loops.size());
    growing_array<step> const planned = s_.steps[at];
    for (step const& s : planned) {
      if (s.kind == step_kind::loop) {
        begin_reductions(at, s.id, s.id);
        write_steps(s.id);
      } else if (!line(s.id).is<op::last_state>() && !line(s.id).op->is_kernel) {  // which read buffers
        for_each_operand(s.id, [&](int a) { provide(a, at); });
      }
      written_[at].push_back(s);
      if (s.kind == step_kind::loop) keep_reductions(at, s.id, s.id);
    }
    s_.steps[at] = written_[at];
  }
  constexpr bool accumulates_in_buffer(int i) const { return (line(i).indices & ~loop(available_[i]).path) != 0; }
  /// What is complete after loop `reduced` of `at` and has a buffer, but was accumulated in a register.
  constexpr void keep_reductions(int at, int reduced, int inner) {
    for (step const& s : s_.steps[inner]) {
      if (s.kind == step_kind::loop) keep_reductions(at, reduced, s.id);
      else if (s.kind == step_kind::compute && s_.buffered[s.id] != 0 && line(s.id).op->is_reduction &&
               line(s.id).index == loop(reduced).index && available_[s.id] == at && !accumulates_in_buffer(s.id)) {
        written_[at].push_back({step_kind::keep, s.id});
      }
    }
  }
  /// What has to be set to its neutral element before loop `reduced` of `at` begins: reductions computed in it.
  constexpr void begin_reductions(int at, int reduced, int inner) {
    for (step const& s : s_.steps[inner]) {
      if (s.kind == step_kind::loop) {
        begin_reductions(at, reduced, s.id);
      } else if (line(s.id).op->is_reduction && line(s.id).index == loop(reduced).index && available_[s.id] == at) {
        written_[at].push_back({accumulates_in_buffer(s.id) ? step_kind::fill : step_kind::begin, s.id});
      } else if (line(s.id).is<op::store_joined>() && inner == reduced) {
        written_[at].push_back({step_kind::begin, s.id});
      }
    }
  }

  builder const& b_;
  growing_array<char> in_leaves_;
  schedule s_{};
  growing_array<int> weight_{};
  growing_array<char> is_read_{};   // from its buffer, which it has for that
  growing_array<int> available_{};  // the loop in whose body a line becomes available ...
  growing_array<int> position_{};   // ... and after which of its steps
  growing_array<growing_array<step>> written_{};
};

/// Calls of library functions that stand in a loop around others, with a buffer over its index: they can as well be in a
/// loop of their own, where they run on batches.
constexpr growing_array<char> calls_between_loops(schedule const& s, bool& any) {
  growing_array<char> result(s.lines.size(), 0);
  for (int i = 0; i < s.lines.size(); ++i) {
    if (s.home[i] <= 0 || s.buffered[i] == 0 || s.lines[i].op->weight < 20 || s.lines[i].op->is_kernel) continue;
    loop_node const& home = s.loops[s.home[i]];
    if (home.leaf || !has(s.buffers[i], home.index)) continue;
    result[i] = 1;
    any = true;
  }
  return result;
}

/// The schedule of these lines.
constexpr schedule schedule_of(builder const& b, growing_array<instruction> const& lines, growing_array<int> const& outputs) {
  schedule first = scheduler(b, lines, growing_array<char>(lines.size(), 0)).run(outputs);
  bool any = false;
  growing_array<char> const calls = calls_between_loops(first, any);
  if (any) return scheduler(b, lines, calls).run(outputs);
  return first;
}

}  // namespace adze::detail
