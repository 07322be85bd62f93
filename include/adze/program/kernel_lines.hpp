#pragma once
// SPDX-License-Identifier: BSL-1.0
// Kernels: operations on whole arrays that a library computes (a linear system, a factor of a matrix). A kernel line has up
// to three operands, each complete over its dimensions in a buffer; `index` is its kernel_call, which says what dimensions
// operands and result have. In: settled lines with their dimensions. Out: the kernel's line, in the loops of its result and
// in those around it: all that its operands depend on besides their dimensions.
//
// An op struct is a kernel if it has, besides name, arity and weight,
//   static constexpr bool is_kernel = true;
//   adjoint(builder&, line, which, adjoint), tangent(builder&, line, which, direction): see diff/matrix_lines.hpp;
//   run(view<T const, R>..., view<T, R> result): the computation; a result without dimensions is a T&.

#include <adze/program/array_lines.hpp>

namespace adze::detail {

/// A line with the loops that are its dimensions.
struct shaped_line {
  int line = -1;
  dimension_list dimensions{};
};

constexpr bool is_kernel_line(instruction const& l) { return l.op->is_kernel || l.is<op::operand>(); }
constexpr index_set operand_set(instruction const& operand) { return static_cast<index_set>(operand.index); }

/// The loops that a kernel line is computed in. (They are never among the dimensions.)
constexpr index_set outer_indices(instruction const& kernel, kernel_call const& call) {
  return kernel.indices & ~call.result.set();
}

/// The loops that lines are in, besides their dimensions.
constexpr index_set around(builder const& b, shaped_line const& x) {
  return x.line < 0 ? 0U : b.lines[x.line].indices & ~x.dimensions.set();
}

/// `op` on these operands, `call` their dimensions and the result's.
constexpr int kernel_line(builder& b, operation const* op, int const* operands, kernel_call const& call) {
  instruction made{op, {-1, -1, -1}, 0};
  for (int k = 0; k < op->arity; ++k) {
    index_set const own = call.operands[k].set();
    instruction operand{op_address<op::operand>, {operands[k], -1, -1}, 0};
    operand.index = static_cast<int>(own);
    operand.indices = b.lines[operands[k]].indices | own;
    made.arguments[k] = b.append(operand);
    made.indices |= operand.indices & ~own;
  }
  made.indices |= call.result.set();
  made.index = array_tables::find_or_add(b.arrays.calls, call);
  return b.append(made);
}

/// Operand `which` of a kernel line, and its result.
constexpr shaped_line operand_of(builder const& b, int kernel, int which) {
  instruction const& l = b.lines[kernel];
  return {b.lines[l.arguments[which]].arguments[0], b.arrays.calls[l.index].operands[which]};
}
constexpr shaped_line result_of(builder const& b, int kernel) {
  return {kernel, b.arrays.calls[b.lines[kernel].index].result};
}

}  // namespace adze::detail
