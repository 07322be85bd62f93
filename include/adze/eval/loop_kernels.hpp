#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: kernels, a library's functions on whole buffers.

#include <adze/core/view.hpp>
#include <adze/eval/loop_buffers.hpp>

namespace adze::detail {

/// The kernels of program C.
template <class C>
struct loop_kernels {
  static constexpr auto const& P = C::program;
  using T = typename C::number_type;
  using M = run_memory<T>;
  using B = batch<T>;
  using buffers = loop_buffers<C>;
  using all_loops = typename buffers::all_loops;

  /// The dimensions of a kernel's operand Which, or of its result: -1.
  template <int Kernel, int Which>
  static constexpr dimension_list dimensions_of() {
    kernel_call const& call = P.calls[P.lines[Kernel].index];
    return Which < 0 ? call.result : call.operands[Which < 0 ? 0 : Which];
  }
  /// What stands in the buffer of the operand, or of the result, at these values of the loops around the kernel.
  template <int Kernel, int Which, class V, std::size_t... D>
  ADZE_INLINE static auto array_in_buffer(M const& m, V const& v, std::index_sequence<D...>) {
    constexpr dimension_list d = dimensions_of<Kernel, Which>();
    constexpr int line = Which < 0 ? Kernel : P.lines[Kernel].arguments[Which < 0 ? 0 : Which];
    using element = std::conditional_t<(Which < 0), T, T const>;
    auto const first = [&](auto k) ADZE_INLINE_LAMBDA { return has(d.set(), k) ? std::ptrdiff_t{0} : index_value<k>(v); };
    return view<element, static_cast<int>(sizeof...(D))>(m.buffers[line] + buffers::template offset_in<line>(m, first, all_loops{}),
                                                         {extent_of_dimension<d.index[D]>(m)...},
                                                         {stride_in_buffer<line, d.index[D]>(m)...});
  }
  template <int Index>
  ADZE_INLINE static std::ptrdiff_t extent_of_dimension(M const& m) {
    if constexpr (Index < 0) return 1;
    else return m.loops[Index];
  }
  template <int I, int Index>
  ADZE_INLINE static std::ptrdiff_t stride_in_buffer(M const& m) {
    if constexpr (Index < 0) return 1;
    else return buffers::template offset_in<I>(m, [](auto k) ADZE_INLINE_LAMBDA { return std::ptrdiff_t{k == Index}; }, all_loops{});
  }
  template <int I, int Which>
  using dimensions_in = std::make_index_sequence<static_cast<std::size_t>(dimensions_of<I, Which>().rank)>;
  template <int I, int... K, class V>
  ADZE_INLINE static void run_kernel(M const& m, V const& v, std::integer_sequence<int, K...>) {
    using Op = op_type<P.lines[I].op>;
    if constexpr (dimensions_of<I, -1>().rank > 0) {
      Op::run(array_in_buffer<I, K>(m, v, dimensions_in<I, K>{})..., array_in_buffer<I, -1>(m, v, dimensions_in<I, -1>{}));
    } else {
      Op::run(array_in_buffer<I, K>(m, v, dimensions_in<I, K>{})..., local<false, I>(v));
      if constexpr (P.buffered[I] != 0) *buffers::template in_buffer<I>(m, v) = local<false, I>(v);
    }
  }
};

}  // namespace adze::detail
