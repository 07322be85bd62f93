#pragma once
// SPDX-License-Identifier: BSL-1.0
// Products with derivatives where arguments are arrays. Directions and weights are further numbers and arrays of the
// program, after the arguments.

#include <adze/array_gradient.hpp>
#include <adze/array_results.hpp>
#include <adze/products.hpp>

namespace adze::detail {

/// The direction of every number and array of the arguments, -1 for those that are not chosen; as tangents() takes them.
struct directions {
  growing_array<int> numbers, arrays;

  template <class Source, class Selection>
  static constexpr directions of(builder& b) {
    directions d{growing_array<int>(Source::inputs, -1), growing_array<int>(Source::arrays, -1)};
    growing_array<int> const chosen = Selection::inputs();
    growing_array<int> const lines = input_lines(b, Source::inputs, chosen.size());
    for (int k = 0; k < chosen.size(); ++k) d.numbers[chosen[k]] = lines[k];
    int next = Source::arrays;
    Selection::for_each_array([&](int array, int rank) {
      output_array const like = shaped_like(b.arrays, array, rank), own = shaped_like(b.arrays, next, rank);
      for (int e = 0; e < rank; ++e) b.arrays.agree(like.extent[e], own.extent[e], "the direction");
      d.arrays[array] = next++;
    });
    return d;
  }
};

/// The values, then their tangents.
template <class Source, class Selection>
struct array_jvp_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    builder& b = s.program;
    directions const d = directions::of<Source, Selection>(b);
    growing_array<int> const tangent = tangents(b, b.lines.size(), d.numbers, array_directions{d.arrays});
    array_outputs out;
    for (int r = 0; r < s.roots.size(); ++r) out.add(b, s.roots[r], s.places[r], s.shapes[r]);
    for (int r = 0; r < s.roots.size(); ++r) out.add(b, tangent[s.roots[r]], s.places[r], s.shapes[r]);
    return out.draft(b);
  }
};

/// The values, then the gradient of their weighted sum.
template <class Source, class Selection>
struct array_vjp_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    builder& b = s.program;
    growing_array<int> weights;
    int numbers = Source::inputs, arrays = Source::arrays;
    for (int r = 0; r < s.roots.size(); ++r) {
      output_array const& shape = s.shapes[r];
      if (shape.rank == 0) weights.push_back(input_lines(b, numbers++, 1)[0]);
      else weights.push_back(weight_of_array(b, s.roots[r], s.places[r], shape, arrays++));
    }
    array_outputs out;
    for (int r = 0; r < s.roots.size(); ++r) out.add(b, s.roots[r], s.places[r], s.shapes[r]);
    add_gradient<Selection>(b, out, adjoint_with_arrays(b, s.roots, weights, Selection::inputs(), Selection::arrays()));
    return out.draft(b);
  }
  /// The element of array `weights` for a result, summed over those dimensions that the result's line is constant in.
  static constexpr int weight_of_array(builder& b, int root, access place, output_array const& shape, int weights) {
    relaxed_scope const derivative_code(b);
    output_array const own = shaped_like(b.arrays, weights, shape.rank);
    for (int e = 0; e < shape.rank; ++e) b.arrays.agree(shape.extent[e], own.extent[e], "the weights");
    place.array = weights;
    int weight = element_line(b, place);
    for (int e = 0; e < shape.rank; ++e) {
      if (!has(b.lines[root].indices, place.at[e].index)) weight = sum_line(b, weight, place.at[e].index);
    }
    return weight;
  }
};

/// The tangent of the gradient: forward over reverse.
template <class Source, class Selection>
struct array_hvp_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    builder& b = s.program;
    array_adjoint g = adjoint_with_arrays(b, s.roots, one_line(b), Selection::inputs(), Selection::arrays());
    directions const d = directions::of<Source, Selection>(b);
    growing_array<int> const tangent = tangents(b, b.lines.size(), d.numbers, array_directions{d.arrays});
    array_adjoint product;
    for (int line : g.numbers) product.numbers.push_back(tangent[line] < 0 ? zero_line(b) : tangent[line]);
    for (array_part const& p : g.parts) {
      if (tangent[p.line] >= 0) product.parts.push_back({tangent[p.line], p.where});
    }
    array_outputs out;
    add_gradient<Selection>(b, out, product);
    return out.draft(b);
  }
};

/// The ranks of the arrays in arguments of the types A...
template <class... A>
constexpr growing_array<int> ranks_of_arrays() {
  growing_array<int> ranks;
  ([&] { for (int i = 0; i < argument<A>::arrays; ++i) ranks.push_back(argument<A>::rank_of_array(i)); }(), ...);
  return ranks;
}
constexpr bool same_ranks(growing_array<int> const& a, growing_array<int> const& b) {
  bool same = a.size() == b.size();
  for (int i = 0; i < a.size() && same; ++i) same = a[i] == b[i];
  return same;
}
template <class Selection, class... V>
constexpr bool direction_fits() {
  growing_array<int> chosen;
  Selection::for_each_array([&](int, int rank) { chosen.push_back(rank); });
  return same_ranks(chosen, ranks_of_arrays<std::remove_cvref_t<V>...>());
}
template <class Selection, class... V>
constexpr void require_direction() {
  static_assert(direction_fits<Selection, V...>(),
                "adze: the direction needs one array for each array of the point, of the same rank");
}
template <class Source, class... W>
constexpr bool weights_fit() {
  growing_array<int> results;
  [&]<class... R>(std::type_identity<std::tuple<R...>>) {
    ([&] { if (rank_of<R> > 0) results.push_back(rank_of<R>); }(), ...);
  }(std::type_identity<typename flat_results<typename Source::result_type>::type>{});
  return same_ranks(results, ranks_of_arrays<W...>());
}

/// A run of Recipe's program, bound to the arguments and what is given with them.
template <class Recipe, class T, class... P, class... M>
auto bound_run(std::tuple<P...> const& point, std::tuple<M...> const& more) {
  array_run<Recipe, T, std::remove_cvref_t<P>..., std::remove_cvref_t<M>...> run;
  with_both(point, more, [&](auto const&... a) { run.bind(a...); });
  return run;
}

template <class... Options>
struct on_arrays<jvp_facade<Options...>> {
  template <class Types, class P, class... V>
  static auto compute(P const& point, std::tuple<V...> const& direction) {
    using source = typename Types::source;
    using T = typename Types::T;
    require_direction<typename Types::chosen, V...>();
    auto run = bound_run<array_jvp_recipe<source, typename Types::chosen>, T>(point, direction);
    results_of<source, T> value, tangent;
    value.bind(run, 0);
    tangent.bind(run, value.array_count);
    T numbers[2 * static_cast<std::size_t>(source::results)];
    run.run(numbers);
    value.take(numbers);
    tangent.take(numbers + value.number_count);
    return value_and_tangent_result<decltype(value.moved()), decltype(tangent.moved())>{value.moved(), tangent.moved()};
  }
};

/// Memory for a gradient in the chosen arguments, bound to the outputs of a run from `first` on.
template <class Chosen, class T, class Run, class P>
auto bound_gradient(Run& run, int first, P const& point) {
  auto gradient = std::apply([](auto const&... a) { return Chosen::template make_gradient<T>(a...); }, point);
  output_slot<T>* out = run.outputs() + first;
  Chosen::template bind_gradient<T>(gradient, out);
  return gradient;
}

template <class... Options>
struct on_arrays<vjp_facade<Options...>> {
  template <class Types, class P, class... W>
  static auto compute(P const& point, std::tuple<W...> const& weights) {
    using source = typename Types::source;
    using chosen = typename Types::chosen;
    using T = typename Types::T;
    static_assert(Types::given == results_of<source, T>::number_count && weights_fit<source, std::remove_cvref_t<W>...>(),
                  "adze: vjp needs one weight for each result, an array of the same rank for an array");
    auto run = bound_run<array_vjp_recipe<source, chosen>, T>(point, weights);
    results_of<source, T> value;
    value.bind(run, 0);
    auto gradient = bound_gradient<chosen, T>(run, value.array_count, point);
    T numbers[static_cast<std::size_t>(source::results + chosen::size)];
    run.run(numbers);
    value.take(numbers);
    T const* in = numbers + value.number_count;
    chosen::template set_numbers<T>(gradient, in);
    return value_and_gradient_result<decltype(value.moved()), decltype(gradient)>{value.moved(), std::move(gradient)};
  }
};

template <class... Options>
struct on_arrays<hvp_facade<Options...>> {
  template <class Types, class P, class... V>
  static auto compute(P const& point, std::tuple<V...> const& direction) {
    using source = typename Types::source;
    using chosen = typename Types::chosen;
    using T = typename Types::T;
    static_assert(!array_expression<typename source::result_type>, "adze: hvp needs a function with one result");
    require_direction<chosen, V...>();
    auto run = bound_run<array_hvp_recipe<source, chosen>, T>(point, direction);
    auto product = bound_gradient<chosen, T>(run, 0, point);
    T numbers[static_cast<std::size_t>(chosen::size) + 1];
    run.run(numbers);
    T const* in = numbers;
    chosen::template set_numbers<T>(product, in);
    return product;
  }
};

}  // namespace adze::detail
