#pragma once
// SPDX-License-Identifier: BSL-1.0
// gradient and value_and_gradient of functions with one result.

#include <adze/diff/adjoint.hpp>
#include <adze/diff/tangent.hpp>
#include <adze/evaluate.hpp>

namespace adze {

/// The gradient of an expression, read by name: g[x].
template <class T, class Variables>
struct named_gradient {
  std::array<T, static_cast<std::size_t>(Variables::count)> values;
  template <fixed_string Name>
  constexpr T operator[](variable<Name>) const {
    static_assert(Variables::index_of(Name.c_str()) >= 0, "adze: the expression does not have this variable");
    return values[static_cast<std::size_t>(Variables::index_of(Name.c_str()))];
  }
  static constexpr std::size_t size() { return static_cast<std::size_t>(Variables::count); }
};

namespace detail {

/// The gradient's lines, in the given mode.
constexpr growing_array<int> gradient_lines(forward, captured& c, growing_array<int> const& inputs) {
  growing_array<int> result;
  int const size = c.program.lines.size();  // each direction runs over the primal lines only
  for (int input : inputs) {
    growing_array<int> directions(input + 1, -1);
    directions[input] = constant_line(c.program, 1);
    int const line = tangents(c.program, size, directions)[c.roots[0]];
    result.push_back(line < 0 ? zero_line(c.program) : line);
  }
  return result;
}
constexpr growing_array<int> gradient_lines(reverse, captured& c, growing_array<int> const& inputs) {
  growing_array<int> const weight = one_line(c.program);
  return adjoint(c.program, c.roots, weight, inputs);
}

/// The gradient, then the value. (In this order, since a copy that starts one number further stalls the processor: its
/// vector loads straddle the vector stores that have just been made.)
template <class Source, class Mode, class Selection>
struct gradient_recipe {
  static constexpr draft make() {
    captured c = Source::capture();                                                        // capture, lower
    growing_array<int> const gradient = gradient_lines(Mode{}, c, Selection::inputs());    // differentiate
    growing_array<int> outputs = gradient;
    append_all(outputs, c.roots);
    return draft_of(c.program, outputs);
  }
};

/// What a recipe's program costs, in units of an addition. (Variables, so that each is a constant evaluation of its own:
/// compilers limit the length of one.)
template <class Recipe>
inline constexpr int weight_of = [] {
  draft const d = finished<Recipe>();
  int sum = 0;
  for (instruction const& line : d.lines) sum += line.op->weight;
  return sum;
}();

/// The mode itself, or for `automatic` the one whose program costs less; reverse at a tie.
template <class Mode, class Source, class Selection>
constexpr auto choose_mode() {
  if constexpr (std::is_same_v<Mode, automatic>) {
    if constexpr (weight_of<gradient_recipe<Source, forward, Selection>> <
                  weight_of<gradient_recipe<Source, reverse, Selection>>) {
      return forward{};
    } else {
      return reverse{};
    }
  } else {
    return Mode{};
  }
}

/// All inputs of an expression.
template <int Count>
struct all_inputs {
  static constexpr growing_array<int> inputs() {
    growing_array<int> result;
    for (int i = 0; i < Count; ++i) result.push_back(i);
    return result;
  }
};

template <class... Options>
struct gradient_facade {
  static constexpr bool takes_expressions = true;
  using requested_mode = typename mode_among<reverse, Options...>::type;

  template <class F, class... A>
  ADZE_INLINE static constexpr auto value_and_gradient(F const& f, A const&... arguments) {
    if constexpr (expression<F>) {
      return of_expression(f, arguments...);
    } else {
      using source = source_of<F, A...>;
      using chosen = selection<typename wrt_among<sizeof...(A), Options...>::type, A...>;
      static_assert(source::results == 1, "adze: gradient needs a function with one result; use jacobian for several");
      if constexpr (has_loops<source>) return on_arrays<gradient_facade>::template value_and_gradient<source, chosen>(arguments...);
      else return of_numbers<source, chosen>(f, arguments...);
    }
  }
  template <class source, class chosen, class F, class... A>
  ADZE_INLINE static constexpr auto of_numbers(F const& f, A const&... arguments) {
    using mode = decltype(choose_mode<requested_mode, source, chosen>());
    using T = number_type<A...>;
    auto const out = run_recipe<gradient_recipe<source, mode, chosen>, source, T>(f, arguments...);
    return value_and_gradient_result<T, decltype(chosen::shape(out.data()))>{out[chosen::size], chosen::shape(out.data())};
  }
  template <class E, class... B>
    requires(!(is_binding<B> && ...))
  static constexpr auto of_expression(E const&, B const&...) {
    static_assert(never<E>, "adze: an expression takes the values of its variables by name: g(x = 2.0, y = 3.0)");
    return value_and_gradient_result<double, double>{};
  }
  template <class E, fixed_string... Names, class... V>
  ADZE_INLINE static constexpr auto of_expression(E const& e, binding<Names, V> const&... bindings) {
    using source = expression_source<E>;
    using variables = variables_of<E>;
    using chosen = all_inputs<variables::count>;
    using mode = decltype(choose_mode<requested_mode, source, chosen>());
    using T = common_number<V...>;
    auto const out = run_recipe<gradient_recipe<source, mode, chosen>, source, T>(e, bound_values<E, T>(bindings...));
    named_gradient<T, variables> gradient{};
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient.values[i] = out[i];
    return value_and_gradient_result<T, named_gradient<T, variables>>{out[gradient.size()], gradient};
  }
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    return value_and_gradient(f, arguments...).gradient;
  }
};

template <class... Options>
struct value_and_gradient_facade {
  static constexpr bool takes_expressions = true;
  template <class F, class... A>
  ADZE_INLINE static constexpr auto compute(F const& f, A const&... arguments) {
    return gradient_facade<Options...>::value_and_gradient(f, arguments...);
  }
};

}  // namespace detail

/// The gradient of f at the arguments, in their shape: std::array<T, n> for n scalars, the argument's own type for one
/// array or struct, a std::tuple for several. Without arguments: an operator, g = gradient(f); g(x, y).
/// Options: forward, reverse (default), automatic (reverse where arguments are arrays), wrt<positions>. Expressions take bindings, and g[x] reads by name.
/// Cost: a small constant times f in reverse mode. Source: Griewank & Walther, Evaluating Derivatives, ch. 3.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto gradient(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::gradient_facade<Options...>>(f, arguments...);
}

/// Value and gradient in one pass: auto [value, gradient] = value_and_gradient(f, x, y). Options as for gradient.
template <class... Options, class F, class... A>
ADZE_INLINE constexpr auto value_and_gradient(F const& f, A const&... arguments) {
  return detail::now_or_later<detail::value_and_gradient_facade<Options...>>(f, arguments...);
}

}  // namespace adze
