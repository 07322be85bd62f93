#pragma once
// SPDX-License-Identifier: BSL-1.0
// What evaluation knows of batches before they are there: that a type is one, and where its operations stand.

namespace adze::detail {

/// True for batches (eval/simd.hpp).
template <class T>
inline constexpr bool is_batch = false;

/// Operation Op on batches (eval/simd_ops.hpp).
template <class Op>
struct on_batches;

}  // namespace adze::detail
