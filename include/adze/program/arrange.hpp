#pragma once
// SPDX-License-Identifier: BSL-1.0
// From what a recipe writes to what the scheduler takes: outputs become stores, dead lines go, loops are numbered in the
// order in which they nest.

#include <adze/program/optimise.hpp>
#include <adze/program/schedule.hpp>

namespace adze::detail {

/// A settled program with its outputs: numbers, and arrays in parts.
struct array_draft {
  growing_array<instruction> lines{};
  growing_array<int> outputs{};
  growing_array<array_part> parts{};
  growing_array<output_array> arrays{};
  array_tables tables{};
  bool has_reciprocals = false;
  bool adds = false;  // to what the output arrays hold
};

struct arranged {
  array_draft source;  // lines moved out
  growing_array<char> added_to;
  schedule planned;
};

/// Writes the parts of every output as stores: assigned where one part covers the array, joined where two neighbours do,
/// else added up from zero.
class storing {
 public:
  constexpr explicit storing(array_draft& d) : d_(d) {
    b_.lines = std::move(d.lines);
    b_.arrays = std::move(d.tables);
  }
  /// Returns the numbers of the stores.
  constexpr growing_array<int> run(growing_array<char>& added_to) {
    for (int o = 0; o < d_.arrays.size(); ++o) {
      growing_array<int> own;
      for (int p = 0; p < d_.parts.size(); ++p) {
        if (d_.parts[p].where.array == o) own.push_back(p);
      }
      bool const assigned = !d_.adds && own.size() == 1 && covers(d_.parts[own[0]].where, o, 0);
      if (assigned) append(op_address<op::store>, d_.parts[own[0]], -1, 0);
      bool const is_joined = !d_.adds && !assigned && joined(own, o);
      added_to.push_back(static_cast<char>(!assigned && !is_joined));
      if (assigned || is_joined) continue;
      for (int p : own) append(op_address<op::store>, d_.parts[p], -1, 1);
    }
    d_.lines = std::move(b_.lines);
    d_.tables = std::move(b_.arrays);
    return std::move(stores_);
  }

 private:
  /// Whether an access reaches all elements of output o once, or all but the last `missing` ones.
  constexpr bool covers(access const& a, int o, int missing) {
    index_set seen = 0;
    for (int d = 0; d < a.rank; ++d) {
      subscript const& s = a.at[d];
      extent const& whole = b_.arrays.extents[d_.arrays[o].extent[d]];
      if (s == subscript{-1, 0, -1} && whole == extent{extent_kind::constant, 1, 0}) continue;  // all of one element
      if (s.index < 0 || s.offset != 0 || s.line >= 0 || has(seen, s.index)) return false;
      seen |= only(s.index);
      array_tables& t = b_.arrays;
      int const needed = t.shifted(d_.arrays[o].extent[d], -missing);
      if (t.representative(t.loops[s.index]) != t.representative(needed)) return false;
    }
    return true;
  }
  constexpr bool joined(growing_array<int> const& own, int o) {
    if (own.size() != 2 || d_.arrays[o].rank != 1) return false;
    for (int k = 0; k < 2; ++k) {
      array_part const &first = d_.parts[own[k]], &second = d_.parts[own[1 - k]];
      subscript const &i = first.where.at[0], &next = second.where.at[0];
      if (!covers(first.where, o, 1) || next.index != i.index || next.offset != 1 || next.line >= 0) continue;
      append(op_address<op::store_joined>, first, second.line, 0);
      return true;
    }
    return false;
  }
  constexpr void append(operation const* op, array_part const& part, int second, int added) {
    instruction made{op, {part.line, second, -1}, static_cast<long double>(added)};
    made.index = array_tables::find_or_add(b_.arrays.accesses, part.where);
    made.indices = indices_of(b_, part.where) | b_.lines[part.line].indices;
    b_.lines.push_back(made);
    stores_.push_back(b_.lines.size() - 1);
  }

  array_draft& d_;
  builder b_{};
  growing_array<int> stores_{};
};

/// The order in which loops nest: the earlier dimension of an array outside of the later one, for as many accesses as
/// can be had, so that memory is walked through in its order; where that leaves a choice, loops that no output has an
/// index of (loops over data) outside of the others, so that what is kept per round is small. Returns each loop's new
/// number.
constexpr growing_array<int> loop_order(array_draft const& d, growing_array<char> const& live) {
  int const n = d.tables.loops.size();
  growing_array<int> votes(n * n, 0), number(n, -1);
  index_set in_outputs = 0;
  growing_array<char> counted(d.tables.accesses.size(), 0);
  auto const sets = [&](subscript const& s) {
    return (s.index >= 0 ? only(s.index) : 0U) | (s.line >= 0 ? d.lines[s.line].indices : 0U);
  };
  for (int i = 0; i < d.lines.size(); ++i) {
    instruction const& l = d.lines[i];
    if (live[i] != 0 && l.is<op::carried>()) {  // the steps outside of the state
      for (int q = 0; q < n; ++q) {
        if (q != l.index && has(l.indices, q)) votes[l.index * n + q] += 1000;
      }
    }
    if (live[i] != 0 && l.op->is_kernel) {  // what is around a kernel outside of what it works on
      kernel_call const& c = d.tables.calls[l.index];
      index_set own = c.result.set();
      for (dimension_list const& operand : c.operands) own |= operand.set();
      for (int p = 0; p < n; ++p) {
        for (int q = 0; q < n; ++q) {
          if (has(outer_indices(l, c), p) && has(own, q)) votes[p * n + q] += 1000;
        }
      }
    }
    if (live[i] != 0 && l.is<op::store>()) in_outputs |= l.indices;
    if (live[i] == 0 || !(l.is<op::element>() || l.is<op::store>()) || counted[l.index] != 0) continue;
    counted[l.index] = 1;
    access const& a = d.tables.accesses[l.index];
    for (int outer = 0; outer < a.rank; ++outer) {
      for (int inner = outer + 1; inner < a.rank; ++inner) {
        for (int p = 0; p < n; ++p) {
          for (int q = 0; q < n; ++q) {
            if (p != q && has(sets(a.at[outer]), p) && has(sets(a.at[inner]), q)) ++votes[p * n + q];
          }
        }
      }
    }
  }
  for (int next = 0; next < n; ++next) {
    int best = -1, fewest = 0;
    for (int p = 0; p < n; ++p) {
      if (number[p] >= 0) continue;
      int against = 0;
      for (int q = 0; q < n; ++q) {
        if (number[q] < 0 && votes[q * n + p] > votes[p * n + q]) against += votes[q * n + p] - votes[p * n + q];
      }
      bool const better = best < 0 || against < fewest || (against == fewest && has(in_outputs, best) && !has(in_outputs, p));
      if (better) best = p, fewest = against;
    }
    number[best] = next;
  }
  return number;
}

constexpr index_set renumbered(index_set s, growing_array<int> const& number) {
  index_set result = 0;
  for (int i = 0; i < number.size(); ++i) {
    if (has(s, i)) result |= only(number[i]);
  }
  return result;
}

constexpr void renumber_loops(array_draft& d, growing_array<int> const& number) {
  auto const moved = [&](int& index) {
    if (index >= 0) index = number[index];
  };
  for (instruction& l : d.lines) {
    l.indices = renumbered(l.indices, number);
    if (l.op->is_reduction || is_state(l)) moved(l.index);
    if (l.is<op::position>()) moved(l.arguments[0]);
    if (l.is<op::operand>()) l.index = static_cast<int>(renumbered(static_cast<index_set>(l.index), number));
  }
  for (access& a : d.tables.accesses) {
    for (subscript& s : a.at) moved(s.index);
  }
  for (substitution& s : d.tables.substitutions) {
    for (int k = 0; k < s.count; ++k) moved(s.from[k]), moved(s.to[k].index);
  }
  for (kernel_call& c : d.tables.calls) {
    for (dimension_list* list : {&c.operands[0], &c.operands[1], &c.operands[2], &c.result}) {
      for (int k = 0; k < list->rank; ++k) moved(list->index[k]);
    }
  }
  growing_array<int> loops(number.size(), -1);
  for (int i = 0; i < number.size(); ++i) loops[number[i]] = d.tables.loops[i];
  d.tables.loops = loops;
}

/// What the given lines need, subscripts included.
constexpr growing_array<char> live_lines(array_draft const& d, growing_array<int> const& wanted) {
  growing_array<char> live(d.lines.size(), 0);
  for (int w : wanted) live[w] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (int i = d.lines.size() - 1; i >= 0; --i) {
      if (live[i] != 0) for_each_operand_of(d.lines, d.tables.accesses, i, [&](int a) { live[a] = 1; });
    }
    for (int i = 0; i < d.lines.size(); ++i) {  // a carried state needs its update, which stands behind it
      instruction const& l = d.lines[i];
      if (live[i] != 0 || !l.is<op::next>() || live[l.arguments[1]] == 0) continue;
      live[i] = 1;
      changed = true;
    }
  }
  return live;
}

/// Drops what is not live; the bodies of folds come to stand together, else lines keep their order.
constexpr void keep_live(array_draft& d, growing_array<char> const& live) {
  growing_array<int> place(d.lines.size(), -1);
  growing_array<instruction> kept;
  for (int i : order_with_folds(d.lines, d.tables.accesses)) {
    if (live[i] == 0) continue;
    instruction l = d.lines[i];
    for (int k = 0; k < l.op->arity; ++k) l.arguments[k] = place[l.arguments[k]];
    place[i] = kept.size();
    kept.push_back(l);
  }
  d.lines = std::move(kept);
  for (int& o : d.outputs) o = place[o];
  for (access& a : d.tables.accesses) {
    for (subscript& s : a.at) {
      if (s.line >= 0) s.line = place[s.line];
    }
  }
}

constexpr arranged arrange(array_draft d) {
  arranged result;
  growing_array<int> wanted = storing(d).run(result.added_to);
  for (int o : d.outputs) wanted.push_back(o);
  if (d.has_reciprocals) merge_lone_reciprocals(d.lines, wanted);
  growing_array<char> const live = live_lines(d, wanted);
  renumber_loops(d, loop_order(d, live));
  keep_live(d, live);
  builder tables;
  tables.arrays = std::move(d.tables);
  result.planned = schedule_of(tables, d.lines, d.outputs);
  d.tables = std::move(tables.arrays);
  result.source = std::move(d);
  return result;
}

}  // namespace adze::detail
