#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4, evaluate: a program becomes straight-line code on local variables, in any number type.

#include <adze/program/program.hpp>

namespace adze::detail {

/// What a comparison of two T gives: bool, or a mask of a batch.
template <class T>
constexpr auto mask_type_of() {
  if constexpr (requires(T const& x) { x < x; }) return std::type_identity<std::remove_cvref_t<decltype(std::declval<T const&>() < std::declval<T const&>())>>{};
  else return std::type_identity<bool>{};
}
template <class T>
using mask = typename decltype(mask_type_of<T>())::type;

/// A constant of the program as a T; a T that is a class is made from a double where that is exact.
template <class T>
constexpr T number_as(long double number) {
  if constexpr (std::is_arithmetic_v<T>) return static_cast<T>(number);
  else if (exact_in_double(number) || number != number) return T(static_cast<double>(number));
  else if constexpr (std::is_constructible_v<T, long double>) return T(number);
  else return T(static_cast<double>(number));
}

template <class T>
struct registers {
  T* values;
  mask<T>* masks;
  T const* inputs;
  T const* parameters;
};

/// One instruction. Instantiated per op, not per line: the line numbers are constant arguments of an inlined call.
template <class Op, class T>
ADZE_INLINE constexpr void execute(registers<T> r, int line, int a, int b, int c) {
  if constexpr (requires { Op::takes_conditions; }) {
    if constexpr (Op::arity == 1) r.masks[line] = Op::value(r.masks[a]);
    else r.masks[line] = Op::value(r.masks[a], r.masks[b]);
  } else if constexpr (is_condition_op<Op>) {
    r.masks[line] = apply<Op>(r.values[a], r.values[b]);
  } else if constexpr (std::is_same_v<Op, op::select>) {
    r.values[line] = apply<Op>(r.masks[a], r.values[b], r.values[c]);
  } else if constexpr (std::is_same_v<Op, op::input>) {
    r.values[line] = r.inputs[a];
  } else if constexpr (std::is_same_v<Op, op::parameter>) {
    r.values[line] = r.parameters[a];
  } else if constexpr (Op::arity == 1) {
    r.values[line] = apply<Op>(r.values[a]);
  } else if constexpr (Op::arity == 2) {
    r.values[line] = apply<Op>(r.values[a], r.values[b]);
  } else {
    r.values[line] = apply<Op>(r.values[a], r.values[b], r.values[c]);
  }
}

template <auto const& P, int Line, class T>
ADZE_INLINE constexpr void execute_line(registers<T> r) {
  using Op = op_type<P.lines[Line].op>;
  if constexpr (std::is_same_v<Op, op::constant>) {
    constexpr long double number = P.lines[Line].number;
    r.values[Line] = number_as<T>(number);
  } else if constexpr (std::is_same_v<Op, op::irrational_constant>) {
    r.values[Line] = value_of<T>(static_cast<irrational>(P.lines[Line].arguments[0]));
  } else {
    execute<Op, T>(r, Line, std::integral_constant<int, P.lines[Line].arguments[0]>::value,
                   std::integral_constant<int, P.lines[Line].arguments[1]>::value,
                   std::integral_constant<int, P.lines[Line].arguments[2]>::value);
  }
}

/// Lines are executed in chunks, since one fold over thousands of them is slow to compile.
inline constexpr int chunk = 100;

template <auto const& P, int First, class T, int... I>
ADZE_INLINE constexpr void execute_chunk(registers<T> r, std::integer_sequence<int, I...>) {
  (execute_line<P, First + I>(r), ...);
}
template <auto const& P, class T, int... Chunk>
ADZE_INLINE constexpr void execute_all(registers<T> r, std::integer_sequence<int, Chunk...>) {
  constexpr int size = P.size;
  (execute_chunk<P, Chunk * chunk>(
       r, std::make_integer_sequence<int, (size - Chunk * chunk < chunk ? size - Chunk * chunk : chunk)>{}),
   ...);
}
template <auto const& P, class T, int... I>
ADZE_INLINE constexpr void store_outputs(T const* values, T* outputs, std::integer_sequence<int, I...>) {
  ((outputs[I] = values[std::integral_constant<int, P.outputs[I]>::value]), ...);
}

/// Runs program P: outputs[j] from inputs and run-time parameters, all in the number type T.
template <auto const& P, class T>
ADZE_INLINE constexpr void run(T const* inputs, T const* parameters, T* outputs) {
  constexpr int size = P.size == 0 ? 1 : P.size;
  T values[size];
  mask<T> masks[size];
  execute_all<P>(registers<T>{values, masks, inputs, parameters},
                 std::make_integer_sequence<int, (P.size + chunk - 1) / chunk>{});
  store_outputs<P>(values, outputs, std::make_integer_sequence<int, P.output_count>{});
}

}  // namespace adze::detail
