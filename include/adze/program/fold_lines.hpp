#pragma once
// SPDX-License-Identifier: BSL-1.0
// Which lines make up the body of a fold: all that depend on a carried state and that an update needs. They have to run
// in one loop, so they stand together, behind everything else that they need.

#include <adze/program/array_lines.hpp>

namespace adze::detail {

/// Calls visit(operand) for what line i is computed from, subscripts included.
template <class Visit>
constexpr void for_each_operand_of(growing_array<instruction> const& lines, growing_array<access> const& accesses, int i,
                                   Visit const& visit) {
  instruction const& l = lines[i];
  for (int k = 0; k < l.op->arity; ++k) visit(l.arguments[k]);
  if (!l.is<op::element>() && !l.is<op::store>() && !l.is<op::store_joined>()) return;
  access const& a = accesses[l.index];
  for (int d = 0; d < a.rank; ++d) {
    if (a.at[d].line >= 0) visit(a.at[d].line);
  }
}

/// The fold that a state belongs to: each direction is one of its own.
constexpr int fold_of(instruction const& state) {
  auto const number = static_cast<int>(state.number);
  return number > 0 ? (number - 1) / most_states + 1 : -((-number - 1) / most_states + 1);
}
constexpr bool goes_backwards(instruction const& state) { return state.number < 0; }

/// Folds made from the folds of a program, their adjoints or their tangents: the state of each stays the same one.
class derived_folds {
 public:
  /// The number of `state` in the fold that is made from its own.
  constexpr long double number_of(builder& b, instruction const& state, bool backwards) {
    int const fold = fold_of(state), size = fold < 0 ? -fold : fold;
    int made = -1;
    for (pair const& p : pairs_) made = p.of == fold ? p.made : made;
    if (made < 0) {
      made = b.arrays.folds++;
      pairs_.push_back({fold, made});
    }
    auto const number = static_cast<int>(state.number);
    int const place = (number < 0 ? -number : number) - 1 - (size - 1) * most_states;
    return (backwards ? -1 : 1) * static_cast<long double>(1 + made * most_states + place);
  }

 private:
  struct pair {
    int of, made;
  };
  growing_array<pair> pairs_{};
};

struct fold_marks {
  growing_array<char> depends;  // on a carried state of the fold
  growing_array<char> needed;   // by an update of the fold
  constexpr bool in_body(int i) const { return depends[i] != 0 && needed[i] != 0; }
};

constexpr fold_marks marks_of_fold(growing_array<instruction> const& lines, growing_array<access> const& accesses, int fold) {
  fold_marks m{growing_array<char>(lines.size(), 0), growing_array<char>(lines.size(), 0)};
  for (int i = 0; i < lines.size(); ++i) {
    if (lines[i].is<op::carried>() && fold_of(lines[i]) == fold) m.depends[i] = 1;
    for_each_operand_of(lines, accesses, i, [&](int a) { m.depends[i] = static_cast<char>(m.depends[i] | m.depends[a]); });
  }
  for (int i = lines.size() - 1; i >= 0; --i) {
    if (lines[i].is<op::next>() && fold_of(lines[i]) == fold) m.needed[i] = 1;
    if (m.needed[i] != 0) for_each_operand_of(lines, accesses, i, [&](int a) { m.needed[a] = 1; });
  }
  return m;
}

/// The folds of a program, in the order of their first carried states.
constexpr growing_array<int> folds_of(growing_array<instruction> const& lines) {
  growing_array<int> folds;
  for (instruction const& l : lines) {
    if (l.is<op::carried>()) array_tables::find_or_add(folds, fold_of(l));
  }
  return folds;
}

/// The lines in an order in which the bodies of folds stand together: new order as old line numbers.
constexpr growing_array<int> order_with_folds(growing_array<instruction> const& lines, growing_array<access> const& accesses) {
  growing_array<int> order;
  for (int i = 0; i < lines.size(); ++i) order.push_back(i);
  for (int fold : folds_of(lines)) {
    fold_marks const m = marks_of_fold(lines, accesses, fold);
    growing_array<int> result;
    bool reached = false;
    auto const take = [&](auto const& wanted) {
      bool behind = false;
      for (int i : order) {
        behind = behind || (lines[i].is<op::carried>() && fold_of(lines[i]) == fold);
        if (behind && wanted(i)) result.push_back(i);
      }
    };
    for (int i : order) {
      reached = reached || (lines[i].is<op::carried>() && fold_of(lines[i]) == fold);
      if (!reached) result.push_back(i);
    }
    take([&](int i) { return m.needed[i] != 0 && m.depends[i] == 0; });
    take([&](int i) { return m.in_body(i); });
    take([&](int i) { return m.needed[i] == 0; });
    order = result;
  }
  return order;
}

}  // namespace adze::detail
