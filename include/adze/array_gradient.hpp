#pragma once
// SPDX-License-Identifier: BSL-1.0
// Gradients where arguments are arrays: the recipe, and running it.

#include <adze/array_directions.hpp>
#include <adze/gradient.hpp>

namespace adze::detail {

/// Adds a gradient to the outputs: its numbers, and an array for each array that is differentiated.
template <class Selection>
constexpr void add_gradient(builder& b, array_outputs& out, array_adjoint const& g) {
  append_all(out.numbers, g.numbers);
  Selection::for_each_array([&](int array, int rank) {
    for (array_part p : g.parts) {
      if (p.where.array != array) continue;
      p.where.array = out.arrays.size();
      out.parts.push_back(p);
    }
    out.arrays.push_back(shaped_like(b.arrays, array, rank));
  });
}

/// The numbers and the arrays of the gradient, then the value.
template <class Source, class Selection, class Mode = reverse>
struct array_gradient_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());  // capture, lower
    builder& b = s.program;
    array_outputs out;
    add_gradient<Selection>(b, out, gradient(b, s));  // differentiate
    append_all(out.numbers, s.roots);
    return out.draft(b);
  }
  static constexpr array_adjoint gradient(builder& b, settled const& s) {
    if constexpr (std::is_same_v<Mode, forward>) return gradient_by_tangents<Selection>(b, s.roots[0]);
    else return adjoint_with_arrays(b, s.roots, one_line(b), Selection::inputs(), Selection::arrays());
  }
};

/// The same, added to what the outputs hold.
template <class Recipe>
struct adding_recipe {
  static constexpr array_draft make() {
    array_draft d = Recipe::make();
    d.adds = true;
    return d;
  }
};

/// Runs a bound gradient program; numbers of the gradient go to g. Returns the value.
template <class Chosen, class Run, class G>
auto run_gradient(Run& r, G& g, void* memory = nullptr) {
  using T = typename Run::value_type;
  T numbers[Chosen::size + 1];
  if (memory != nullptr) r.run(memory, numbers);
  else r.run(numbers);
  T const* in = numbers;
  Chosen::template set_numbers<T>(g, in);
  return numbers[Chosen::size];
}

template <class Source, class Chosen>
constexpr void require_gradient() {
  static_assert(!array_expression<typename Source::result_type>,
                "adze: gradient needs a function with one result; use jacobian for several");
  static_assert(Chosen::differentiable,
                "adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>");
}

template <class... Options>
struct on_arrays<gradient_facade<Options...>> {
  template <class Source, class Chosen, class... A>
  static auto value_and_gradient(A const&... arguments) {
    require_gradient<Source, Chosen>();
    using T = number_type<A...>;
    auto gradient = Chosen::template make_gradient<T>(arguments...);
    using mode = typename mode_among<reverse, Options...>::type;  // automatic is reverse: there are many inputs
    array_run<array_gradient_recipe<Source, Chosen, mode>, T, A...> r;
    r.bind(arguments...);
    output_slot<T>* out = r.outputs();
    Chosen::template bind_gradient<T>(gradient, out);
    T const value = run_gradient<Chosen>(r, gradient);
    return value_and_gradient_result<T, decltype(gradient)>{value, std::move(gradient)};
  }
};

}  // namespace adze::detail
