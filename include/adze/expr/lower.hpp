#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 2, lower: a value expression is walked once, by its type, and appended to a builder. Stateless subexpressions
// of the same type are the same value and are visited once. Run-time constants become numbered parameters; their
// numbers are those of a walk over the object, which collect_parameters does at run time in the same order.

#include <adze/expr/variable.hpp>
#include <adze/program/line.hpp>

namespace adze::detail {

struct lowering {
  builder& program;
  growing_array<char const*> names{};  // of the named variables, in the order of their first use: input 0, 1, ...
  int parameters = 0;
  growing_array<type_id> visited{};      // expressions by type ...
  growing_array<int> lines{};            // ... and their lines

  constexpr int recall(type_id tag) const {  // the latest first: a let binds its variable anew
    for (int i = visited.size() - 1; i >= 0; --i) {
      if (visited[i] == tag) return lines[i];
    }
    return -1;
  }
  constexpr int remember(type_id tag, int line) {
    visited.push_back(tag);
    lines.push_back(line);
    return line;
  }
  constexpr int append_leaf(operation const* op, int index) { return program.append({op, {index, -1, -1}, 0}); }
  constexpr int input_named(char const* name) {
    for (int i = 0; i < names.size(); ++i) {
      if (same_text(names[i], name)) return i;
    }
    names.push_back(name);
    return names.size() - 1;
  }
  static constexpr bool same_text(char const* a, char const* b) {
    for (; *a != '\0' && *a == *b; ++a, ++b) {}
    return *a == *b;
  }
};

template <class E, int I>
using child_type = std::remove_cvref_t<decltype(std::declval<E const&>().template child<I>())>;

// How each kind of expression is lowered. `lower` is the way in.
template <class E>
constexpr int lower(lowering& l);

template <fixed_string Name>
constexpr int lower_as(lowering& l, std::type_identity<variable<Name>>) {
  return l.append_leaf(op_address<op::input>, l.input_named(variable<Name>::name.c_str()));
}
template <int I>
constexpr int lower_as(lowering& l, std::type_identity<flat_variable<I>>) {
  return l.append_leaf(op_address<op::input>, I);
}
template <class T>
constexpr int lower_as(lowering& l, std::type_identity<constant_node<T>>) {
  return l.append_leaf(op_address<op::parameter>, l.parameters++);
}
template <unsigned long long Bits>
constexpr int lower_as(lowering& l, std::type_identity<literal_node<Bits>>) {
  return l.program.append({op_address<op::constant>, {-1, -1, -1}, literal_node<Bits>::value});
}
template <class E, class F>
constexpr int lower_as(lowering& l, std::type_identity<bound_variable<E, F>>) {
  return l.recall(id_of<bound_variable<E, F>>);
}
template <class E>
constexpr int lower_as(lowering& l, std::type_identity<E>) {
  if constexpr (E::is_let) {
    l.remember(id_of<typename E::reference>, lower<typename E::bound>(l));
    return lower<typename E::body_expression>(l);
  } else if constexpr (E::arity == 1) {
    return l.program.emit(*op_address<typename E::operation>, lower<child_type<E, 0>>(l));
  } else if constexpr (E::arity == 2) {
    int const a = lower<child_type<E, 0>>(l);
    int const b = lower<child_type<E, 1>>(l);
    return l.program.emit(*op_address<typename E::operation>, a, b);
  } else {
    int const a = lower<child_type<E, 0>>(l);
    int const b = lower<child_type<E, 1>>(l);
    int const c = lower<child_type<E, 2>>(l);
    return l.program.emit(*op_address<typename E::operation>, a, b, c);
  }
}

template <class E>
constexpr int lower(lowering& l) {
  if constexpr (E::stateless && E::closed) {
    if (int const line = l.recall(id_of<E>); line >= 0) return line;
    return l.remember(id_of<E>, lower_as(l, std::type_identity<E>{}));
  } else {
    return lower_as(l, std::type_identity<E>{});
  }
}

/// Writes the run-time constants of e in the order in which lowering numbered them.
template <class T, class E>
ADZE_INLINE constexpr void collect_parameters([[maybe_unused]] E const& e, [[maybe_unused]] T*& out) {
  if constexpr (!E::stateless) {
    if constexpr (E::is_let) {
      collect_parameters(e.value, out);
      collect_parameters(e.body, out);
    } else if constexpr (E::is_constant) {
      *out++ = static_cast<T>(e.value);
    } else {
      collect_parameters(e.template child<0>(), out);
      if constexpr (E::arity > 1) collect_parameters(e.template child<1>(), out);
      if constexpr (E::arity > 2) collect_parameters(e.template child<2>(), out);
    }
  }
}

}  // namespace adze::detail
