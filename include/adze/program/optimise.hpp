#pragma once
// SPDX-License-Identifier: BSL-1.0
// From the builder's list to the list that is evaluated: dead lines are dropped, the rest is put into the order in
// which it is computed.

#include <adze/program/line.hpp>

#include <utility>

namespace adze::detail {

/// A program with its outputs while it still lives on the compile-time heap.
struct draft {
  growing_array<instruction> lines;
  growing_array<int> outputs;
  bool has_reciprocals = false;
};
/// Takes the lines out of the builder.
constexpr draft draft_of(builder& b, growing_array<int> outputs) {
  return {std::move(b.lines), std::move(outputs), b.has_reciprocals};
}

constexpr bool is_call(operation const& op) { return op.weight >= 20; }

/// What a line is needed for: nothing, an output, or (directly or not) the call of a library function.
enum need : unsigned char { dead = 0, live = 1, before_call = 3 };

/// One backward sweep, since a line stands behind what it needs.
constexpr growing_array<unsigned char> needs(growing_array<instruction> const& lines, growing_array<int> const& outputs) {
  growing_array<unsigned char> marks(lines.size(), dead);
  for (int o : outputs) marks[o] = live;
  for (int i = lines.size() - 1; i >= 0; --i) {
    if (marks[i] == dead) continue;
    instruction const& l = lines[i];
    if (is_call(*l.op)) marks[i] = before_call;
    if (l.arguments[2] >= 0) marks[l.arguments[2]] |= marks[i];
    if (l.arguments[1] >= 0) marks[l.arguments[1]] |= marks[i];
    if (l.op->arity > 0) marks[l.arguments[0]] |= marks[i];
  }
  return marks;
}

/// a (1/y) becomes a/y where 1/y has no other use. Only derivative code writes such products.
constexpr void merge_lone_reciprocals(growing_array<instruction>& lines, growing_array<int> const& outputs) {
  growing_array<unsigned char> const marks = needs(lines, outputs);
  growing_array<int> uses(lines.size(), 0);
  for (int o : outputs) ++uses[o];
  for (int i = 0; i < lines.size(); ++i) {
    if (marks[i] == dead) continue;
    for (int k = 0; k < lines[i].op->arity; ++k) ++uses[lines[i].arguments[k]];
  }
  auto const is_lone_reciprocal = [&](int i) {
    instruction const& l = lines[i];
    return uses[i] == 1 && !l.exact && l.is<op::div>() && lines[l.arguments[0]].is_constant &&
           lines[l.arguments[0]].number == 1 && !lines[l.arguments[1]].is_constant;
  };
  for (int i = 0; i < lines.size(); ++i) {
    instruction& l = lines[i];
    if (marks[i] == dead || l.exact || !l.is<op::mul>()) continue;
    for (int k = 0; k < 2; ++k) {
      if (!is_lone_reciprocal(l.arguments[k])) continue;
      int const numerator = l.arguments[1 - k], denominator = lines[l.arguments[k]].arguments[1];
      l.op = op_address<op::div>;
      l.arguments[0] = numerator;
      l.arguments[1] = denominator;
      break;
    }
  }
}

/// The lines that are needed, in the order of evaluation: leaves; then the calls of library functions and what they
/// need; then the rest. A call clobbers the vector registers, so every value that lives across one is spilled.
constexpr draft in_order(growing_array<instruction> const& lines, growing_array<int> const& outputs) {
  growing_array<unsigned char> const marks = needs(lines, outputs);
  int count[3] = {0, 0, 0};
  for (int i = 0; i < lines.size(); ++i) {
    if (marks[i] != dead) ++count[lines[i].op->arity == 0 ? 0 : marks[i] == before_call ? 1 : 2];
  }
  int next[3] = {0, count[0], count[0] + count[1]};
  draft result{growing_array<instruction>::unset(count[0] + count[1] + count[2]), {}, false};
  growing_array<int> place = growing_array<int>::unset(lines.size());
  for (int i = 0; i < lines.size(); ++i) {
    if (marks[i] == dead) continue;
    bool const leaf = lines[i].op->arity == 0;
    int const to = next[leaf ? 0 : marks[i] == before_call ? 1 : 2]++;
    place[i] = to;
    instruction& moved = result.lines[to];
    moved = lines[i];
    if (leaf) continue;
    moved.arguments[0] = place[moved.arguments[0]];
    if (moved.arguments[1] >= 0) moved.arguments[1] = place[moved.arguments[1]];
    if (moved.arguments[2] >= 0) moved.arguments[2] = place[moved.arguments[2]];
  }
  for (int o : outputs) result.outputs.push_back(place[o]);
  return result;
}

/// Keeps what the outputs need, in evaluation order.
constexpr draft finish(draft d) {
  if (d.has_reciprocals) merge_lone_reciprocals(d.lines, d.outputs);
  return in_order(d.lines, d.outputs);
}

}  // namespace adze::detail
