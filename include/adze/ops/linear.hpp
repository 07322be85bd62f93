#pragma once
// SPDX-License-Identifier: BSL-1.0
// The product that applies a partial which may be infinite. Used by the derivative transforms and by dual numbers.

#include <adze/ops/comparison.hpp>

namespace adze::op {

/// g p, but 0 where g is exactly 0 and p infinite: the derivative of sqrt and its like at the end of their domain.
struct strong_mul {
  static constexpr char const* name = "strong_mul";
  static constexpr int arity = 2, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& g, T const& p) {
    T const product = g * p;
    if (!(product == product)) [[unlikely]] {
      if (g == T(0) && p == p) return T(0);
    }
    return product;
  }
  template <class T> static constexpr T d0(T const&, T const& p, T const&) { return p; }
  template <class T> static constexpr T d1(T const& g, T const&, T const&) { return g; }
  template <class T> static constexpr T identity(T g, T p) {
    if (p.is_constant() || (g.is_constant() && !g.equals(0))) return apply<mul>(g, p);
    if (g.equals(0)) return g;
    return g.none();
  }
};

}  // namespace adze::op
