#pragma once
// SPDX-License-Identifier: BSL-1.0
// What all facades share: from a function and its arguments to numbers, given the recipe of a program.
// A recipe is a type whose make() captures a function and differentiates it, at compile time.

#include <adze/eval/run.hpp>
#include <adze/expr/capture.hpp>
#include <adze/ops/activation.hpp>
#include <adze/ops/hyperbolic.hpp>
#include <adze/ops/rounding.hpp>
#include <adze/ops/trigonometric.hpp>
#include <adze/options.hpp>

namespace adze {

template <class T, class G>
struct value_and_gradient_result {
  T value;
  G gradient;
};
template <class V, class D>
struct value_and_tangent_result {
  V value;
  D tangent;
};

}  // namespace adze

namespace adze::detail {

// ---- which numbers are differentiated

/// A number or an array among the arguments that are differentiated: the columns of a Jacobian that belong to it.
struct column_block {
  bool is_array;
  int id, rank;  // which input, or which array
  constexpr int dimensions() const { return is_array ? rank : 1; }
};

/// The flat numbers of the arguments that Wrt names, and the shape of a gradient in them.
template <class Wrt, class... A>
struct selection;

template <std::size_t... W, class... A>
struct selection<wrt<W...>, A...> {
  static_assert(((W < sizeof...(A)) && ...), "adze: wrt<...> names an argument that the function does not have");
  template <std::size_t I> using argument_at = argument<std::tuple_element_t<I, std::tuple<A..., void>>>;
  /// The type of the Ith argument that is differentiated.
  template <std::size_t I> using chosen_argument = std::tuple_element_t<std::tuple_element_t<I, std::tuple<std::integral_constant<std::size_t, W>...>>::value, std::tuple<A...>>;

  static constexpr int offset(std::size_t position) {
    int const sizes[] = {argument<A>::size..., 0};
    int sum = 0;
    for (std::size_t i = 0; i < position; ++i) sum += sizes[i];
    return sum;
  }
  static constexpr int size = (0 + ... + argument_at<W>::size);
  static constexpr growing_array<int> inputs() {
    growing_array<int> result;
    ([&] { for (int i = 0; i < argument_at<W>::size; ++i) result.push_back(offset(W) + i); }(), ...);
    return result;
  }
  static constexpr std::size_t count = sizeof...(W);
  static constexpr int array_offset(std::size_t position) {
    int const counts[] = {argument<A>::arrays..., 0};
    int sum = 0;
    for (std::size_t i = 0; i < position; ++i) sum += counts[i];
    return sum;
  }
  static constexpr growing_array<int> arrays() {
    growing_array<int> result;
    ([&] { for (int i = 0; i < argument_at<W>::arrays; ++i) result.push_back(array_offset(W) + i); }(), ...);
    return result;
  }
  /// Calls visit(array, rank) for each of them.
  template <class Visit>
  static constexpr void for_each_array(Visit const& visit) {
    ([&] { for (int i = 0; i < argument_at<W>::arrays; ++i) visit(array_offset(W) + i, argument_at<W>::rank_of_array(i)); }(), ...);
  }
  /// Argument by argument; in one that holds both, numbers stand before arrays.
  static constexpr growing_array<column_block> columns() {
    growing_array<column_block> result;
    ([&] {
      for (int i = 0; i < argument_at<W>::size; ++i) result.push_back({false, offset(W) + i, 0});
      for (int i = 0; i < argument_at<W>::arrays; ++i) {
        result.push_back({true, array_offset(W) + i, argument_at<W>::rank_of_array(i)});
      }
    }(), ...);
    return result;
  }
  static constexpr bool differentiable = (argument_at<W>::differentiable && ...);
  template <class T>
  static auto make_gradient(A const&... arguments) {
    auto const all = std::tie(arguments...);
    if constexpr (all_scalars) return std::array<T, sizeof...(W)>{};
    else if constexpr (sizeof...(W) == 1) return (argument_at<W>::template make_gradient<T>(std::get<W>(all)), ...);
    else return std::tuple<typename argument_at<W>::template gradient<T>...>{argument_at<W>::template make_gradient<T>(std::get<W>(all))...};
  }
  template <class T, class G>
  static void bind_gradient([[maybe_unused]] G& g, [[maybe_unused]] output_slot<T>*& out) {
    if constexpr (all_scalars) return;
    else if constexpr (sizeof...(W) == 1) (argument_at<W>::template bind_gradient<T>(g, out), ...);
    else bind_each<T>(g, out, std::make_index_sequence<sizeof...(W)>{});
  }
  template <class T, class G, std::size_t... I>
  static void bind_each(G& g, output_slot<T>*& out, std::index_sequence<I...>) {
    (argument_at<W>::template bind_gradient<T>(std::get<I>(g), out), ...);
  }
  template <class T, class G>
  static void set_numbers(G& g, T const*& in) {
    if constexpr (all_scalars) for (T& each : g) each = *in++;
    else if constexpr (sizeof...(W) == 1) (argument_at<W>::template set_numbers<T>(g, in), ...);
    else set_each<T>(g, in, std::make_index_sequence<sizeof...(W)>{});
  }
  template <class T, class G, std::size_t... I>
  static void set_each(G& g, T const*& in, std::index_sequence<I...>) {
    (argument_at<W>::template set_numbers<T>(std::get<I>(g), in), ...);
  }

  static constexpr bool all_scalars = (argument_at<W>::is_scalar && ...);

  /// `size` numbers from `in`, in the shape of the arguments.
  template <class T>
  ADZE_INLINE static constexpr auto shape(T const* in) {
    if constexpr (all_scalars) {
      std::array<T, sizeof...(W)> result{};
      for (std::size_t i = 0; i < sizeof...(W); ++i) result[i] = in[i];
      return result;
    } else if constexpr (sizeof...(W) == 1) {
      return (argument_at<W>::unflatten(in), ...);
    } else {  // braces evaluate from left to right
      return std::tuple<decltype(argument_at<W>::unflatten(in))...>{argument_at<W>::unflatten(in)...};
    }
  }
};

template <class... A>
using number_type = common_number<typename argument<A>::number_type...>;

/// What a facade does where arguments are arrays: the headers behind adze/arrays.hpp specialise it.
template <class Facade>
struct on_arrays;

// ---- running a recipe

/// The outputs of the recipe's program for function f on the given arguments, flattened one after the other.
template <class Recipe, class Source, class T, class F, class... A>
ADZE_INLINE constexpr auto run_recipe(F const& f, A const&... arguments) {
  constexpr auto const& program = compiled<Recipe>::value;
  T inputs[(1 + ... + argument<A>::size)]{};
  [[maybe_unused]] T* next = inputs;
  (argument<A>::flatten(arguments, next), ...);
  T parameters[1 + Source::parameters]{};
  Source::fill(f, static_cast<T*>(parameters));
  std::array<T, static_cast<std::size_t>(program.output_count)> outputs{};
  run<compiled<Recipe>::value, T>(inputs, parameters, outputs.data());
  return outputs;
}

/// One number for a function with one result, else an array of them.
template <class Source, class T>
ADZE_INLINE constexpr auto shaped_results(T const* in) {
  if constexpr (scalar_result<typename Source::result_type>) {
    return *in;
  } else {
    std::array<T, static_cast<std::size_t>(Source::results)> values{};
    for (auto& v : values) v = *in++;
    return values;
  }
}

/// visit(p..., m...) for two tuples, nothing copied.
template <class... P, class... M, class Visit>
ADZE_INLINE constexpr decltype(auto) with_both(std::tuple<P...> const& p, std::tuple<M...> const& m, Visit const& visit) {
  return [&]<std::size_t... I, std::size_t... J>(std::index_sequence<I...>, std::index_sequence<J...>)
             ADZE_INLINE_LAMBDA -> decltype(auto) { return visit(std::get<I>(p)..., std::get<J>(m)...); }
  (std::index_sequence_for<P...>{}, std::index_sequence_for<M...>{});
}

/// What make() of a recipe starts with: the captured program, and 1 and the results as lines.
constexpr growing_array<int> one_line(builder& b) {
  growing_array<int> ones;
  ones.push_back(b.append({op_address<op::constant>, {-1, -1, -1}, 1}));
  return ones;
}
constexpr void append_all(growing_array<int>& to, growing_array<int> const& from) {
  for (int line : from) to.push_back(line);
}
/// New inputs First, First + 1, ...: directions and weights that are given at run time.
constexpr growing_array<int> input_lines(builder& b, int first, int count) {
  growing_array<int> lines;
  for (int i = 0; i < count; ++i) lines.push_back(b.append({op_address<op::input>, {first + i, -1, -1}, 0}));
  return lines;
}

// ---- value expressions in named variables

/// The names of E's variables, in the order of their first use, which is the order of its program's inputs.
template <class E>
struct variables_of {
  static constexpr growing_array<char const*> list() {
    builder b;
    lowering l{b};
    lower<E>(l);
    return l.names;
  }
  static constexpr int count = [] {
    auto const all = list();
    return all.size();
  }();
  static constexpr auto names = [] {
    std::array<char const*, static_cast<std::size_t>(count + 1)> result{};
    auto const all = list();
    for (int i = 0; i < count; ++i) result[static_cast<std::size_t>(i)] = all[i];
    return result;
  }();
  static constexpr int index_of(char const* name) {
    for (int i = 0; i < count; ++i) {
      if (lowering::same_text(names[static_cast<std::size_t>(i)], name)) return i;
    }
    return -1;
  }
};

template <class B> inline constexpr bool is_binding = false;
template <fixed_string Name, class T> inline constexpr bool is_binding<binding<Name, T>> = true;

template <class Variables, fixed_string... Names>
constexpr bool no_name_twice() {
  int times[Variables::count + 1]{};
  ((++times[Variables::index_of(Names.c_str()) + 1]), ...);  // times[0]: unknown ones
  for (int i = 1; i <= Variables::count; ++i) {
    if (times[i] > 1) return false;
  }
  return true;
}

/// The bound values in the order of E's inputs, as an argument list of one std::array.
template <class E, class T, fixed_string... Names, class... V>
ADZE_INLINE constexpr auto bound_values(binding<Names, V> const&... bindings) {
  using variables = variables_of<E>;
  static_assert(((variables::index_of(Names.c_str()) >= 0) && ...),
                "adze: a value is given for a variable that the expression does not have");
  static_assert(no_name_twice<variables, Names...>(), "adze: a variable is given two values");
  static_assert(sizeof...(Names) >= variables::count, "adze: a variable of the expression is given no value: f(x = 2.0, ...)");
  static_assert((argument<V>::is_scalar && ...), "adze: a variable of an expression is bound to a single number");
  std::array<T, static_cast<std::size_t>(variables::count)> values{};
  ((values[static_cast<std::size_t>(variables::index_of(Names.c_str()))] = static_cast<T>(bindings.value)), ...);
  return values;
}

template <class Source>
struct value_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    return draft_of(c.program, c.roots);
  }
};

// ---- now or later: facade(f, arguments...) computes, facade(f) is an operator

template <class Facade, class F>
struct derivative_operator {
  F f;
  template <class... A>
  ADZE_INLINE constexpr auto operator()(A const&... arguments) const { return Facade::compute(f, arguments...); }
};

template <class Facade, class F, class... A>
ADZE_INLINE constexpr auto now_or_later(F const& f, A const&... arguments) {
  static_assert(!expression<F> || requires { Facade::takes_expressions; },
                "adze: of expressions in named variables there are gradient, value_and_gradient and derivative: "
                "make it a function, [](auto x, auto y) { ... }");
  if constexpr (sizeof...(A) == 0) return derivative_operator<Facade, F>{f};
  else return Facade::compute(f, arguments...);
}

}  // namespace adze::detail

namespace adze {

/// What an expression is given must be bindings.
template <expression E, class... B>
  requires(!(detail::is_binding<B> && ...))
constexpr auto adze_evaluate(E const&, B const&...) {
  static_assert(detail::never<E>, "adze: an expression takes the values of its variables by name: f(x = 2.0, y = 3.0)");
  return 0.0;
}

/// The value of an expression at bound variables; f(x = 2.0, y = 3.0) calls it.
template <expression E, fixed_string... Names, class... V>
constexpr auto adze_evaluate(E const& e, binding<Names, V> const&... bindings) {
  using T = detail::common_number<bool, V...>;  // double without any
  using source = detail::expression_source<E>;
  auto const values = detail::bound_values<E, T>(bindings...);
  return detail::run_recipe<detail::value_recipe<source>, source, T>(e, values)[0];
}

}  // namespace adze
