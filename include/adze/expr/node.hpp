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

/// What operations do to value expressions: nest them.
struct node_kind;

struct term;

/// Anything that is a value expression: a variable, a literal, or operations on such.
/// (Not by a requires-expression that fails for symbols: clang writes down why one fails, with the type in full, and the
/// text of a type with shared parts is exponentially long.)
template <class E>
concept expression = std::is_same_v<typename detail::kind_of<std::remove_cvref_t<E>>::type, node_kind>;

namespace detail {

template <class E, bool IsCondition>
constexpr bool reject_number() {
  static_assert(IsCondition || never<E>,
                "adze: an expression has no value until its variables have: call sin(x), not std::sin(x), and declare "
                "parameters and results auto, not double");
  static_assert(!IsCondition || never<E>, "adze: a comparison is not a number: use adze::select(condition, a, b)");
  return true;
}
template <class E>
constexpr bool reject_condition() {
  static_assert(never<E>, "adze: 'if', '?:' and 'while' cannot branch on an expression: use adze::select(condition, a, b)");
  return true;
}

template <class T>
constexpr bool reject_term() {
  static_assert(never<T>,
                "adze: adze::term is for functions that neither capture nor read run-time values: pass these as "
                "arguments (adze::wrt)");
  return true;
}
template <class E>
constexpr bool reject_assignment() {
  static_assert(never<E>,
                "adze: every operation gives an expression of a new type: give each result a name of its own, "
                "auto t = s + x");
  return true;
}

/// What all value expressions have in common.
template <class Derived, bool Stateless, bool IsCondition = false, bool Closed = Stateless>
struct node_base {
  using adze_kind = node_kind;
  static constexpr bool stateless = Stateless;  // the type says everything
  static constexpr bool closed = Closed;        // and names no variable that is bound by a let around it
  static constexpr bool is_let = false, is_constant = false;  // (flags, not a requires-expression: see `expression`)
  static constexpr bool adze_is_condition = IsCondition;

  /// The value at bound variables: f(x = 2.0, y = 3.0). (Defined with the facades, in evaluate.hpp.)
  template <class... Bindings>
  constexpr auto operator()(Bindings const&... bindings) const {
    return adze_evaluate(static_cast<Derived const&>(*this), bindings...);
  }
  // Only here to be reported (term.hpp says why so).
  constexpr operator double() const noexcept(reject_number<Derived, IsCondition>()) { return 0; }
  constexpr explicit operator bool() const noexcept(reject_condition<Derived>()) { return false; }
  template <class T>
    requires std::is_same_v<T, term>
  constexpr operator T() const noexcept(reject_term<T>()) { return {}; }
  template <class Other>
    requires(!std::is_same_v<Other, Derived>)
  constexpr node_base& operator=(Other const&) noexcept(reject_assignment<Other>()) { return *this; }
};

/// The operands of a node: members where one of them has state, else nothing.
template <bool Stateless, class... A>
struct children {
  constexpr explicit children(A const&... a) : values(a...) {}
  template <int I> constexpr auto const& child() const { return std::get<I>(values); }

 private:
  std::tuple<A...> values;
};
template <class... A>
struct children<true, A...> {
  constexpr children() = default;
  constexpr explicit children(A const&...) {}
  template <int I> static constexpr auto child() { return std::tuple_element_t<I, std::tuple<A...>>{}; }
};

}  // namespace detail

// Defined outside, so that naming a node does not complete it: symbols carry nodes of any size in their type for free.
template <class Op, class... A>
struct node_<Op, A...>::type : detail::node_base<type, (A::stateless && ...), detail::is_condition_op<Op>,
                                                 (A::stateless && ...) && (A::closed && ...)>,
                               detail::children<(A::stateless && ...), A...> {
  using operation = Op;
  static constexpr int arity = sizeof...(A);
  using detail::children<(A::stateless && ...), A...>::children;
  using detail::node_base<type, (A::stateless && ...), detail::is_condition_op<Op>,
                          (A::stateless && ...) && (A::closed && ...)>::operator=;  // rejects
};

/// A number known at run time only, owned by the expression.
template <class T>
struct constant_node : detail::node_base<constant_node<T>, false> {
  static constexpr bool is_constant = true;
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
  template <class... A>
  static constexpr auto truth(bool c, A const&...) {
    return apply<op::not_equal>(c ? 1.0 : 0.0, literal_node<0>());
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
