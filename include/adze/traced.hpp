#pragma once
// SPDX-License-Identifier: BSL-1.0
// traced(f): f as a function that every facade takes, called on terms instead of symbols, so that it may reassign.

#include <adze/expr/capture.hpp>

namespace adze {

namespace detail {

/// F called on terms wherever it would be called on symbols; on numbers and duals it is F itself.
template <class F>
struct traced_function {
  template <class... A>
    requires requires(F const f, A const&... a) { f(erasure<A>::of(a)...); }
  constexpr auto operator()(A const&... a) const {
    return F{}(erasure<A>::of(a)...);
  }
};
template <class F>
inline constexpr bool is_traced<traced_function<F>> = true;

/// Stands for a function that was rejected.
struct rejected_function {
  template <class... A>
  constexpr term operator()(A const&...) const { return {}; }
};

}  // namespace detail

/// f with loops, reassignment and arrays of what it computes: gradient(traced(f), x). Its arguments and everything made
/// from them have one type, adze::term, which holds numbers too: auto s = x[0]; s += sin(x[1]); s = 1.0. The program, and
/// so the derivative, is the one that f's operations give when they are written out: trip counts and indices are known at
/// compile time. f captures nothing. Example: tests/guide/guide_test.cpp, "loops and reassignment".
template <class F>
constexpr auto traced(F const&) {
  constexpr bool captures_nothing = std::is_empty_v<F> && std::is_default_constructible_v<F>;
  static_assert(captures_nothing,
                "adze: traced is for functions that capture nothing, since the compiler runs them: pass what is captured "
                "as arguments (adze::wrt)");
  if constexpr (captures_nothing) return detail::traced_function<F>{};
  else return detail::traced_function<detail::rejected_function>{};
}

}  // namespace adze
