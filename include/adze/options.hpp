#pragma once
// SPDX-License-Identifier: BSL-1.0
// What the facades can be told: the mode, which arguments to differentiate, where and in which direction.

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

/// The point: jvp(f, at(x, y), along(dx, dy)).
template <class... A>
struct at {
  std::tuple<A...> arguments;
  constexpr explicit at(A const&... a) : arguments(a...) {}
};

/// The direction, one entry for each argument of the point.
template <class... A>
struct along {
  std::tuple<A...> arguments;
  constexpr explicit along(A const&... a) : arguments(a...) {}
};

/// The weights of the results in vjp: one for each.
template <class... A>
struct weights {
  std::tuple<A...> arguments;
  constexpr explicit weights(A const&... a) : arguments(a...) {}
};

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
