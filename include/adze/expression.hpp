#pragma once
// SPDX-License-Identifier: BSL-1.0
// Derivatives of value expressions as value expressions: capture and lower, differentiate, and raise the program back
// to a nested type, which can be printed, evaluated and differentiated again.

#include <adze/diff/tangent.hpp>
#include <adze/evaluate.hpp>

namespace adze {

/// An irrational constant in an expression, such as 1/ln2 in the derivative of log2.
template <irrational Which>
struct irrational_node : detail::node_base<irrational_node<Which>, true> {};

namespace detail {

template <irrational Which>
constexpr int lower_as(lowering& l, std::type_identity<irrational_node<Which>>) {
  return l.append_leaf(op_address<op::irrational_constant>, static_cast<int>(Which));
}

/// The Ith variable of E, made from its name.
template <class E, int I>
constexpr auto variable_at() {
  constexpr char const* name = variables_of<E>::names[I];
  constexpr std::size_t length = [] {
    std::size_t n = 0;
    while (name[n] != '\0') ++n;
    return n;
  }();
  constexpr auto text = [] {
    fixed_string<length + 1> s;
    for (std::size_t i = 0; i < length; ++i) s.text[i] = name[i];
    return s;
  }();
  return variable<text>{};
}

/// The expression that a line of program P computes: its type, and an object of it that takes the run-time constants
/// from the parameters of E, the expression that was differentiated.
template <auto const& P, int Line, class E, class T>
struct raised {
  static constexpr auto const& line = P.lines[Line];
  template <int K> using child = raised<P, P.lines[Line].arguments[K], E, T>;

  static constexpr auto make(T const* parameters) {
    constexpr operation const* o = line.op;
    if constexpr (line.template is<op::input>()) {
      return variable_at<E, line.arguments[0]>();
    } else if constexpr (line.template is<op::constant>()) {
      return literal_node<std::bit_cast<unsigned long long>(static_cast<double>(line.number))>{};
    } else if constexpr (line.template is<op::irrational_constant>()) {
      return irrational_node<static_cast<irrational>(line.arguments[0])>{};
    } else if constexpr (line.template is<op::parameter>()) {
      return constant_node<T>(parameters[line.arguments[0]]);
    } else {
      return with_children(parameters, std::make_integer_sequence<int, o->arity>{});
    }
  }
  template <int... K>
  static constexpr auto with_children(T const* parameters, std::integer_sequence<int, K...>) {
    using result = node<op_type<line.op>, typename child<K>::type...>;
    if constexpr (result::stateless) return result{};
    else return result(child<K>::make(parameters)...);
  }
  using type = decltype(make(nullptr));
};

template <class E, fixed_string Name>
struct derivative_recipe {
  static constexpr draft make() {
    captured c = expression_source<E>::capture();
    return draft_of(c.program, tangent_of_input(c.program, c.roots, variables_of<E>::index_of(Name.c_str())));
  }
};

template <int Order, class E, class X>
constexpr auto derivative_expression(E const&, X const&) {
  static_assert(never<X>, "adze: derivative of an expression needs the variable: derivative(f, x)");
}
template <int Order, class E, fixed_string Name>
constexpr auto derivative_expression(E const& e, variable<Name> x) {
  static_assert(variables_of<E>::index_of(Name.c_str()) >= 0, "adze: the expression does not have this variable");
  if constexpr (Order == 0) {
    return e;
  } else {
    using source = expression_source<E>;
    double parameters[1 + source::parameters]{};
    source::fill(e, static_cast<double*>(parameters));
    constexpr auto const& program = compiled<derivative_recipe<E, Name>>::value;
    auto const first = raised<compiled<derivative_recipe<E, Name>>::value, program.outputs[0], E, double>::make(parameters);
    using derived = std::remove_const_t<decltype(first)>;
    if constexpr (Order == 1) return first;
    else if constexpr (variables_of<derived>::index_of(Name.c_str()) < 0) return literal_node<0>{};
    else return derivative_expression<Order - 1>(first, x);
  }
}

}  // namespace detail
}  // namespace adze
