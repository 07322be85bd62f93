#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 4 for arrays, evaluate: what the loops of a program work on. The numbers of a run, the program they belong to as a
// type, and the local variables of its lines.

#include <adze/core/array_slot.hpp>
#include <adze/eval/run.hpp>
#include <adze/eval/simd_ops.hpp>
#include <adze/program/array_program.hpp>

#include <cstddef>

namespace adze::detail {

/// Where the numbers of a run come from and go to.
template <class T>
struct run_memory {
  T const* inputs;
  T const* parameters;
  array_slot const* arrays;
  output_slot<T> const* outputs;
  std::ptrdiff_t const* extents;  // all of the program's
  std::ptrdiff_t const* loops;    // the extent of each loop
  T* const* buffers;              // of each line
};

/// A count of elements, rounded up to whole batches.
template <class T>
constexpr std::ptrdiff_t padded(std::ptrdiff_t count) {
  return (count + lanes<T> - 1) / lanes<T> * lanes<T>;
}

/// The length of dimension K of the buffer of line I: states have one row more than steps; rows are padded.
template <auto const& P, int I, int K, class T>
ADZE_INLINE std::ptrdiff_t buffer_length(std::ptrdiff_t const* loops) {
  std::ptrdiff_t const count = P.lines[I].template is<op::carried>() && P.lines[I].index == K ? loops[K] + 1 : loops[K];
  if constexpr (P.buffers[I] >> K == 1) return padded<T>(count);
  else return count;
}

/// All lanes of a batch, and the first few of the last batch of a loop.
template <class T>
struct all_lanes {
  static constexpr bool all = true;
  static constexpr int count = lanes<T>;
};
struct first_lanes {
  static constexpr bool all = false;
  int count;
};

/// A program P on numbers of type T, as a type. Elements is the std::tuple of the array arguments' element types; bit s of
/// Unit says that argument s is contiguous along its last dimension.
template <auto const& P, class T, class Elements, unsigned Unit>
struct loop_context {
  static constexpr auto const& program = P;
  using number_type = T;
  using elements = Elements;
  static constexpr unsigned unit = Unit;
  static constexpr int lines = P.lines.size;
  static constexpr int loop_count = P.loop_extents.size;

  /// How many rounds of a loop around leaf loops run together: they share what does not depend on that loop's index, and
  /// their sums do not wait for each other.
  static constexpr int rows = lanes<T> > 1 ? 4 : 1;
  template <bool Batch>
  using number = std::conditional_t<Batch, batch<T>, T>;
};

/// Local variables: a number and a batch for each line (and round), of which the compiler keeps what is used. Rounds of
/// the loop over index Joint run together, unless it is -1.
template <class C, int Joint>
struct locals {
  using context = C;
  using T = typename C::number_type;
  static constexpr int joint = Joint;
  T* values;
  mask<T>* masks;
  batch<T>* batches;
  batch_mask<T>* batch_masks;
  std::ptrdiff_t* at;  // the loop indices
  int row;             // the round
};
/// Where line I has its local variables.
template <int I, class V>
ADZE_INLINE int local_slot(V const& v) {
  if constexpr (V::joint >= 0) {
    if constexpr (has(V::context::program.lines[I].indices, V::joint)) return I + v.row * V::context::lines;
  }
  return I;
}
/// The number, or the batch, of line I.
template <bool Batch, int I, class V>
ADZE_INLINE typename V::context::template number<Batch>& local(V const& v) {
  if constexpr (Batch) return v.batches[local_slot<I>(v)];
  else return v.values[local_slot<I>(v)];
}
/// The value of loop index K.
template <int K, class V>
ADZE_INLINE std::ptrdiff_t index_value(V const& v) {
  if constexpr (K == V::joint) return v.at[K] + v.row;
  else return v.at[K];
}

}  // namespace adze::detail
