#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: a kernel (program/kernel_lines.hpp) applied to arrays. A vector is a matrix of one column.

#include <adze/expr/array_functions.hpp>
#include <adze/program/kernel_lines.hpp>

namespace adze::detail {

/// The dimensions of a captured array.
template <int Rank>
constexpr dimension_list captured_dimensions(int const* extents) {
  dimension_list d;
  for (int k = 0; k < Rank; ++k) d.add(k, extents[k]);
  if (Rank == 1) d.add(-1);
  return d;
}

/// Kernel Op on arrays; its result has Rank dimensions of these extents.
template <class Op, int Rank, array_expression... A>
constexpr auto apply_kernel(std::array<int, static_cast<std::size_t>(Rank)> const& extents, A const&... a) {
  static_assert((!condition<A> && ...), "adze: a comparison is not a number: use adze::select(condition, a, b)");
  array_handle<Rank == 0 ? 1 : Rank> h;
  for (int d = 0; d < Rank; ++d) h.extents[d] = extents[static_cast<std::size_t>(d)];
  instruction made{op_address<Op>, {-1, -1, -1}, 0};
  kernel_call call;
  int k = 0;
  auto const add = [&](auto const& x) {
    h.program = x.program;
    made.arguments[k] = x.id;
    call.operands[k] = captured_dimensions<std::remove_cvref_t<decltype(x)>::rank>(x.extents);
    made.indices |= x.program->lines[x.id].indices & ~call.operands[k].set();
    ++k;
  };
  (add(a), ...);
  call.result = captured_dimensions<Rank>(h.extents);
  made.indices |= call.result.set();
  made.index = array_tables::find_or_add(h.program->arrays.calls, call);
  h.id = h.program->append(made);
  if constexpr (Rank == 0) return scalar_result_of<Op, A...>{{{h.program, h.id}}};
  else return as_array<array_of<Rank, Op, A...>>(h);
}

}  // namespace adze::detail
