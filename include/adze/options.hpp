#pragma once
// SPDX-License-Identifier: BSL-1.0
// What the facades can be told: the mode, which arguments to differentiate, where and in which direction.

#include <adze/expr/argument.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace adze {

// Modes: gradient<adze::forward>(f, x, y).
struct forward {};    // one tangent per input
struct reverse {};    // one adjoint sweep per result
struct automatic {};  // whichever of the two generated programs costs less

/// Differentiate with respect to these arguments only, by position; the others are data.
/// gradient<adze::wrt<0, 2>>(f, x, data, z)
template <std::size_t... Positions>
struct wrt {};

namespace detail {

/// Arguments that are kept for a call: arrays that stand in a variable by reference, so that nothing is copied, and
/// numbers, views and temporaries by value.
template <class A>
using held_argument = std::conditional_t<std::is_lvalue_reference_v<A> && !std::is_trivially_copyable_v<std::remove_cvref_t<A>> &&
                                             !argument<std::remove_cvref_t<A>>::is_scalar,
                                         std::remove_cvref_t<A> const&, std::remove_cvref_t<A>>;

template <class... A>
struct held_arguments {
  std::tuple<A...> arguments;
  template <class... B>
    requires(sizeof...(B) == sizeof...(A) && !(std::is_base_of_v<held_arguments, std::remove_cvref_t<B>> || ...))
  constexpr explicit held_arguments(B&&... b) : arguments(std::forward<B>(b)...) {}
};

}  // namespace detail

/// The point: jvp(f, at(x, y), along(dx, dy)). Vectors and tensors in variables are referred to, not copied.
template <class... A>
struct at : detail::held_arguments<A...> {
  using detail::held_arguments<A...>::held_arguments;
};
template <class... A>
at(A&&...) -> at<detail::held_argument<A>...>;

/// The direction, one entry for each argument of the point that is differentiated.
template <class... A>
struct along : detail::held_arguments<A...> {
  using detail::held_arguments<A...>::held_arguments;
};
template <class... A>
along(A&&...) -> along<detail::held_argument<A>...>;

/// The weights of the results in vjp: one for each, an array for an array.
template <class... A>
struct weights : detail::held_arguments<A...> {
  using detail::held_arguments<A...>::held_arguments;
};
template <class... A>
weights(A&&...) -> weights<detail::held_argument<A>...>;

/// Where results go: vectors, spans, tensors, views or numbers of the caller's, held by reference if they are named.
template <class... G>
struct into {
  std::tuple<G...> outputs;
  constexpr explicit into(G&&... g) : outputs(std::forward<G>(g)...) {}
};
template <class... G>
into(G&&...) -> into<G...>;

/// Adds to what the outputs hold: gradient_into<adze::accumulate>(...).
struct accumulate {};

namespace detail {

template <class T> inline constexpr bool is_mode = false;
template <> inline constexpr bool is_mode<forward> = true;
template <> inline constexpr bool is_mode<reverse> = true;
template <> inline constexpr bool is_mode<automatic> = true;
template <class T> inline constexpr bool is_wrt = false;
template <std::size_t... I> inline constexpr bool is_wrt<wrt<I...>> = true;

/// The first of Options that is a mode, else Default.
template <class Default, class... Options>
struct mode_among {
  using type = Default;
};
template <class Default, class First, class... Rest>
struct mode_among<Default, First, Rest...> {
  static_assert(!is_mode<First> || !(is_mode<Rest> || ...), "adze: two modes are given: forward, reverse or automatic");
  static_assert(is_mode<First> || is_wrt<First>,
                "adze: an option in angle brackets is adze::forward, reverse, automatic or adze::wrt<positions>");
  using type = std::conditional_t<is_mode<First>, First, typename mode_among<Default, Rest...>::type>;
};

template <class Sequence> struct wrt_all;
template <std::size_t... I> struct wrt_all<std::index_sequence<I...>> { using type = wrt<I...>; };

/// The first of Options that is a wrt, else all of Count arguments.
template <std::size_t Count, class... Options>
struct wrt_among {
  using type = typename wrt_all<std::make_index_sequence<Count>>::type;
};
template <std::size_t Count, class First, class... Rest>
struct wrt_among<Count, First, Rest...> {
  using type = std::conditional_t<is_wrt<First>, First, typename wrt_among<Count, Rest...>::type>;
};

}  // namespace detail
}  // namespace adze
