#pragma once
// SPDX-License-Identifier: BSL-1.0
// Looking inside: cost(f), describe(f), to_dot(f, point...), to_string(expression).
// A function's arguments are numbers unless example arguments are given: describe(f, std::array<double, 3>{}).

#include <adze/expression.hpp>
#include <adze/gradient.hpp>
#include <adze/program/describe.hpp>

namespace adze {

/// What a program does: how many operations, and their cost in units of one addition (a division 6, a call of the
/// mathematical library 20 and more).
struct operation_count {
  int operations;
  int calls;
  int weight;
};

/// The counts of f alone, and of the programs for value and gradient in both modes.
struct cost_report {
  operation_count primal, forward, reverse;
};

namespace detail {

template <class Recipe>
constexpr operation_count count_operations() {
  draft const d = finished<Recipe>();
  operation_count count{0, 0, 0};
  for (instruction const& line : d.lines) {
    if (line.op->arity == 0) continue;
    ++count.operations;
    count.calls += is_call(*line.op) ? 1 : 0;
    count.weight += line.op->weight;
  }
  return count;
}

/// The least number of scalar arguments that f takes.
template <class F, class... A>
constexpr auto with_scalars() {
  using call = symbolic_call<F, std::tuple<A...>, std::make_integer_sequence<int, sizeof...(A)>>;
  static_assert(sizeof...(A) < 17, "adze: give example arguments: describe(f, std::array<double, 3>{}, 1.0)");
  if constexpr (sizeof...(A) > 0 && call::callable) return std::type_identity<std::tuple<A...>>{};
  else return with_scalars<F, A..., double>();
}

template <class F, class... A>
constexpr auto described() {
  if constexpr (expression<F>) {
    using chosen = all_inputs<variables_of<F>::count>;
    return std::type_identity<std::tuple<expression_source<F>, chosen>>{};
  } else if constexpr (sizeof...(A) == 0) {
    static_assert(std::is_empty_v<F>, "adze: give example arguments: describe(f, 1.0, 2.0)");
    return []<class... S>(std::type_identity<std::tuple<S...>>) {
      return std::type_identity<std::tuple<source_of<F, S...>, selection<typename wrt_among<sizeof...(S)>::type, S...>>>{};
    }(with_scalars<F>());
  } else {
    return std::type_identity<std::tuple<source_of<F, A...>, selection<typename wrt_among<sizeof...(A)>::type, A...>>>{};
  }
}
/// What describe, cost and to_dot look at: F with example arguments A.
template <class F, class... A>
struct subject {
  using pair = typename decltype(described<F, A...>())::type;
  using source = std::tuple_element_t<0, pair>;
  using chosen = std::tuple_element_t<1, pair>;
  static_assert(source::results == 1, "adze: cost, describe and to_dot need a function with one result");
  template <class Mode> using recipe = gradient_recipe<source, Mode, chosen>;

  static std::vector<std::string> input_names() {
    std::vector<std::string> names;
    if constexpr (expression<F>) {
      for (int i = 0; i < variables_of<F>::count; ++i) names.emplace_back(variables_of<F>::names[static_cast<std::size_t>(i)]);
    } else {
      for (int i = 0; i < chosen::size; ++i) names.push_back(joined({"x", std::to_string(i)}));
    }
    return names;
  }
};

template <class Recipe>
std::string listing(std::vector<std::string> const& inputs, std::vector<std::string> const& labels) {
  constexpr auto const& p = compiled<Recipe>::value;
  program_printer const print(p.lines, inputs);
  auto const reference = [&](int i) { return print.is_leaf(i) ? print.leaf(i) : joined({"v", std::to_string(i)}); };
  std::string text;
  for (int i = 0; i < p.size; ++i) {
    if (print.is_leaf(i)) continue;
    text += joined({"  v", std::to_string(i), " = ", print.operation_text(i, reference, [](int) { return 9; }), "\n"});
  }
  for (std::size_t i = 0; i < labels.size(); ++i) text += joined({"  ", labels[i], " = ", reference(p.outputs[i]), "\n"});
  return text;
}

}  // namespace detail

/// Operation counts, at compile time: static_assert(cost(f).reverse.weight < ...).
template <class F, class... A>
constexpr cost_report cost(F const&, A const&...) {
  using s = detail::subject<F, A...>;
  return {detail::count_operations<detail::value_recipe<typename s::source>>(),
          detail::count_operations<typename s::template recipe<forward>>(),
          detail::count_operations<typename s::template recipe<reverse>>()};
}

namespace detail {

template <class F, class... A>
constexpr bool in_loops() {
  if constexpr (expression<F> || sizeof...(A) == 0) return false;
  else return has_loops<source_of<F, A...>>;
}

/// describe, for functions of arrays.
template <class... Options>
struct describe_facade;

template <class Mode, class F, class... A>
std::string describe_numbers() {
  using s = subject<F, A...>;
  auto const inputs = s::input_names();
  std::vector<std::string> labels;
  std::string text = "f(";
  for (std::size_t i = 0; i < inputs.size(); ++i) text += joined({i == 0 ? "" : ", ", inputs[i]});
  text += "):\n";
  text += listing<value_recipe<typename s::source>>(inputs, {"f"});
  for (auto const& name : inputs) labels.push_back(joined({"df/d", name}));
  labels.emplace_back("f");  // the order of gradient_recipe
  text += std::is_same_v<Mode, forward> ? "value and gradient, forward:\n" : "value and gradient, reverse:\n";
  return text + listing<typename s::template recipe<Mode>>(inputs, labels);
}

}  // namespace detail

/// The program of f and of its value and gradient (reverse mode; describe<forward>(f) for the other) as text. Of a
/// function of arrays, example arguments of any size, describe<wrt<0>>(f, x, y): the loops of value and gradient, what is
/// computed in each, and the buffers.
template <class... Options, class F, class... A>
std::string describe(F const&, A const&...) {
  if constexpr (detail::in_loops<F, A...>()) {
    using chosen = detail::selection<typename detail::wrt_among<sizeof...(A), Options...>::type, A...>;
    return detail::on_arrays<detail::describe_facade<Options...>>::template text<detail::source_of<F, A...>, chosen, A...>();
  } else {
    return detail::describe_numbers<typename detail::mode_among<reverse, Options...>::type, F, A...>();
  }
}

/// An expression as one would write it: "y + cos(x)". Run-time constants are shown with their values.
template <expression E>
std::string to_string(E const& e) {
  using source = detail::expression_source<E>;
  constexpr auto const& p = detail::compiled<detail::value_recipe<source>>::value;
  double parameters[1 + source::parameters]{};
  source::fill(e, static_cast<double*>(parameters));
  std::vector<std::string> constants;
  for (int i = 0; i < source::parameters; ++i) constants.push_back(detail::program_printer::number(parameters[i]));
  return detail::program_printer(p.lines, detail::subject<E>::input_names(), constants).formula(p.outputs[0]);
}

namespace detail {

/// The finished program of f as a builder again, and the adjoint of every line of it: the outputs are all values, then
/// all adjoints.
template <class Source>
struct graph_recipe {
  static constexpr draft make() {
    draft const p = finished<value_recipe<Source>>();
    builder b;
    for (instruction const& line : p.lines) b.append(line);
    growing_array<int> outputs;
    for (int i = 0; i < p.lines.size(); ++i) outputs.push_back(p.lines[i].op->is_condition ? p.outputs[0] : i);
    append_all(outputs, adjoint_of_lines(b, p.lines.size(), p.outputs[0]));
    return draft_of(b, outputs);
  }
};

}  // namespace detail

/// Graphviz of f's graph at a point: every node with its value (forward sweep) and its adjoint (reverse sweep).
/// `dot -Tsvg` draws it. Source of the picture: the usual computational-graph diagrams, e.g. of y = (x + w) * b.
template <class F, class... A>
std::string to_dot(F const& f, A const&... point) {
  using s = detail::subject<F, A...>;
  using source = typename s::source;
  using graph = detail::graph_recipe<source>;
  constexpr auto const& p = detail::compiled<detail::value_recipe<source>>::value;
  using T = detail::number_type<A...>;
  auto const numbers = detail::run_recipe<graph, source, T>(f, point...);
  detail::program_printer const print(p.lines, s::input_names());
  auto const text = [](T x) { return detail::program_printer::number(static_cast<long double>(x), 6); };
  std::string dot = "digraph adze {\n  rankdir=LR;\n  node [shape=record, fontname=\"Helvetica\"];\n";
  for (int i = 0; i < p.size; ++i) {
    auto const k = static_cast<std::size_t>(i), n = static_cast<std::size_t>(p.size);
    std::string const label = print.is_leaf(i) ? print.leaf(i) : p.lines[i].op->name;
    std::string escaped;
    for (char c : label) escaped += c == '<' || c == '>' || c == '|' ? detail::joined({"\\", {&c, 1}}) : std::string(1, c);
    dot += detail::joined({"  v", std::to_string(i), " [label=\"", escaped});
    if (!p.lines[i].op->is_condition) dot += detail::joined({" | value ", text(numbers[k]), " | adjoint ", text(numbers[n + k])});
    dot += "\"];\n";
    for (int a = 0; a < p.lines[i].op->arity; ++a) {
      dot += detail::joined({"  v", std::to_string(p.lines[i].arguments[a]), " -> v", std::to_string(i), ";\n"});
    }
  }
  return dot + "}\n";
}

}  // namespace adze
