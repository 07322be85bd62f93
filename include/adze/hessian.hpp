#pragma once
// SPDX-License-Identifier: BSL-1.0
// The Hessian: forward over reverse, each of the n (n + 1) / 2 entries once.

#include <adze/gradient.hpp>

namespace adze {
namespace detail {

template <class Source, class Selection>
struct hessian_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const inputs = Selection::inputs();
    growing_array<int> const gradient = gradient_lines(reverse{}, c, inputs);
    int const size = c.program.lines.size();
    growing_array<int> outputs;
    for (int i = 0; i < inputs.size(); ++i) {
      growing_array<int> directions(inputs[i] + 1, -1);
      directions[inputs[i]] = constant_line(c.program, 1);
      growing_array<int> const tangent = tangents(c.program, size, directions);
      for (int j = 0; j <= i; ++j) {
        int const line = gradient[j] < size ? tangent[gradient[j]] : -1;
        outputs.push_back(line < 0 ? zero_line(c.program) : line);
      }
    }
    return draft_of(c.program, outputs);
  }
};

template <class... Options>
struct hessian_facade {
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    using source = source_of<F, A...>;
    static_assert(source::results == 1, "adze: hessian needs a function with one result");
    using chosen = selection<typename wrt_among<sizeof...(A), Options...>::type, A...>;
    if constexpr (has_loops<source>) return on_arrays<hessian_facade>::template compute<source, chosen>(arguments...);
    else return of_numbers<source, chosen>(f, arguments...);
  }
  template <class source, class chosen, class F, class... A>
  ADZE_INLINE static constexpr auto of_numbers(F const& f, A const&... arguments) {
    static_assert((is_wrt<Options> && ...), "adze: the only option of hessian is adze::wrt<positions>");
    using T = number_type<A...>;
    auto const lower = run_recipe<hessian_recipe<source, chosen>, source, T>(f, arguments...);
    constexpr auto n = static_cast<std::size_t>(chosen::size);
    std::array<std::array<T, n>, n> h{};
    for (std::size_t i = 0, k = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j, ++k) h[i][j] = h[j][i] = lower[k];
    }
    return h;
  }
};

}  // namespace detail

/// The matrix of second partials in all the numbers of the arguments, in order, symmetric by construction:
/// std::array<std::array<T, n>, n>; where arguments are arrays (adze/arrays.hpp), tensor<T, 2>. Option wrt<positions>; for
/// arrays also forward (over reverse), reverse (over reverse), automatic (the default: what costs less on their extents).
/// Without arguments: an operator.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto hessian(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::hessian_facade<Options...>>(f, arguments...);
}

}  // namespace adze
