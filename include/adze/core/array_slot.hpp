#pragma once
// SPDX-License-Identifier: BSL-1.0
// Arrays at run time, as the loops see them.

#include <cstddef>

namespace adze::detail {

/// An array argument: up to four dimensions, strides in elements.
struct array_slot {
  void const* data = nullptr;
  std::ptrdiff_t extent[4]{};
  std::ptrdiff_t stride[4]{};
  std::ptrdiff_t element_size = 0;
};

/// An output array.
template <class T>
struct output_slot {
  T* data = nullptr;
  std::ptrdiff_t extent[4]{};
  std::ptrdiff_t stride[4]{};
};

}  // namespace adze::detail
