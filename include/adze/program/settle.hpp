#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 2 for arrays: a captured program, in which an array is a line in the indices 0, 1, ... of its dimensions and
// substitutions say which element is meant, becomes one in loop indices: every substitution is carried out, every
// reduction has a loop. Loops over equal extents are shared, so that what can be one loop is one.
//
// An array that takes a reduction to compute (a matrix product) is not computed again for each place it is used in: it
// is settled once, in loops of its own, and read.

#include <adze/ops/power.hpp>
#include <adze/program/kernel_lines.hpp>

namespace adze::detail {

class settling {
 public:
  /// rows_apart: the loops of the results' dimensions are used for nothing else, and what is needed at one of their
  /// values is computed there, so that a line with such an index belongs to one element of the results.
  constexpr explicit settling(builder& from, bool rows_apart = false)
      : rows_apart_(rows_apart), from_(from), heavy_(from.lines.size(), 0), first_(from.lines.size(), -1) {
    to_.arrays.in_use = true;
    to_.arrays.extents = from.arrays.extents;
    to_.arrays.equal_to = from.arrays.equal_to;
    to_.arrays.agreements = from.arrays.agreements;
    to_.arrays.folds = from.arrays.folds;
    for (int i = 0; i < from.lines.size(); ++i) {
      instruction const& l = from.lines[i];
      heavy_[i] = l.is<op::carried>() || l.op->is_kernel ? at_own_loops : l.op->is_reduction ? reduces : light;
      for (int k = 0; k < l.op->arity; ++k) heavy_[i] = heavy_[i] < heavy_[l.arguments[k]] ? heavy_[l.arguments[k]] : heavy_[i];
    }
  }

  struct settled_root {
    int line;
    access place;  // the loops of its dimensions
  };
  /// A root: a scalar, or an array whose dimensions have the given extents.
  constexpr settled_root root(int line, int rank, int const* extents) {
    environment e;
    settled_root result{-1, {-1, rank, {}}};
    for (int d = 0; d < rank; ++d) {
      int const index = loop(extents[d], used(e, d), rows_apart_);
      if (rows_apart_) to_.arrays.rows = rows_ |= only(index);
      e.at[d] = result.place.at[d] = {index, 0, -1};
    }
    result.line = settle(line, e);
    return result;
  }
  constexpr builder take() { return std::move(to_); }

 private:
  enum : char { light, reduces, at_own_loops };  // what it takes to compute a line: the last, a fold or a kernel

  /// What each index of the captured program stands for.
  struct environment {
    subscript at[index_limit]{};
  };
  struct entry {  // what a line became in an environment
    int scope, result, next;
  };

  constexpr index_set used(environment const& e, int count) const {
    index_set s = 0;
    for (int d = 0; d < count; ++d) s |= indices_of(to_, e.at[d]);
    return s;
  }
  /// The loops that a line in these indices is inside of.
  constexpr index_set around(environment const& e, index_set indices) const {
    index_set s = 0;
    for (int i = 0; i < index_limit; ++i) {
      if (has(indices, i)) s |= indices_of(to_, e.at[i]);
    }
    return s;
  }
  /// A loop over this extent, other than the given ones; one of the rows or none of them.
  constexpr int loop(int extent, index_set others, bool row = false) {
    int const wanted = to_.arrays.representative(extent);
    growing_array<int>& loops = to_.arrays.loops;
    for (int i = 0; i < loops.size(); ++i) {
      if (loops[i] == wanted && !has(others, i) && has(rows_, i) == row) return i;
    }
    if (loops.size() == index_limit) to_.arrays.found = mistake::too_many_indices;
    else loops.push_back(wanted);
    return loops.size() - 1;
  }

  constexpr bool same(environment const& a, environment const& b, index_set indices) const {
    for (int i = 0; indices >> i != 0; ++i) {
      if (has(indices, i) && !(a.at[i] == b.at[i])) return false;
    }
    return true;
  }
  constexpr int recall(int line, environment const& e) const {
    for (int m = first_[line]; m >= 0; m = memory_[m].next) {
      if (same(scopes_[memory_[m].scope], e, from_.lines[line].indices)) return memory_[m].result;
    }
    return -1;
  }

  /// All lines that `root` needs in this environment, in their order; reductions and substitutions open scopes of theirs.
  constexpr int settle(int root, environment const& e) {
    if (int const known = recall(root, e); known >= 0) return known;
    int const scope = scopes_.size();
    scopes_.push_back(e);
    growing_array<char> needed(root + 1, 0);
    needed[root] = 1;
    for (int i = root; i >= 0; --i) {
      if (needed[i] == 0) continue;
      instruction const& l = from_.lines[i];
      if (l.op->is_reduction || l.is<op::substituted>() || is_state(l) || l.op->is_kernel) continue;
      for (int k = 0; k < l.op->arity; ++k) needed[l.arguments[k]] = 1;
    }
    int result = -1;
    for (int i = 0; i <= root; ++i) {
      if (needed[i] == 0) continue;
      result = recall(i, e);
      if (result >= 0) continue;
      result = settle_one(i, e);
      memory_.push_back({scope, result, first_[i]});
      first_[i] = memory_.size() - 1;
    }
    return result;
  }

  constexpr int settle_one(int i, environment const& e) {
    instruction const l = from_.lines[i];
    if (l.op->is_reduction) return reduce(l, e);
    if (l.is<op::substituted>()) return substituted(l, e);
    if (l.op->is_kernel) return kernel(l, e);
    if (l.is<op::carried>()) return carried(i, e);
    if (l.is<op::next>()) return next(l, e);
    if (l.is<op::last_state>()) return last_state(l, e);
    if (l.is<op::element>()) {
      access a = from_.arrays.accesses[l.index];
      for (int d = 0; d < a.rank; ++d) a.at[d] = resolve(a.at[d], e);
      return element_line(to_, a);
    }
    if (l.is<op::position>()) {
      subscript const s = resolve({l.arguments[0], static_cast<int>(l.number), -1}, e);
      if (s.index >= 0) return position_line(to_, s.index, s.offset);
      int const offset = constant(s.offset);
      return s.line >= 0 ? to_.emit(*op_address<op::add>, s.line, offset) : offset;
    }
    if (l.op->arity == 0) return to_.append({l.op, {l.arguments[0], l.arguments[1], l.arguments[2]}, l.number});
    int a[3] = {-1, -1, -1};
    for (int k = 0; k < l.op->arity; ++k) a[k] = recall(l.arguments[k], e);
    return to_.emit(*l.op, a[0], a[1], a[2]);
  }

  constexpr int constant(int k) { return to_.append({op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(k)}); }

  constexpr subscript resolve(subscript const& s, environment const& e) {
    if (s.line >= 0) return {-1, s.offset, settle(s.line, e)};
    if (s.index < 0) return s;
    subscript const to = e.at[s.index];
    return {to.index, to.offset + s.offset, to.line};
  }

  constexpr int reduce(instruction const& l, environment const& e) {
    environment inner = e;
    int const index = loop(l.arguments[1], around(e, l.indices));
    inner.at[l.index] = {index, 0, -1};
    int const line = settle(l.arguments[0], inner);
    if (!has(to_.lines[line].indices, index)) return repeated(l, line, index);
    instruction made{l.op, {line, -1, -1}, 0};
    made.index = index;
    made.indices = to_.lines[line].indices & ~only(index);
    return to_.append(made);
  }
  /// The reduction of what does not depend on the index.
  constexpr int repeated(instruction const& l, int line, int index) {
    int const count = extent_line(to_, to_.arrays.loops[index]);
    if (l.is<op::sum_over>()) return to_.emit(*op_address<op::mul>, line, count);
    if (l.is<op::product_over>()) return to_.emit(*op_address<op::pow>, line, count);
    return line;
  }

  constexpr int substituted(instruction const& l, environment const& e) {
    substitution const& s = from_.arrays.substitutions[l.index];
    int const line = l.arguments[0];
    environment inner = e;
    bool only_loops = heavy_[line] != 0;
    index_set taken = from_.lines[line].indices;
    for (int k = 0; k < s.count; ++k) taken &= ~only(s.from[k]);
    taken = around(e, taken);
    for (int k = 0; k < s.count; ++k) {
      subscript const to = resolve(s.to[k], e);
      inner.at[s.from[k]] = to;
      only_loops = only_loops && to.index >= 0 && to.offset == 0 && !has(taken, to.index) && !has(rows_, to.index) &&
                   runs_over(to.index, s.extent[k]);
      taken |= to.index >= 0 ? only(to.index) : 0U;
    }
    if (only_loops) return read(line, s, inner);
    return heavy_[line] == at_own_loops ? pick(line, s, e) : settle(line, inner);  // the diagonal of a product is computed as such
  }
  /// An element of what a fold or a kernel computes, at subscripts that are no loops: the sum over all elements of those that are meant.
  constexpr int pick(int line, substitution const& s, environment const& e) {
    index_set taken = from_.lines[line].indices;
    for (int k = 0; k < s.count; ++k) taken &= ~only(s.from[k]);
    taken = around(e, taken);
    for (int k = 0; k < s.count; ++k) taken |= indices_of(to_, resolve(s.to[k], e));
    environment own = e;
    for (int k = 0; k < s.count; ++k) {
      own.at[s.from[k]] = {loop(s.extent[k], taken), 0, -1};
      taken |= only(own.at[s.from[k]].index);
    }
    int result = read(line, s, own);
    for (int k = 0; k < s.count; ++k) result = picked(to_, result, own.at[s.from[k]].index, resolve(s.to[k], e));
    return result;
  }
  /// Whether a loop takes all values of an extent. (What is read over a part of its loops would get a derivative over that
  /// part only; it is computed over the part instead.)
  constexpr bool runs_over(int index, int extent) const {
    return to_.arrays.representative(to_.arrays.loops[index]) == to_.arrays.representative(extent);
  }
  /// A heavy line at the loops that `wanted` says: computed once, at loops of its own, and read from there if need be.
  constexpr int read(int line, substitution const& s, environment const& wanted) {
    index_set const free = from_.lines[line].indices;
    index_set taken = free;
    for (int k = 0; k < s.count; ++k) taken &= ~only(s.from[k]);
    taken = around(wanted, taken);
    environment own = wanted;
    substitution renaming;
    for (int k = 0; k < s.count; ++k) {
      if (!has(free, s.from[k])) continue;
      int const index = loop(s.extent[k], taken);
      taken |= only(index);
      own.at[s.from[k]] = {index, 0, -1};
      if (index != wanted.at[s.from[k]].index) renaming.add(index, wanted.at[s.from[k]], -1);
    }
    int const computed = settle(line, own);
    if (!to_.lines[computed].op->is_condition || renaming.count == 0) return read_line(to_, computed, renaming);
    int const number = to_.emit(*op_address<op::select>, computed, constant(1), constant(0));  // what can be read
    return to_.emit(*op_address<op::not_equal>, read_line(to_, number, renaming), constant(0));
  }

  /// A kernel at loops of its own, read at those that are wanted.
  constexpr int kernel(instruction const& l, environment const& e) {
    kernel_call const& captured = from_.arrays.calls[l.index];
    index_set const taken = around(e, outer_indices(l, captured));
    auto const at_loops = [&](dimension_list const& dimensions, environment& own) {
      dimension_list result;
      for (int d = 0; d < dimensions.rank; ++d) {
        result.add(dimensions.index[d] < 0 ? -1 : loop(dimensions.extent[d], taken | result.set()));
        if (dimensions.index[d] < 0) continue;
        own.at[dimensions.index[d]] = {result.index[d], 0, -1};
      }
      return result;
    };
    kernel_call call;
    int operands[3] = {-1, -1, -1};
    for (int k = 0; k < l.op->arity; ++k) {
      environment own = e;
      call.operands[k] = at_loops(captured.operands[k], own);
      operands[k] = settle(l.arguments[k], own);
    }
    environment own = e;
    call.result = at_loops(captured.result, own);
    int result = kernel_line(to_, l.op, operands, call);
    substitution renaming;
    bool readable = true;
    index_set others = taken;
    for (int d = 0; d < call.result.rank; ++d) {
      if (call.result.index[d] < 0) continue;
      subscript const& wanted = e.at[captured.result.index[d]];
      readable = readable && !has(others | rows_, wanted.index);
      others |= only(wanted.index);
      if (call.result.index[d] != wanted.index) renaming.add(call.result.index[d], wanted, -1);
    }
    if (readable) return read_line(to_, result, renaming);
    for (int d = 0; d < call.result.rank; ++d) {
      if (call.result.index[d] >= 0) result = picked(to_, result, call.result.index[d], e.at[captured.result.index[d]]);
    }
    return result;
  }

  // ---- folds: a state is settled at loops of its own; the others of its fold come with it

  constexpr int state_line(instruction const& l, int a, int b, index_set indices, environment const& e) {
    instruction made{l.op, {a, b, -1}, l.number};
    made.index = l.index < 0 ? -1 : e.at[l.index].index;
    made.indices = around(e, indices);
    return to_.append(made);
  }
  /// The loops that the state of line i, `carried`, is computed at, given those around.
  constexpr environment loops_of_state(instruction const& carried, environment const& e, substitution& renaming) {
    substitution const& dimensions = from_.arrays.substitutions[carried.arguments[1]];
    index_set outer = carried.indices;
    for (int k = 0; k < dimensions.count; ++k) outer &= ~only(dimensions.from[k]);
    index_set taken = around(e, outer);
    environment own = e;
    for (int k = 0; k < dimensions.count; ++k) {
      int const d = dimensions.from[k];
      int const index = loop(dimensions.extent[k], taken);
      taken |= only(index);
      own.at[d] = {index, 0, -1};
      if (!(e.at[d] == own.at[d])) renaming.add(index, e.at[d], -1);
    }
    return own;
  }
  constexpr int carried(int i, environment const& e) {
    instruction const l = from_.lines[i];
    substitution renaming;
    environment const own = loops_of_state(l, e, renaming);
    if (renaming.count > 0) return read_line(to_, settle(i, own), renaming);
    instruction made{op_address<op::start>, {settle(from_.lines[l.arguments[0]].arguments[0], e), -1, -1}, l.number};
    made.index = e.at[l.index].index;  // tells folds in different loops apart
    made.indices = around(e, l.indices & ~only(l.index));
    return state_line(l, to_.append(made), -1, l.indices, e);
  }
  constexpr int next(instruction const& l, environment const& e) {
    int const update = settle(l.arguments[0], e), before = settle(l.arguments[1], e);
    int const result = state_line(l, update, before, l.indices | from_.lines[l.arguments[1]].indices, e);
    for (int i = 0; i < from_.lines.size(); ++i) {  // the other states
      instruction const other = from_.lines[i];
      if (!other.is<op::next>() || fold_number(other) != fold_number(l) || other.number == l.number) continue;
      substitution renaming;
      environment own = loops_of_state(from_.lines[other.arguments[1]], e, renaming);
      if (recall(i, own) >= 0 || in_progress(i, own)) continue;
      progress_.push_back({i, static_cast<int>(scopes_.size())});
      scopes_.push_back(own);
      settle(i, own);
    }
    return result;
  }
  static constexpr int fold_number(instruction const& state) { return (static_cast<int>(state.number) - 1) / most_states; }
  struct begun {
    int line, scope;
  };
  constexpr bool in_progress(int line, environment const& e) const {
    for (begun const& b : progress_) {
      if (b.line == line && same(scopes_[b.scope], e, from_.lines[line].indices)) return true;
    }
    return false;
  }
  constexpr int last_state(instruction const& l, environment const& e) {
    int const next = l.arguments[0];
    instruction const& carried = from_.lines[from_.lines[next].arguments[1]];
    substitution const& dimensions = from_.arrays.substitutions[carried.arguments[1]];
    index_set outer = l.indices;
    for (int k = 0; k < dimensions.count; ++k) outer &= ~only(dimensions.from[k]);
    environment inner = e;
    inner.at[l.index] = {loop(l.arguments[1], around(e, outer)), 0, -1};
    substitution renaming;
    environment const own = loops_of_state(carried, inner, renaming);
    progress_.push_back({next, static_cast<int>(scopes_.size())});
    scopes_.push_back(own);
    instruction made{l.op, {settle(next, own), -1, -1}, l.number};
    made.index = own.at[l.index].index;
    made.indices = to_.lines[made.arguments[0]].indices & ~only(made.index);
    return read_line(to_, to_.append(made), renaming);
  }

  growing_array<begun> progress_{};  // updates that are being settled

  bool rows_apart_;
  index_set rows_ = 0;
  builder& from_;
  builder to_{};
  growing_array<char> heavy_;   // what it takes to compute each line
  growing_array<int> first_;    // of a line's entries in memory_
  growing_array<entry> memory_{};
  growing_array<environment> scopes_{};
};

}  // namespace adze::detail
