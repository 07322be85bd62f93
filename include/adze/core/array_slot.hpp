#pragma once
// SPDX-License-Identifier: BSL-1.0
// Arrays at run time, as the loops see them.

#include <cstddef>

namespace adze::detail {

/// An array argument: up to four dimensions, strides in elements.
struct array_slot {
  void const* data;
  bool turned;               // a matrix that is stored by columns, which are its first dimension here
  std::ptrdiff_t extent[4];  // of which as many are set as it has dimensions
  std::ptrdiff_t stride[4];
};

/// An output array.
template <class T>
struct output_slot {
  T* data;
  std::ptrdiff_t extent[4];
  std::ptrdiff_t stride[4];
};

}  // namespace adze::detail
