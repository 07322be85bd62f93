#pragma once
// SPDX-License-Identifier: BSL-1.0
// The building block of readable errors: a false that depends on a type, for static_assert in code that must not be
// instantiated.

namespace adze::detail {

template <class...>
inline constexpr bool never = false;

}  // namespace adze::detail
