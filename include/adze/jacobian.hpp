#pragma once
// SPDX-License-Identifier: BSL-1.0
// The Jacobian of a function that returns several numbers, or arrays.

#include <adze/gradient.hpp>

namespace adze {
namespace detail {

/// The partials of every result, row by row.
template <class Source, class Mode, class Selection>
struct jacobian_recipe;

template <class Source, class Selection>
struct jacobian_recipe<Source, forward, Selection> {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const inputs = Selection::inputs();
    int const size = c.program.lines.size();
    growing_array<int> outputs(c.roots.size() * inputs.size(), -1);
    for (int i = 0; i < inputs.size(); ++i) {
      growing_array<int> directions(inputs[i] + 1, -1);
      directions[inputs[i]] = constant_line(c.program, 1);
      growing_array<int> const tangent = tangents(c.program, size, directions);
      for (int r = 0; r < c.roots.size(); ++r) {
        int const line = c.roots[r] < size ? tangent[c.roots[r]] : -1;
        outputs[r * inputs.size() + i] = line < 0 ? zero_line(c.program) : line;
      }
    }
    return draft_of(c.program, outputs);
  }
};

template <class Source, class Selection>
struct jacobian_recipe<Source, reverse, Selection> {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const inputs = Selection::inputs();
    growing_array<int> const weight = one_line(c.program);
    growing_array<int> outputs;
    for (int r = 0; r < c.roots.size(); ++r) {
      growing_array<int> root;
      root.push_back(c.roots[r]);
      append_all(outputs, adjoint(c.program, root, weight, inputs));
    }
    return draft_of(c.program, outputs);
  }
};

/// Many more results than inputs: reverse mode, a sweep for each result, would be long to write only to be refused.
template <class Source, class Selection>
inline constexpr bool surely_forward = Source::results > 16 && Source::results > 4 * Selection::size;

template <class Mode, class Source, class Selection>
constexpr auto choose_jacobian_mode() {
  if constexpr (std::is_same_v<Mode, automatic> && surely_forward<Source, Selection>) {
    return forward{};
  } else if constexpr (std::is_same_v<Mode, automatic>) {
    if constexpr (weight_of<jacobian_recipe<Source, forward, Selection>> <=
                  weight_of<jacobian_recipe<Source, reverse, Selection>>) {
      return forward{};
    } else {
      return reverse{};
    }
  } else {
    return Mode{};
  }
}

/// Without a request: forward when there are no more inputs than results.
template <class Source, class Selection>
using usual_jacobian_mode = std::conditional_t<(Selection::size <= Source::results), forward, reverse>;

template <class... Options>
struct jacobian_facade {
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    using source = source_of<F, A...>;
    using chosen = selection<typename wrt_among<sizeof...(A), Options...>::type, A...>;
    using T = number_type<A...>;
    if constexpr (has_loops<source>) {
      return on_arrays<jacobian_facade>::template compute<source, chosen>(arguments...);
    } else {
      using requested = typename mode_among<usual_jacobian_mode<source, chosen>, Options...>::type;
      using mode = decltype(choose_jacobian_mode<requested, source, chosen>());
      auto const out = run_recipe<jacobian_recipe<source, mode, chosen>, source, T>(f, arguments...);
      std::array<decltype(chosen::shape(out.data())), static_cast<std::size_t>(source::results)> rows{};
      for (std::size_t r = 0; r < rows.size(); ++r) rows[r] = chosen::shape(out.data() + r * chosen::size);
      return rows;
    }
  }
};

}  // namespace detail

/// The Jacobian of f. Of numbers: one row per result, each in the shape of a gradient; J[r][i] = df_r/dx_i for scalars or
/// one array. Of arrays (adze/arrays.hpp): tensor<T, 2>, a row for each number that f returns, arrays row by row, and a column for each
/// number of the arguments, likewise. Options: forward, reverse, automatic (the cheaper program; of numbers forward for over
/// 16 results and over 4 times as many as inputs), wrt<positions>; by default automatic for arrays, else forward when there
/// are no more inputs than results. Without arguments: an operator.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto jacobian(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::jacobian_facade<Options...>>(f, arguments...);
}

}  // namespace adze
