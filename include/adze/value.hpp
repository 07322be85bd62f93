#pragma once
// SPDX-License-Identifier: BSL-1.0
// The value of a function as its captured program computes it.

#include <adze/evaluate.hpp>

namespace adze {
namespace detail {

/// (A template so that what it does with arrays may stand in a later header.)
template <class...>
struct value_facade {
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    using source = source_of<F, A...>;
    if constexpr (has_loops<source>) {
      return on_arrays<value_facade>::template compute<source>(arguments...);
    } else {
      auto const out = run_recipe<value_recipe<source>, source, number_type<A...>>(f, arguments...);
      return shaped_results<source>(out.data());
    }
  }
};

}  // namespace detail

/// f at the arguments, numbers or (adze/arrays.hpp) arrays. A number; for an array result a std::vector, or a tensor of its rank; for
/// several results a std::array of numbers, or a std::tuple if some are arrays. Without arguments: an operator.
/// Errors: shape_error where the shapes of arguments do not fit, before anything is computed.
template <class F, class... A>
ADZE_INLINE constexpr auto value(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::value_facade<>>(f, arguments...);
}

}  // namespace adze
