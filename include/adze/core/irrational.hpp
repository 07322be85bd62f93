#pragma once
// SPDX-License-Identifier: BSL-1.0
// The irrational constants that derivatives need, correctly rounded in every number type: from a literal for the
// built-in types, from the type's own functions for any other (a 50-digit type gets 50 digits).

#include <cmath>
#include <type_traits>

namespace adze {

enum class irrational : int { ln2, ln10, inverse_ln2, inverse_ln10, two_over_sqrt_pi, inverse_sqrt_2pi, sqrt_half };

constexpr char const* name_of(irrational which) {
  constexpr char const* names[] = {"ln2", "ln10", "1/ln2", "1/ln10", "2/sqrt(pi)", "1/sqrt(2*pi)", "sqrt(1/2)"};
  return names[static_cast<int>(which)];
}

constexpr long double literal_of(irrational which) {
  constexpr long double values[] = {
      0.693147180559945309417232121458176568L, 2.302585092994045684017991454684364208L,
      1.442695040888963407359924681001892137L, 0.434294481903251827651128918916605082L,
      1.128379167095512573896158903121545172L, 0.398942280401432677939946059934381868L,
      0.707106781186547524400844362104849039L};
  return values[static_cast<int>(which)];
}

template <class T>
constexpr T value_of(irrational which) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(literal_of(which));
  } else {
    using std::acos, std::log, std::sqrt;
    switch (which) {
      case irrational::ln2: return T(log(T(2)));
      case irrational::ln10: return T(log(T(10)));
      case irrational::inverse_ln2: return T(T(1) / log(T(2)));
      case irrational::inverse_ln10: return T(T(1) / log(T(10)));
      case irrational::two_over_sqrt_pi: return T(T(2) / sqrt(acos(T(-1))));
      case irrational::inverse_sqrt_2pi: return T(T(1) / sqrt(T(2) * acos(T(-1))));
      default: return T(sqrt(T(1) / T(2)));
    }
  }
}

}  // namespace adze
