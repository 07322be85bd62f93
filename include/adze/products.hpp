#pragma once
// SPDX-License-Identifier: BSL-1.0
// Products with derivatives, without the matrices: Jacobian times vector (jvp), vector times Jacobian (vjp), Hessian
// times vector (hvp). The point stands in adze::at, the direction in adze::along, the weights in adze::weights.

#include <adze/gradient.hpp>

namespace adze {

template <class V, class D>
struct value_and_tangent_result {
  V value;
  D tangent;
};

namespace detail {

/// The values, then the tangents, in a direction given at run time.
template <class Source>
struct jvp_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    int const primal = c.program.lines.size();
    growing_array<int> const direction = input_lines(c.program, Source::inputs, Source::inputs);
    growing_array<int> const tangent = tangents(c.program, primal, direction);
    growing_array<int> outputs = c.roots;
    for (int root : c.roots) outputs.push_back(tangent[root] < 0 ? zero_line(c.program) : tangent[root]);
    return draft_of(c.program, outputs);
  }
};

/// The values, then the gradient of their weighted sum, the weights given at run time.
template <class Source, class Selection>
struct vjp_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const weights = input_lines(c.program, Source::inputs, Source::results);
    growing_array<int> outputs = c.roots;
    append_all(outputs, adjoint(c.program, c.roots, weights, Selection::inputs()));
    return draft_of(c.program, outputs);
  }
};

/// The tangent of the gradient.
template <class Source, class Selection>
struct hvp_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const gradient = gradient_lines(reverse{}, c, Selection::inputs());
    growing_array<int> const direction = input_lines(c.program, Source::inputs, Source::inputs);
    return draft_of(c.program, tangent(c.program, gradient, direction));
  }
};

template <class... A>
using all_of = typename wrt_all<std::make_index_sequence<sizeof...(A)>>::type;

template <class Recipe, class Source, class T, class F, class... P, class... D>
ADZE_INLINE constexpr auto run_at(F const& f, std::tuple<P...> const& point, std::tuple<D...> const& more) {
  return std::apply(
      [&](auto const&... a) ADZE_INLINE_LAMBDA { return run_recipe<Recipe, Source, T>(f, a...); },
      std::tuple_cat(point, more));
}

struct jvp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: jvp takes the point and the direction: jvp(f, adze::at(x, y), adze::along(dx, dy))");
    return 0.0;
  }
  template <class F, class... X, class... V>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, along<V...> const& direction) {
    static_assert((0 + ... + argument<X>::size) == (0 + ... + argument<V>::size),
                  "adze: the direction needs one number for each number of the point");
    using source = source_of<F, X...>;
    using T = number_type<X..., V...>;
    auto const out = run_at<jvp_recipe<source>, source, T>(f, point.arguments, direction.arguments);
    auto const value = shaped_results<source>(out.data());
    auto const tangent = shaped_results<source>(out.data() + source::results);
    return value_and_tangent_result<std::remove_const_t<decltype(value)>, std::remove_const_t<decltype(tangent)>>{value, tangent};
  }
};

struct vjp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: vjp takes the point and the weights of the results: vjp(f, adze::at(x, y), adze::weights(w))");
    return 0.0;
  }
  template <class F, class... X, class... W>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, weights<W...> const& w) {
    using source = source_of<F, X...>;
    static_assert((0 + ... + argument<W>::size) == source::results, "adze: vjp needs one weight for each result");
    using chosen = selection<all_of<X...>, X...>;
    using T = number_type<X..., W...>;
    auto const out = run_at<vjp_recipe<source, chosen>, source, T>(f, point.arguments, w.arguments);
    auto const value = shaped_results<source>(out.data());
    auto const gradient = chosen::shape(out.data() + source::results);
    return value_and_gradient_result<std::remove_const_t<decltype(value)>, std::remove_const_t<decltype(gradient)>>{value, gradient};
  }
};

struct hvp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: hvp takes the point and the direction: hvp(f, adze::at(x, y), adze::along(dx, dy))");
    return 0.0;
  }
  template <class F, class... X, class... V>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, along<V...> const& direction) {
    static_assert((0 + ... + argument<X>::size) == (0 + ... + argument<V>::size),
                  "adze: the direction needs one number for each number of the point");
    using source = source_of<F, X...>;
    static_assert(source::results == 1, "adze: hvp needs a function with one result");
    using chosen = selection<all_of<X...>, X...>;
    using T = number_type<X..., V...>;
    auto const out = run_at<hvp_recipe<source, chosen>, source, T>(f, point.arguments, direction.arguments);
    return chosen::shape(out.data());
  }
};

}  // namespace detail

/// Value and directional derivative J v in one forward pass: jvp(f, at(x, y), along(dx, dy)) -> {value, tangent}.
/// Numbers for a function with one result, std::arrays for several. jvp(f) is an operator.
template <class F, class... A>
ADZE_INLINE constexpr auto jvp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::jvp_facade>(f, arguments...);
}

/// Value and w'J in one reverse pass: vjp(f, at(x, y), weights(w0, w1)) -> {value, gradient}. vjp(f) is an operator.
template <class F, class... A>
ADZE_INLINE constexpr auto vjp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::vjp_facade>(f, arguments...);
}

/// The Hessian times a direction, at a small constant times the gradient's cost, in the gradient's shape:
/// hvp(f, at(x, y), along(dx, dy)). hvp(f) is an operator.
template <class F, class... A>
ADZE_INLINE constexpr auto hvp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::hvp_facade>(f, arguments...);
}

}  // namespace adze
