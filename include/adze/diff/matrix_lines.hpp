#pragma once
// SPDX-License-Identifier: BSL-1.0
// Matrices of lines, so that the derivatives of a kernel read as in a textbook: b_bar = solve(transpose(A), x_bar). Stage 3:
// settled lines in, lines appended. Products are sums over loops, in which Kronecker deltas (directions that are loops)
// become reads.

#include <adze/diff/delta.hpp>

namespace adze::detail {

/// A line whose rows are loop `row` and whose columns are loop `column`; -1: there is one. Vectors are columns, numbers
/// have one row and one column. What else the line depends on is around the matrix: it is there for each value of that.
struct matrix_line {
  builder* program = nullptr;
  int line = -1, row = -1, column = -1;

  constexpr index_set dimensions() const { return (row >= 0 ? only(row) : 0U) | (column >= 0 ? only(column) : 0U); }
  constexpr index_set around() const { return program->lines[line].indices & ~dimensions(); }
  /// The same matrix at other loops. Where it has one column now, the loop of its columns is around it: it stays.
  constexpr matrix_line at(int new_row, int new_column) const {
    loop_map map;
    if (row >= 0 && new_row >= 0 && row != new_row) map.add(row, new_row);
    if (column >= 0 && new_column >= 0 && column != new_column) map.add(column, new_column);
    return {program, map.moved == 0 ? line : moved_line(*program, map, false)(line), new_row, new_column};
  }
};

/// A loop like `like` that is not taken; `like` itself if it may be.
constexpr int free_loop(builder& b, int like, index_set taken) {
  if (like < 0 || !has(taken, like)) return like;
  return b.arrays.loop_over(b.arrays.loops[like], taken);
}
constexpr index_set with_loop(index_set s, int loop) { return loop < 0 ? s : s | only(loop); }

/// At loops that are not taken.
constexpr matrix_line apart_from(matrix_line const& x, index_set taken) {
  int const row = free_loop(*x.program, x.row, taken);
  int const column = free_loop(*x.program, x.column, with_loop(taken, row));
  return x.at(row, column);
}

constexpr matrix_line transpose(matrix_line const& x) { return {x.program, x.line, x.column, x.row}; }

constexpr matrix_line operator-(matrix_line const& x) {
  return {x.program, x.program->emit(*op_address<op::neg>, x.line), x.row, x.column};
}
constexpr matrix_line operator+(matrix_line const& x, matrix_line const& y) {
  matrix_line const a = apart_from(x, x.around() | y.around());
  return {x.program, x.program->emit(*op_address<op::add>, a.line, y.at(a.row, a.column).line), a.row, a.column};
}
constexpr matrix_line operator-(matrix_line const& x, matrix_line const& y) { return x + -y; }

/// The matrix product.
constexpr matrix_line operator*(matrix_line const& x, matrix_line const& y) {
  builder& b = *x.program;
  index_set const taken = x.around() | y.around();
  int const i = free_loop(b, x.row, taken);
  int const k = free_loop(b, x.column, with_loop(taken, i));
  int const j = free_loop(b, y.column, with_loop(with_loop(taken, i), k));
  int const product = b.emit(*op_address<op::mul>, x.at(i, k).line, y.at(k, j).line);
  return {&b, k < 0 ? product : sum_of_deltas(b, product, k), i, j};
}
/// A number times a matrix.
constexpr matrix_line scaled(matrix_line const& number, matrix_line const& x) {
  matrix_line const a = apart_from(x, x.around() | number.around());
  return {x.program, x.program->emit(*op_address<op::mul>, number.line, a.line), a.row, a.column};
}
/// sum_ij x_ij y_ij, a number.
constexpr matrix_line inner(matrix_line const& x, matrix_line const& y) {
  builder& b = *x.program;
  matrix_line const a = apart_from(x, x.around() | y.around());
  int sum = b.emit(*op_address<op::mul>, a.line, y.at(a.row, a.column).line);
  for (int loop : {a.row, a.column}) sum = loop < 0 ? sum : sum_of_deltas(b, sum, loop);
  return {&b, sum, -1, -1};
}

/// The triangle on and below the diagonal, zero above it.
constexpr matrix_line lower(matrix_line const& x) {
  builder& b = *x.program;
  int const above = b.emit(*op_address<op::less>, position_line(b, x.row, 0), position_line(b, x.column, 0));
  return {&b, b.emit(*op_address<op::select>, above, zero_line(b), x.line), x.row, x.column};
}
/// The same with half of the diagonal: x is half_lower(x) + transpose(half_lower(x)) for a symmetric x.
constexpr matrix_line half_lower(matrix_line const& x) {
  builder& b = *x.program;
  int const diagonal = b.emit(*op_address<op::equal>, position_line(b, x.row, 0), position_line(b, x.column, 0));
  int const half = b.emit(*op_address<op::mul>, x.line, constant_line(b, 0.5));
  return lower({&b, b.emit(*op_address<op::select>, diagonal, half, x.line), x.row, x.column});
}

constexpr dimension_list dimensions_of(matrix_line const& x) {
  dimension_list d;
  d.add(x.row);
  d.add(x.column);
  return d;
}
constexpr matrix_line as_matrix(builder& b, shaped_line const& x) { return {&b, x.line, x.dimensions.index[0], x.dimensions.index[1]}; }

/// Kernel Op on matrices; its result has as many rows as loop `row` has values, and columns likewise (both -1: a number).
template <class Op, class... Matrix>
constexpr matrix_line kernel(int row, int column, Matrix const&... x) {
  matrix_line operands[] = {x...};
  builder& b = *operands[0].program;
  index_set taken = 0;
  for (matrix_line const& each : operands) taken |= each.around();
  kernel_call call;
  int lines[3] = {-1, -1, -1}, k = 0;
  for (matrix_line& each : operands) {
    each = apart_from(each, taken);
    lines[k] = each.line;
    call.operands[k++] = dimensions_of(each);
  }
  matrix_line result{&b, -1, -1, free_loop(b, column, taken)};
  result.row = free_loop(b, row, with_loop(taken, result.column));
  if (row >= 0 || column >= 0) call.result = dimensions_of(result);
  result.line = kernel_line(b, op_address<Op>, lines, call);
  return result;
}

/// Whether the steps of a fold run in this loop: what they compute is not there all at once.
constexpr bool is_loop_of_fold(builder const& b, int loop) {
  for (instruction const& l : b.lines) {
    if (is_state(l) && l.index == loop) return true;
  }
  return false;
}

/// A^-1 B by kernel Op. Where B is a vector for each value of one loop that A does not depend on, these are the columns of a
/// matrix: one factorization for all of them.
template <class Op>
constexpr matrix_line solved_for(matrix_line const& a, matrix_line const& b) {
  index_set const extra = b.around() & ~a.around();
  matrix_line all = b;
  if (b.column < 0 && (extra & (extra - 1)) == 0) {
    for (int index = 0; index < index_limit; ++index) {
      if (has(extra, index) && !is_loop_of_fold(*b.program, index)) all.column = index;
    }
  }
  matrix_line const x = kernel<Op>(a.column, all.column, a, all);
  return x.at(x.row, b.column < 0 ? -1 : x.column);
}

/// A kernel line, as its derivatives see it.
struct matrix_call {
  builder* program;
  int line;
  constexpr matrix_line operand(int k) const { return as_matrix(*program, operand_of(*program, line, k)); }
  constexpr matrix_line result() const { return as_matrix(*program, result_of(*program, line)); }
  /// `other` in the place of the result: its adjoint.
  constexpr matrix_line like_result(int other) const {
    matrix_line r = result();
    r.line = other;
    return r;
  }
};

/// What kernels on matrices have in common. Op::back(call, k, bar): the adjoint of operand k, given that of the result;
/// Op::along(call, k, d): the tangent of the result for the tangent d of operand k. Both are matrices, at any loops.
template <class Op>
struct matrix_kernel {
  static constexpr bool is_kernel = true;
  static constexpr int weight = 1000;  // what it costs beyond that depends on the extents

  static constexpr int adjoint(builder& b, int line, int which, int adjoint) {
    matrix_call const call{&b, line};
    matrix_line const operand = call.operand(which);
    return Op::back(call, which, call.like_result(adjoint)).at(operand.row, operand.column).line;
  }
  static constexpr int tangent(builder& b, int line, int which, int direction) {
    matrix_call const call{&b, line};
    matrix_line d = call.operand(which);
    d.line = direction;
    matrix_line const result = call.result();
    return Op::along(call, which, d).at(result.row, result.column).line;
  }
};

}  // namespace adze::detail
