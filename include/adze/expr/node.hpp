#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: the nested types. node<Op, A...> is the application of Op to A...; the expression is the type.
// As the type of an object ("value expression") a node owns what its type does not say: run-time constants. A node
// without such state has no members at all.
//
// node is a nested class so that argument-dependent look-up does not walk its template arguments, which would take
// exponential time for shared subexpressions.

#include <adze/core/diagnostics.hpp>
#include <adze/core/fixed_string.hpp>
#include <adze/ops/comparison.hpp>

#include <bit>
#include <tuple>

namespace adze {

template <class Op, class... A>
struct node_ {
  struct type;
};

template <class Op, class... A>
using node = typename node_<Op, A...>::type;

/// Anything that is a value expression: a variable, a literal, or operations on such.
template <class E>
concept expression = requires { typename std::remove_cvref_t<E>::adze_node; };

/// What operations do to value expressions: nest them.
struct node_kind;

namespace detail {

/// What all value expressions have in common.
template <class Derived, bool Stateless, bool IsCondition = false, bool Closed = Stateless>
struct node_base {
  using adze_kind = node_kind;
  using adze_node = Derived;
  static constexpr bool stateless = Stateless;  // the type says everything
  static constexpr bool closed = Closed;        // and names no variable that is bound by a let around it
  static constexpr bool adze_is_condition = IsCondition;

  /// The value at bound variables: f(x = 2.0, y = 3.0). (Defined with the facades, in evaluate.hpp.)
  template <class... Bindings>
  constexpr auto operator()(Bindings const&... bindings) const {
    return adze_evaluate(static_cast<Derived const&>(*this), bindings...);
  }
  constexpr explicit operator bool() const {
    static_assert(never<Derived>, "adze: 'if' and '?:' cannot branch on an expression: use adze::select(condition, a, b)");
    return false;
  }
};

}  // namespace detail

template <class Op, class... A>
  requires(A::stateless && ...)
struct node_<Op, A...> {
  struct type : detail::node_base<type, true, detail::is_condition_op<Op>, (A::closed && ...)> {
    using operation = Op;
    static constexpr int arity = sizeof...(A);
    constexpr type() = default;
    constexpr explicit type(A const&...) {}
    template <int I> static constexpr auto child() { return std::tuple_element_t<I, std::tuple<A...>>{}; }
  };
};

template <class Op, class... A>
  requires(!(A::stateless && ...))
struct node_<Op, A...> {
  struct type : detail::node_base<type, false, detail::is_condition_op<Op>> {
    using operation = Op;
    static constexpr int arity = sizeof...(A);
    constexpr explicit type(A const&... a) : children(a...) {}
    template <int I> constexpr auto const& child() const { return std::get<I>(children); }

   private:
    std::tuple<A...> children;
  };
};

/// A number known at run time only, owned by the expression.
template <class T>
struct constant_node : detail::node_base<constant_node<T>, false> {
  T value;
  constexpr explicit constant_node(T const& v) : value(v) {}
};

/// A number that is part of the type: 2.0_c, 3_c. The bits of a double, since clang before 18 has no floating-point
/// template arguments.
template <unsigned long long Bits>
struct literal_node : detail::node_base<literal_node<Bits>, true> {
  static constexpr double value = std::bit_cast<double>(Bits);
};

namespace detail {

template <class A>
constexpr auto as_node(A const& a) {
  if constexpr (expression<A>) return a;
  else return constant_node<A>(a);
}

}  // namespace detail

struct node_kind {
  static constexpr int rank = 0;
  template <class Op, class... A>
  using result = node<Op, decltype(detail::as_node(std::declval<A const&>()))...>;
  template <class Op, class... A>
  static constexpr result<Op, A...> apply(A const&... a) {
    return result<Op, A...>(detail::as_node(a)...);
  }
};

inline namespace literals {

/// 2.0_c, 3_c: a constant that is part of the expression's type.
template <char... Digits>
constexpr auto operator""_c() {
  constexpr double value = [] {
    constexpr char text[] = {Digits..., '\0'};
    double mantissa = 0, scale = 1;
    int exponent = 0, exponent_sign = 1;
    bool after_point = false, in_exponent = false;
    for (char c : text) {
      if (c == '\0' || c == '\'') continue;
      if (c == '.') after_point = true;
      else if (c == 'e' || c == 'E') in_exponent = true;
      else if (in_exponent && (c == '-' || c == '+')) exponent_sign = c == '-' ? -1 : 1;
      else if (in_exponent) exponent = 10 * exponent + (c - '0');
      else {
        mantissa = 10 * mantissa + (c - '0');
        if (after_point) scale *= 10;
      }
    }
    for (int i = 0; i < exponent; ++i) exponent_sign > 0 ? mantissa *= 10 : scale *= 10;
    return mantissa / scale;
  }();
  static_assert(((Digits != 'x' && Digits != 'b') && ...), "adze: _c takes decimal literals");
  return literal_node<std::bit_cast<unsigned long long>(value)>{};
}

}  // namespace literals

}  // namespace adze
