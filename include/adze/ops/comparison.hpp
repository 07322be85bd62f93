#pragma once
// SPDX-License-Identifier: BSL-1.0
// Comparisons, logic and select: data-dependent branches as values.

#include <adze/ops/arithmetic.hpp>

namespace adze::op {

struct comparison {
  static constexpr int arity = 2, weight = 1;
  static constexpr bool is_condition = true;
};
struct equal : comparison {
  static constexpr char const* name = "==";
  template <class T> ADZE_INLINE static constexpr auto value(T const& x, T const& y) { return x == y; }
};
struct not_equal : comparison {
  static constexpr char const* name = "!=";
  template <class T> ADZE_INLINE static constexpr auto value(T const& x, T const& y) { return x != y; }
};
struct less : comparison {
  static constexpr char const* name = "<";
  template <class T> ADZE_INLINE static constexpr auto value(T const& x, T const& y) { return x < y; }
};
struct less_equal : comparison {
  static constexpr char const* name = "<=";
  template <class T> ADZE_INLINE static constexpr auto value(T const& x, T const& y) { return x <= y; }
};

struct logic {
  static constexpr int weight = 1;
  static constexpr bool is_condition = true, takes_conditions = true;
};
struct logical_and : logic {
  static constexpr char const* name = "&&";
  static constexpr int arity = 2;
  template <class M> ADZE_INLINE static constexpr M value(M const& x, M const& y) { return x && y; }
};
struct logical_or : logic {
  static constexpr char const* name = "||";
  static constexpr int arity = 2;
  template <class M> ADZE_INLINE static constexpr M value(M const& x, M const& y) { return x || y; }
};
struct logical_not : logic {
  static constexpr char const* name = "!";
  static constexpr int arity = 1;
  template <class M> ADZE_INLINE static constexpr M value(M const& x) { return !x; }
};

/// a where the condition holds, else b. The derivative transforms know it by name: what the branch not taken computes
/// reaches neither value nor derivative, not even as 0 * NaN.
struct select {
  static constexpr char const* name = "select";
  static constexpr int arity = 3, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(bool c, T const& a, T const& b) { return c ? a : b; }

  template <class C, class T> static constexpr T identity(C const&, T a, T b) {
    if (a.same(b)) return a;
    return a.none();
  }
};

}  // namespace adze::op

namespace adze {

template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::equal, A, B> operator==(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::equal>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::not_equal, A, B> operator!=(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::not_equal>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::less, A, B> operator<(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::less>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::less_equal, A, B> operator<=(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::less_equal>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::less, B, A> operator>(A const& a, B const& b) {
  return detail::deciding_kind<B, A>::template apply<op::less>(b, a);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::less_equal, B, A> operator>=(A const& a, B const& b) {
  return detail::deciding_kind<B, A>::template apply<op::less_equal>(b, a);
}

template <condition A, condition B>
ADZE_INLINE constexpr detail::operator_result<op::logical_and, A, B> operator&&(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::logical_and>(a, b);
}
template <condition A, condition B>
ADZE_INLINE constexpr detail::operator_result<op::logical_or, A, B> operator||(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::logical_or>(a, b);
}
template <condition A>
ADZE_INLINE constexpr detail::operator_result<op::logical_not, A> operator!(A const& a) {
  return detail::deciding_kind<A>::template apply<op::logical_not>(a);
}

/// c ? a : b for data-dependent branches. Both branches are evaluated; only the one taken contributes to value and
/// derivative, so the other may be NaN or infinite. Example: select(x > 0, x * log(x), 0).
template <class C, class A, class B>
  requires(condition<C> && ((has_kind<A> || number<A>) && (has_kind<B> || number<B>)))
ADZE_INLINE constexpr auto select(C const& c, A const& a, B const& b) { return apply<op::select>(c, a, b); }
template <class A, class B>
  requires((has_kind<A> || number<A>) && (has_kind<B> || number<B>))
ADZE_INLINE constexpr auto select(bool c, A const& a, B const& b) {
  if constexpr (has_kind<A> || has_kind<B>) {
    return apply<op::select>(detail::deciding_kind<A, B>::truth(c, a, b), a, b);
  } else {
    return apply<op::select>(c, a, b);
  }
}

}  // namespace adze
