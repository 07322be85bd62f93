#pragma once
// SPDX-License-Identifier: BSL-1.0
// The square root in constant expressions, where clang has none (g++'s std::sqrt is constexpr). At run time it is
// std::sqrt. Correctly rounded for float and double, by integer arithmetic, digit by digit.

#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace adze::detail {

template <class T>
constexpr T sqrt_by_digits(T x) {
  if (x != x || x == 0 || x == std::numeric_limits<T>::infinity()) return x;
  if (x < 0) return std::numeric_limits<T>::quiet_NaN();
  int halvings = 0;  // x = significand * 4^-halvings, with the significand in [2^106, 2^108)
  long double v = static_cast<long double>(x);
  while (v < 0x1p106L) v *= 4, ++halvings;
  while (v >= 0x1p108L) v /= 4, --halvings;
  __extension__ using wide = unsigned __int128;
  wide rest = static_cast<wide>(v), root = 0;
  for (wide bit = static_cast<wide>(1) << 106; bit != 0; bit >>= 2) {
    if (rest >= root + bit) {
      rest -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
  }
  // root has 54 bits: round to `digits`, to nearest, ties to even
  constexpr int surplus = 54 - (std::numeric_limits<T>::digits < 54 ? std::numeric_limits<T>::digits : 54);
  auto const all = static_cast<std::uint64_t>(root);
  std::uint64_t kept = all >> surplus;
  std::uint64_t const dropped = all - (kept << surplus), half = (std::uint64_t{1} << surplus) / 2;
  if (surplus != 0 && (dropped > half || (dropped == half && (rest != 0 || kept % 2 != 0)))) ++kept;
  long double y = static_cast<long double>(kept << surplus);
  for (; halvings > 0; --halvings) y /= 2;
  for (; halvings < 0; ++halvings) y *= 2;
  return static_cast<T>(y);
}

template <class T>
[[gnu::always_inline]] constexpr T sqrt_of(T const& x) {
#if defined(__clang__)
  if constexpr (std::is_floating_point_v<T>) {
    if (std::is_constant_evaluated()) return sqrt_by_digits(x);
  }
#endif
  using std::sqrt;
  return sqrt(x);
}

}  // namespace adze::detail
