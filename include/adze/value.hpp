#pragma once
// SPDX-License-Identifier: BSL-1.0
// The value of a function as its captured program computes it.

#include <adze/array_results.hpp>

namespace adze {
namespace detail {

struct value_facade {
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    using source = source_of<F, A...>;
    using T = number_type<A...>;
    if constexpr (any_arrays<A...>) {
      array_run<array_value_recipe<source>, T, A...> run;
      run.bind(arguments...);
      results_of<source, T> results;
      results.bind(run, 0);
      T numbers[static_cast<std::size_t>(source::results)];
      run.run(numbers);
      results.take(numbers);
      return results.moved();
    } else {
      auto const out = run_recipe<value_recipe<source>, source, T>(f, arguments...);
      return shaped_results<source>(out.data());
    }
  }
};

}  // namespace detail

/// f at the arguments, numbers or arrays. A number; for an array result a std::vector, or a tensor of its rank; for
/// several results a std::array of numbers, or a std::tuple if some are arrays. Without arguments: an operator.
/// Errors: shape_error where the shapes of arguments do not fit, before anything is computed.
template <class F, class... A>
ADZE_INLINE constexpr auto value(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::value_facade>(f, arguments...);
}

}  // namespace adze
