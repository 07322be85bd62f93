#pragma once
// SPDX-License-Identifier: BSL-1.0
// sinh cosh tanh and their inverses.

#include <adze/ops/power.hpp>

#include <cmath>

namespace adze::op {

struct cosh;

/// Partial cosh x.
struct sinh {
  static constexpr char const* name = "sinh";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::sinh;
    return sinh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<cosh>(x); }
};

/// Partial sinh x.
struct cosh {
  static constexpr char const* name = "cosh";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::cosh;
    return cosh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<sinh>(x); }
};

/// 1 - y^2 given y = tanh x: from y while that keeps the digits, else 4e/(1+e)^2 with e = exp(-2|x|). y is a hint.
struct tanh_slope {
  static constexpr char const* name = "tanh_slope";
  static constexpr int arity = 2, weight = 4;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    if (y > T(-0.75) && y < T(0.75)) return T(T(1) - y * y);
    return saturated(x);
  }
  template <class T> [[gnu::noinline]] static constexpr T saturated(T const& x) {
    using std::exp;
    T const e = exp(T(x < T(0) ? T(2) * x : T(-2) * x));
    T const s = T(1) + e;
    return T(T(4) * e / (s * s));
  }
  template <class T> static constexpr T d0(T const&, T const& y, T const& s) { return -2 * (y * s); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 0); }
};

/// Partial 1 - y^2.
struct tanh {
  static constexpr char const* name = "tanh";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::tanh;
    return tanh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return apply<tanh_slope>(x, y); }
};

/// Partial 1/hypot(1, x).
struct asinh {
  static constexpr char const* name = "asinh";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::asinh;
    return asinh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) {
    return like(x, 1) / apply<hypot>(like(x, 1), x);
  }
};

/// Partial 1/(sqrt(x - 1) sqrt(x + 1)), +inf at 1.
struct acosh {
  static constexpr char const* name = "acosh";
  static constexpr int arity = 1, weight = 20;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::acosh;
    return acosh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) {
    return like(x, 1) / (apply<sqrt>(T(x - 1)) * apply<sqrt>(T(x + 1)));
  }
};

/// Partial 1/((1 - x)(1 + x)).
struct atanh {
  static constexpr char const* name = "atanh";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::atanh;
    return atanh(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 1) / apply<one_minus_square>(x); }
};

}  // namespace adze::op

namespace adze {

/// d/dx = cosh x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sinh(X const& x) { return apply<op::sinh>(x); }
/// d/dx = sinh x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto cosh(X const& x) { return apply<op::cosh>(x); }
/// d/dx = 1 - tanh^2 x, accurate where tanh saturates.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto tanh(X const& x) { return apply<op::tanh>(x); }
/// d/dx = 1/sqrt(1 + x^2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto asinh(X const& x) { return apply<op::asinh>(x); }
/// Domain x >= 1. d/dx = 1/sqrt(x^2 - 1), +inf at 1, where an exactly zero adjoint stays 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto acosh(X const& x) { return apply<op::acosh>(x); }
/// Domain |x| < 1. d/dx = 1/(1 - x^2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto atanh(X const& x) { return apply<op::atanh>(x); }

}  // namespace adze
