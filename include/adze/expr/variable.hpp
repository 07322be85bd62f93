#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: the variables of value expressions, by name and by position; bindings of names to values; let.

#include <adze/expr/node.hpp>

namespace adze {

/// What a value `x = 2.0` is bound to in f(x = 2.0).
template <fixed_string Name, class T>
struct binding {
  static constexpr auto name = Name;
  T value;
};

namespace detail {

template <class T>
constexpr bool require_number() {
  static_assert(!expression<T>, "adze: a variable is bound to a number, not to an expression; adze::let names an expression");
  return std::is_nothrow_copy_constructible_v<T>;
}

}  // namespace detail

/// A variable known by its name. `constexpr adze::variable<"x"> x; auto f = x * x; f(x = 3.0);`
template <fixed_string Name>
struct variable : detail::node_base<variable<Name>, true> {
  static constexpr auto name = Name;
  template <class T>
  constexpr binding<Name, T> operator=(T const& value) const  // NOLINT: binds, does not assign
      noexcept(detail::require_number<T>()) {
    return {value};
  }
};

/// The argument of a captured function that has flat index I: what a lambda with run-time state is called with.
template <int I>
struct flat_variable : detail::node_base<flat_variable<I>, true> {
  using detail::node_base<flat_variable<I>, true>::operator=;
};

/// What the body of a let sees: stands for the bound expression. F makes it unique to the place in the source.
template <class E, class F>
struct bound_variable : detail::node_base<bound_variable<E, F>, true, false, false> {};

template <class E, class F>
struct let_node_ {
  using body_type = decltype(std::declval<F const&>()(bound_variable<E, F>{}));
  struct type : detail::node_base<type, false> {
    static constexpr bool is_let = true;
    using bound = E;
    using reference = bound_variable<E, F>;
    using body_expression = body_type;
    E value;
    body_type body;
    constexpr type(E const& e, F const& f) : value(e), body(f(reference{})) {}
  };
};

/// body(e) with e computed once: shares e in value expressions, whose objects would otherwise repeat it.
/// let(sin(x) * a, [](auto t) { return t * t + t; })
template <class E, class F>
  requires has_kind<E> || number<E>
constexpr auto let(E const& e, F const& body) {
  if constexpr (expression<E>) return typename let_node_<E, F>::type(e, body);
  else return body(e);
}

}  // namespace adze
