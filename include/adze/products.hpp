#pragma once
// SPDX-License-Identifier: BSL-1.0
// Products with derivatives, without the matrices: Jacobian times vector (jvp), vector times Jacobian (vjp), Hessian
// times vector (hvp). The point stands in adze::at, the direction in adze::along, the weights in adze::weights.

#include <adze/gradient.hpp>

namespace adze {
namespace detail {

/// The direction of every input, given at run time for the chosen ones, -1 for the others.
template <class Source, class Selection>
constexpr growing_array<int> direction_lines(builder& b) {
  growing_array<int> const chosen = Selection::inputs(), lines = input_lines(b, Source::inputs, chosen.size());
  growing_array<int> result(Source::inputs, -1);
  for (int k = 0; k < chosen.size(); ++k) result[chosen[k]] = lines[k];
  return result;
}

/// The values, then the tangents, in a direction given at run time.
template <class Source, class Selection>
struct jvp_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    int const primal = c.program.lines.size();
    growing_array<int> const tangent = tangents(c.program, primal, direction_lines<Source, Selection>(c.program));
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
    return draft_of(c.program, tangent(c.program, gradient, direction_lines<Source, Selection>(c.program)));
  }
};

/// What the three have in common: the types, with references taken off.
template <class Options, class F, class Point, class More>
struct product_types;

template <class... Options, class F, class... X, class... M>
struct product_types<std::tuple<Options...>, F, std::tuple<X...>, std::tuple<M...>> {
  static_assert((is_wrt<Options> && ...), "adze: the only option of jvp, vjp and hvp is adze::wrt<positions>");
  using source = source_of<F, std::remove_cvref_t<X>...>;
  using chosen = selection<typename wrt_among<sizeof...(X), Options...>::type, std::remove_cvref_t<X>...>;
  using T = number_type<std::remove_cvref_t<X>..., std::remove_cvref_t<M>...>;
  static constexpr bool arrays = has_loops<source>;
  static constexpr int given = (0 + ... + argument<std::remove_cvref_t<M>>::size);  // numbers

  static_assert(chosen::differentiable,
                "adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>");
  static constexpr bool check_direction() {
    static_assert(given == chosen::size, "adze: the direction needs one number for each number of the point");
    return true;
  }
};

template <class Recipe, class Source, class T, class F, class P, class M>
ADZE_INLINE constexpr auto run_at(F const& f, P const& point, M const& more) {
  return with_both(point, more, [&](auto const&... a) ADZE_INLINE_LAMBDA { return run_recipe<Recipe, Source, T>(f, a...); });
}

template <class... Options>
struct jvp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: jvp takes the point and the direction: jvp(f, adze::at(x, y), adze::along(dx, dy))");
    return 0.0;
  }
  template <class F, class... X, class... V>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, along<V...> const& direction) {
    using types = product_types<std::tuple<Options...>, F, std::tuple<X...>, std::tuple<V...>>;
    static_assert(types::check_direction());
    using source = typename types::source;
    using chosen = typename types::chosen;
    using T = typename types::T;
    if constexpr (types::arrays) {
      return on_arrays<jvp_facade>::template compute<types>(point.arguments, direction.arguments);
    } else {
      auto const out = run_at<jvp_recipe<source, chosen>, source, T>(f, point.arguments, direction.arguments);
      auto const value = shaped_results<source>(out.data());
      auto const tangent = shaped_results<source>(out.data() + source::results);
      return value_and_tangent_result<std::remove_const_t<decltype(value)>, std::remove_const_t<decltype(tangent)>>{value, tangent};
    }
  }
};

template <class... Options>
struct vjp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: vjp takes the point and the weights of the results: vjp(f, adze::at(x, y), adze::weights(w))");
    return 0.0;
  }
  template <class F, class... X, class... W>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, weights<W...> const& w) {
    using types = product_types<std::tuple<Options...>, F, std::tuple<X...>, std::tuple<W...>>;
    using source = typename types::source;
    using chosen = typename types::chosen;
    using T = typename types::T;
    if constexpr (types::arrays) {
      return on_arrays<vjp_facade>::template compute<types>(point.arguments, w.arguments);
    } else {
      static_assert(types::given == source::results, "adze: vjp needs one weight for each result");
      auto const out = run_at<vjp_recipe<source, chosen>, source, T>(f, point.arguments, w.arguments);
      auto const value = shaped_results<source>(out.data());
      auto const gradient = chosen::shape(out.data() + source::results);
      return value_and_gradient_result<std::remove_const_t<decltype(value)>, std::remove_const_t<decltype(gradient)>>{value, gradient};
    }
  }
};

template <class... Options>
struct hvp_facade {
  template <class F, class... A>
  static constexpr auto compute(F const&, A const&...) {
    static_assert(never<F>, "adze: hvp takes the point and the direction: hvp(f, adze::at(x, y), adze::along(dx, dy))");
    return 0.0;
  }
  template <class F, class... X, class... V>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, along<V...> const& direction) {
    using types = product_types<std::tuple<Options...>, F, std::tuple<X...>, std::tuple<V...>>;
    static_assert(types::check_direction());
    using source = typename types::source;
    using chosen = typename types::chosen;
    using T = typename types::T;
    static_assert(source::results == 1, "adze: hvp needs a function with one result");
    if constexpr (types::arrays) {
      return on_arrays<hvp_facade>::template compute<types>(point.arguments, direction.arguments);
    } else {
      auto const out = run_at<hvp_recipe<source, chosen>, source, T>(f, point.arguments, direction.arguments);
      return chosen::shape(out.data());
    }
  }
};

}  // namespace detail

/// Value and directional derivative J v in one forward pass: jvp(f, at(x, y), along(dx, dy)) -> {value, tangent}, each in
/// the shape of adze::value. The direction has one entry for each argument, or for those of wrt<positions>, in its shape.
/// Arrays of other shapes than the point's: shape_error. jvp(f) is an operator.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto jvp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::jvp_facade<Options...>>(f, arguments...);
}

/// Value and w'J in one reverse pass: vjp(f, at(x, y), weights(w0, w1)) -> {value, gradient}, in the shapes of
/// adze::value and of a gradient. One weight for each result, in its shape; the gradient is that of sum w_r f_r.
/// Option wrt<positions>. vjp(f) is an operator.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto vjp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::vjp_facade<Options...>>(f, arguments...);
}

/// The Hessian times a direction, d/dt grad f(x + t v), in the gradient's shape, at a small constant times its cost:
/// hvp(f, at(x, y), along(dx, dy)). Option wrt<positions>: of these arguments' block of the Hessian. hvp(f) is an operator.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto hvp(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::hvp_facade<Options...>>(f, arguments...);
}

}  // namespace adze
