#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4, evaluate: a program becomes straight-line code on local variables, in any number type.

#include <adze/eval/batch.hpp>
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

template <class T>
struct scalar_of {
  using type = T;
};
template <class T>
  requires is_batch<T>
struct scalar_of<T> {
  using type = typename T::value_type;
};

/// A constant of the program as a T; a T that is a class is made from a double where that is exact.
template <class T>
constexpr T number_as(long double number) {
  if constexpr (std::is_arithmetic_v<T>) return static_cast<T>(number);
  else if constexpr (is_batch<T>) return T(static_cast<typename T::value_type>(number));
  else if (exact_in_double(number) || number != number) return T(static_cast<double>(number));
  else if constexpr (requires { T{number}; }) return T{number};  // without narrowing
  else return T(static_cast<double>(number));
}

template <class T>
struct registers {
  T* values;
  mask<T>* masks;
  T const* inputs;
  T const* parameters;
};

/// Op on numbers of type T, without the promotions of apply; a T that is itself an operand (a dual) goes through its
/// kind, batches have values of their own.
template <class Op, class... T>
ADZE_INLINE constexpr auto value_on(T const&... x) {
  if constexpr ((is_batch<T> || ...)) return on_batches<Op>::value(x...);
  else if constexpr ((has_kind<T> || ...)) return apply<Op>(x...);
  else return Op::value(x...);
}

template <class Op, class T>
inline constexpr bool is_plain_arithmetic =
    std::is_floating_point_v<T> &&
    (std::is_same_v<Op, op::add> || std::is_same_v<Op, op::sub> || std::is_same_v<Op, op::mul>);

/// Sum, difference or product of batches in derivative code, on the registers they hold: as functions of xsimd's they
/// would be expressions of their own, and clang fuses within one.
template <class Op, class T>
ADZE_INLINE T fusible(T const& x, T const& y) {
#ifdef __clang__
#pragma clang fp contract(fast)
#endif
  if constexpr (std::is_same_v<Op, op::add>) return T(x.data + y.data);
  else if constexpr (std::is_same_v<Op, op::sub>) return T(x.data - y.data);
  else return T(x.data * y.data);
}

/// One instruction. Instantiated per op, not per line: the line numbers are constant arguments of an inlined call.
/// In derivative code (not `Exact`) a product and a sum may become one fused operation, as they do in a formula that is
/// written out. clang fuses within one expression only, and every line here is one of its own; g++ fuses across lines,
/// with its default -ffp-contract=fast. Lines of the function itself are never fused by Adze.
template <class Op, bool Exact, class T>
ADZE_INLINE constexpr void execute(registers<T> const& r, int line, int a, int b, int c) {
  if constexpr (is_plain_arithmetic<Op, T> && Exact) {
    if constexpr (std::is_same_v<Op, op::add>) r.values[line] = r.values[a] + r.values[b];
    else if constexpr (std::is_same_v<Op, op::sub>) r.values[line] = r.values[a] - r.values[b];
    else r.values[line] = r.values[a] * r.values[b];
  } else if constexpr (is_plain_arithmetic<Op, T>) {
#ifdef __clang__
#pragma clang fp contract(fast)
#endif
    if constexpr (std::is_same_v<Op, op::add>) r.values[line] = r.values[a] + r.values[b];
    else if constexpr (std::is_same_v<Op, op::sub>) r.values[line] = r.values[a] - r.values[b];
    else r.values[line] = r.values[a] * r.values[b];
  } else if constexpr (is_batch<T> && !Exact && is_plain_arithmetic<Op, typename scalar_of<T>::type>) {
    r.values[line] = fusible<Op>(r.values[a], r.values[b]);
  } else if constexpr (std::is_same_v<Op, op::select>) {
    if constexpr (is_batch<T>) r.values[line] = on_batches<Op>::value(r.masks[a], r.values[b], r.values[c]);
    else r.values[line] = r.masks[a] ? r.values[b] : r.values[c];
  } else if constexpr (requires { Op::takes_conditions; }) {
    if constexpr (Op::arity == 1) r.masks[line] = Op::value(r.masks[a]);
    else r.masks[line] = Op::value(r.masks[a], r.masks[b]);
  } else if constexpr (is_condition_op<Op>) {
    r.masks[line] = value_on<Op>(r.values[a], r.values[b]);
  } else if constexpr (Op::arity == 1) {
    r.values[line] = value_on<Op>(r.values[a]);
  } else if constexpr (Op::arity == 2) {
    r.values[line] = value_on<Op>(r.values[a], r.values[b]);
  } else {
    r.values[line] = value_on<Op>(r.values[a], r.values[b], r.values[c]);
  }
}

/// A number that the program starts from: a constant, an input or a run-time parameter.
template <auto const& P, int Line, class T>
ADZE_INLINE constexpr void load(registers<T> const& r) {
  using Op = op_type<P.lines[Line].op>;
  constexpr int index = P.lines[Line].arguments[0];
  if constexpr (std::is_same_v<Op, op::constant>) {
    constexpr long double number = P.lines[Line].number;
    r.values[Line] = number_as<T>(number);
  } else if constexpr (std::is_same_v<Op, op::irrational_constant>) {
    r.values[Line] = T(value_of<typename scalar_of<T>::type>(static_cast<irrational>(index)));
  } else if constexpr (std::is_same_v<Op, op::input>) {
    r.values[Line] = r.inputs[index];
  } else {
    r.values[Line] = r.parameters[index];
  }
}

// The program in chunks, since one fold over thousands of lines is slow to compile: leaves first, then the operations.
inline constexpr int chunk = 100;

template <auto const& P, int First, class T, int... I>
ADZE_INLINE constexpr void load_chunk(registers<T> const& r, std::integer_sequence<int, I...>) {
  (load<P, First + I>(r), ...);
}
template <auto const& P, int First, class T, int... I>
ADZE_INLINE constexpr void execute_chunk(registers<T> const& r, std::integer_sequence<int, I...>) {
  (execute<op_type<P.lines[First + I].op>, P.lines[First + I].exact, T>(r, First + I, std::integral_constant<int, P.lines[First + I].arguments[0]>::value,
                                              std::integral_constant<int, P.lines[First + I].arguments[1]>::value,
                                              std::integral_constant<int, P.lines[First + I].arguments[2]>::value),
   ...);
}
template <int First, int Last>
using chunk_of = std::make_integer_sequence<int, (Last - First < chunk ? Last - First : chunk)>;

template <auto const& P, class T, int... K>
ADZE_INLINE constexpr void load_all(registers<T> const& r, std::integer_sequence<int, K...>) {
  (load_chunk<P, K * chunk>(r, chunk_of<K * chunk, P.leaves>{}), ...);
}
template <auto const& P, class T, int... K>
ADZE_INLINE constexpr void execute_all(registers<T> const& r, std::integer_sequence<int, K...>) {
  (execute_chunk<P, P.leaves + K * chunk>(r, chunk_of<P.leaves + K * chunk, P.size>{}), ...);
}
template <auto const& P, class T, int... I>
ADZE_INLINE constexpr void store_outputs(T const* values, T* outputs, std::integer_sequence<int, I...>) {
  ((outputs[I] = values[std::integral_constant<int, P.outputs[I]>::value]), ...);
}
constexpr int chunks(int lines) { return (lines + chunk - 1) / chunk; }

/// Runs program P: outputs[j] from inputs and run-time parameters, all in the number type T.
template <auto const& P, class T>
ADZE_INLINE constexpr void run(T const* inputs, T const* parameters, T* outputs) {
  constexpr int size = P.size == 0 ? 1 : P.size;
  T values[size];
  mask<T> masks[size];
  registers<T> const r{values, masks, inputs, parameters};
  load_all<P>(r, std::make_integer_sequence<int, chunks(P.leaves)>{});
  execute_all<P>(r, std::make_integer_sequence<int, chunks(P.size - P.leaves)>{});
  store_outputs<P>(values, outputs, std::make_integer_sequence<int, P.output_count>{});
}

}  // namespace adze::detail
