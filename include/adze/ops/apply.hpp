#pragma once
// SPDX-License-Identifier: BSL-1.0
// What an operand is, and apply<Op>(operands...): one call for every kind of operand.
// An operand is a number, or an object of a class that names its kind (`using adze_kind = ...`): a symbol, an
// expression, a term of a program, a dual number. A kind says what applying an operation means to it; a number
// computes the value. Operations are written once against this interface.

#include <adze/core/config.hpp>
#include <adze/core/irrational.hpp>

#include <type_traits>
#include <utility>

namespace adze {

/// True for types that adze's functions accept as plain numbers. Specialise it for a number type of your own.
template <class T>
inline constexpr bool enable_number = std::is_arithmetic_v<T>;

template <class T>
concept number = enable_number<std::remove_cvref_t<T>>;

template <class T>
concept has_kind = requires { typename T::adze_kind; };

/// True for operands that stand for a truth value; they take part in && || ! and select only.
template <class T>
concept condition = has_kind<T> && T::adze_is_condition;

/// At least one operand is symbolic (has a kind); the others are of any kind or numbers; none is a condition.
template <class... T>
concept symbolic_operands = (has_kind<T> || ...) && ((has_kind<T> || number<T>) && ...) && !(condition<T> || ...);

/// What adze's functions accept: symbolic operands, or numbers of which at least one is not an integer.
template <class... T>
concept operands = symbolic_operands<T...> || ((number<T> && ...) && !(std::is_integral_v<T> && ...));

namespace detail {

template <class Op>
inline constexpr bool is_condition_op = requires { Op::is_condition; };

/// Plain numbers: applying an operation computes its value.
struct number_kind;

// Class templates, not functions: a function whose template arguments are nested types has a name as long as the
// expression, and g++ spends more time on such names than on everything else.
template <class A>
struct kind_of {
  using type = number_kind;
};
template <has_kind A>
struct kind_of<A> {
  using type = typename A::adze_kind;
};

/// The kind that decides when operands of several kinds meet: the one of the highest rank.
template <class Kind, class... Rest>
struct highest_kind {
  using rest = typename highest_kind<Rest...>::type;
  using type = std::conditional_t<(Kind::rank >= rest::rank), Kind, rest>;
};
template <class Kind>
struct highest_kind<Kind> {
  using type = Kind;
};
template <class... A>
using deciding_kind = typename highest_kind<typename kind_of<A>::type...>::type;

struct no_number {};
template <class T, class U>
constexpr auto wider(std::type_identity<T>, std::type_identity<U>) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, no_number>) return std::type_identity<U>{};
  else if constexpr (std::is_same_v<U, bool> || std::is_same_v<U, no_number>) return std::type_identity<T>{};
  else return std::type_identity<std::common_type_t<T, U>>{};
}
template <class T>
constexpr auto common(std::type_identity<T> t) { return t; }
template <class T, class U, class... Rest>
constexpr auto common(std::type_identity<T> t, std::type_identity<U> u, std::type_identity<Rest>... rest) {
  return common(wider(t, u), rest...);
}
template <class T>
using promoted = std::conditional_t<std::is_integral_v<T>, double, T>;

/// The type in which numbers of types A... are computed: their common type; integers count as double.
template <class... A>
using common_number = promoted<typename decltype(common(std::type_identity<A>{}...))::type>;

template <class T, class A>
constexpr decltype(auto) to_number(A const& a) {
  if constexpr (std::is_same_v<A, bool> || std::is_same_v<A, T>) return (a);
  else return static_cast<T>(a);
}

struct number_kind {
  static constexpr int rank = -1;
  template <class Op, class... A>
  static constexpr auto result_type() {
    if constexpr ((std::is_same_v<A, bool> && ...)) {
      return std::type_identity<bool>{};
    } else {
      using T = common_number<A...>;
      return std::type_identity<decltype(Op::value(to_number<T>(std::declval<A const&>())...))>{};
    }
  }
  template <class Op, class... A>
  using result = typename decltype(result_type<Op, A...>())::type;

  template <class Op, class... A>
  ADZE_INLINE static constexpr result<Op, A...> apply(A const&... a) {
    if constexpr ((std::is_same_v<A, bool> && ...)) {
      return Op::value(a...);
    } else {
      using T = common_number<A...>;
      return Op::value(to_number<T>(a)...);
    }
  }
};

/// The type of apply<Op>(A...), spelt out rather than deduced: partials and identities of several ops call each other.
template <class Op, class... A>
using applied_type = typename deciding_kind<A...>::template result<Op, A...>;
/// The same for operators: constrained here as well, since clang looks at a return type before the constraints.
template <class Op, class... A>
  requires((has_kind<A> || ...) && ((has_kind<A> || number<A>) && ...))
using operator_result = typename deciding_kind<A...>::template result<Op, A...>;

}  // namespace detail

/// Op applied to operands of any kind.
template <class Op, class... A>
ADZE_INLINE constexpr detail::applied_type<Op, A...> apply(A const&... a) {
  return detail::deciding_kind<A...>::template apply<Op>(a...);
}

/// The number k as an operand of x's type.
template <class T>
constexpr T like(T const& x, double k) {
  if constexpr (has_kind<T>) return T::adze_kind::constant(x, k);
  else return static_cast<T>(k);
}
template <class T>
constexpr T like(T const& x, irrational which) {
  if constexpr (has_kind<T>) return T::adze_kind::constant(x, which);
  else return value_of<T>(which);
}

}  // namespace adze
