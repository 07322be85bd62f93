#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: terms. A term is a symbol whose type has been erased, so that it can be reassigned, summed up in
// loops and kept in arrays. It is a line of the program under construction, or a number that has met no such line yet:
// numbers compute as numbers, and become constants of the program of the first term or symbol they meet.

#include <adze/core/diagnostics.hpp>
#include <adze/program/line.hpp>

namespace adze {

namespace detail {

// Mistakes inside the user's function are reported by conditions of `noexcept`, which both compilers look at where the
// mistake stands; g++ would come to a function's body only after it has reported what follows from the mistake.

template <class S, bool IsCondition>
constexpr bool reject_conversion() {
  static_assert(IsCondition || never<S>,
                "adze: a symbol has no value while a function is being captured: call sin(x), not std::sin(x), and "
                "declare parameters and results auto, not double");
  static_assert(!IsCondition || never<S>, "adze: a comparison is not a number: use adze::select(condition, a, b)");
  return true;
}
template <class S>
constexpr bool reject_branch() {
  static_assert(never<S>, "adze: 'if', '?:' and 'while' cannot branch on a symbol: use adze::select(condition, a, b)");
  return true;
}
template <class S>
constexpr bool reject_element() {
  static_assert(never<S>,
                "adze: the function takes elements of an argument that is a single number: pass a std::array "
                "(describe and cost: an example, describe(f, std::array<double, 3>{}))");
  return true;
}

/// Members of terms that are only here to be reported. (Self makes the conditions wait until one is used.)
template <class Self, bool IsCondition>
struct term_mistakes {
  constexpr operator double() const noexcept(reject_conversion<Self, IsCondition>()) { return 0; }
  constexpr explicit operator bool() const noexcept(reject_branch<Self>()) { return false; }
  template <class Index>
    requires std::is_integral_v<Index>
  constexpr Self operator[](Index) const noexcept(reject_element<Index>()) { return {}; }
};

}  // namespace detail

struct term;
struct predicate;

/// What operations do to terms: append to the program, or compute if no operand is in one.
struct term_kind {
  static constexpr int rank = 3;
  template <class Op, class... A>
  using result = std::conditional_t<detail::is_condition_op<Op>, predicate, term>;
  template <class Op, class... A>
  static constexpr std::conditional_t<detail::is_condition_op<Op>, predicate, term> apply(A const&... a);
  template <class... A>
  static constexpr predicate truth(bool c, A const&... a);
  static constexpr term constant(term const& like, double k);
  static constexpr term constant(term const& like, irrational which);
};

/// The result of a comparison of terms. Without a program its number is 0 or 1.
struct predicate : detail::any_operand, detail::term_mistakes<predicate, true> {
  using adze_kind = term_kind;
  static constexpr bool adze_is_condition = true;
  constexpr predicate() : any_operand(0.0L) {}
  constexpr explicit predicate(any_operand a) : any_operand(a) {}
};

/// A number in a captured function, of a type that does not tell how it was made. It starts as 0, as a number, or as
/// any symbol: term s = 0; term t = x * y; s += t.
struct term : detail::any_operand, detail::term_mistakes<term, false> {
  using adze_kind = term_kind;
  static constexpr bool adze_is_condition = false;
  constexpr term() : any_operand(0.0L) {}
  constexpr explicit term(any_operand a) : any_operand(a) {}
  constexpr term(value_handle const& symbol) : any_operand(symbol) {}  // NOLINT: erases a symbol's type
  constexpr term(detail::line_operand const& line) : any_operand(line) {}  // NOLINT: what deeply nested symbols are
  template <class Number>
    requires std::is_arithmetic_v<Number>
  constexpr term(Number k) : any_operand(static_cast<long double>(k)) {}  // NOLINT: numbers are terms
};

namespace detail {

/// Stands where a function that the compiler does not compute is applied to numbers alone. It is not constexpr, so that
/// capture fails there, with its name in the error.
inline void function_of_a_number_that_should_be_made_with_adze_like() {}

/// Whether the compiler computes Op, in the same way with every compiler.
template <class Op, class... T>
concept computed_at_compile_time = (Op::weight < 20) && requires {
  typename std::bool_constant<(static_cast<void>(Op::value(T(1)...)), true)>;
};

template <class T, class A>
constexpr auto number_in(A const& a) {
  if constexpr (condition<A>) return any_operand(a).number != 0;
  else return static_cast<T>(any_operand(a).number);
}
template <class T, class A>
using number_in_type = std::conditional_t<condition<A>, bool, T>;

/// Op on operands that are all numbers: in double, as literals are, unless one of them is no double.
template <class Op, class... A>
constexpr any_operand apply_to_numbers(A const&... a) {
  if constexpr (computed_at_compile_time<Op, number_in_type<double, A>...>) {
    if ((exact_in_double(any_operand(a).number) && ...)) return static_cast<long double>(Op::value(number_in<double>(a)...));
    return static_cast<long double>(Op::value(number_in<long double>(a)...));
  } else {
    function_of_a_number_that_should_be_made_with_adze_like();
    return 0.0L;
  }
}

/// The program that one of the operands stands in, if any does.
constexpr builder* program_of(any_operand const& a) { return a.program; }
template <class... Rest>
constexpr builder* program_of(any_operand const& a, Rest const&... rest) {
  return a.program != nullptr ? a.program : program_of(rest...);
}

/// An operand of an instruction: numbers become constants in due course, truth values right here.
constexpr any_operand placed(builder*, any_operand const& a) { return a; }
constexpr any_operand placed(builder* b, predicate const& c) {
  if (c.program != nullptr) return c;
  return truth_line(c.number != 0, program_handle{b, 0}, 0.0L);
}

}  // namespace detail

template <class Op, class... A>
constexpr std::conditional_t<detail::is_condition_op<Op>, predicate, term> term_kind::apply(A const&... a) {
  detail::builder* const program = detail::program_of(a...);
  if (program == nullptr) return result<Op>(detail::apply_to_numbers<Op>(a...));
  return result<Op>(detail::any_operand(detail::emit(*detail::op_address<Op>, detail::placed(program, a)...)));
}
template <class... A>
constexpr predicate term_kind::truth(bool c, A const&... a) {
  if (detail::program_of(a...) == nullptr) return predicate(c ? 1.0L : 0.0L);
  return predicate(detail::truth_line(c, a...));
}
constexpr term term_kind::constant(term const& like, double k) {
  if (like.program == nullptr) return k;
  return term(detail::line_kind::constant({like.program, like.id}, k));
}
constexpr term term_kind::constant(term const& like, irrational which) {
  if (like.program == nullptr) return literal_of(which);
  return term(detail::line_kind::constant({like.program, like.id}, which));
}

}  // namespace adze
