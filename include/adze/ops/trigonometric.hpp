#pragma once
// SPDX-License-Identifier: BSL-1.0
// sin cos tan, their inverses, atan2, sinc. Angles in radians.

#include <adze/ops/power.hpp>

#include <cmath>

namespace adze::op {

struct cos;

/// Partial cos x.
struct sin {
  static constexpr char const* name = "sin";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::sin;
    return sin(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<cos>(x); }
};

/// Partial -sin x.
struct cos {
  static constexpr char const* name = "cos";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::cos;
    return cos(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return -apply<sin>(x); }
};

/// Partial 1 + y^2.
struct tan {
  static constexpr char const* name = "tan";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::tan;
    return tan(x);
  }
  template <class T> static constexpr T d0(T const&, T const& y) { return 1 + y * y; }
};

/// Partial 1/sqrt((1 - x)(1 + x)): the factors are exact near +-1, where it is +inf.
struct asin {
  static constexpr char const* name = "asin";
  static constexpr int arity = 1, weight = 20;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::asin;
    return asin(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) {
    return like(x, 1) / apply<sqrt>(apply<one_minus_square>(x));
  }
};

/// Partial -1/sqrt((1 - x)(1 + x)).
struct acos {
  static constexpr char const* name = "acos";
  static constexpr int arity = 1, weight = 20;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::acos;
    return acos(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return -asin::d0(x, y); }
};

/// Partial 1/(1 + x^2).
struct atan {
  static constexpr char const* name = "atan";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::atan;
    return atan(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 1) / (1 + x * x); }
};

/// The angle of (x, y), called with y first. Partials x/r^2 and -y/r^2, divided twice by r, which cannot overflow;
/// 0 at the origin.
struct atan2 {
  static constexpr char const* name = "atan2";
  static constexpr int arity = 2, weight = 25;
  template <class T> ADZE_INLINE static constexpr T value(T const& y, T const& x) {
    using std::atan2;
    return atan2(y, x);
  }
  template <class T> static constexpr T d0(T const& y, T const& x, T const&) {
    T const r = apply<hypot>(x, y);
    return hypot::direction(T(hypot::direction(x, r)), r);
  }
  template <class T> static constexpr T d1(T const& y, T const& x, T const&) {
    T const r = apply<hypot>(x, y);
    return -hypot::direction(T(hypot::direction(y, r)), r);
  }
};

/// The nth derivative of sin(x)/x: the power series near 0, s_n = (sin^(n)(x) - n s_(n-1)) / x elsewhere. The order n is
/// an operand, always a constant: as a template parameter each order would instantiate the next without end.
struct sinc_derivative {
  static constexpr char const* name = "sinc_derivative";
  static constexpr int arity = 2, weight = 50;
  template <class T> static constexpr T value(T const& n, T const& x) {
    int const order = static_cast<int>(n);
    T const limit = T(order + 1) / T(2);
    if (x > -limit && x < limit) return series(order, x);
    using std::cos, std::sin;
    T const sine = sin(x), cosine = cos(x);
    T s = sine / x;
    for (int k = 1; k <= order; ++k) {
      T const kth = k % 4 == 0 ? sine : k % 4 == 1 ? cosine : k % 4 == 2 ? T(-sine) : T(-cosine);
      s = (kth - T(k) * s) / x;
    }
    return s;
  }
  template <class T> static constexpr T d0(T const& n, T const&, T const&) { return like(n, 0); }
  template <class T> static constexpr T d1(T const& n, T const& x, T const&) {
    return apply<sinc_derivative>(T(n + 1), x);
  }

 private:
  /// sinc x = sum over k of (-1)^k x^2k / (2k+1)!, differentiated n times term by term.
  template <class T> static constexpr T series(int n, T const& x) {
    int const first = (n + 1) / 2;
    T term = T(first % 2 == 0 ? 1 : -1);  // (-1)^k (2k)(2k-1)...(2k-n+1) / (2k+1)! x^(2k-n) at k = first
    for (int i = 1; i <= 2 * first + 1; ++i) term = T(term / T(i));
    for (int i = 2 * first - n + 1; i <= 2 * first; ++i) term = T(term * T(i));
    if ((2 * first - n) % 2 != 0) term = T(term * x);
    T sum = term;
    for (int k = first; k < first + 200; ++k) {
      int const power = 2 * k - n;
      term = T(-term * x * x / T((power + 1) * (power + 2)) * T(2 * k + 1) / T(2 * k + 3));
      T const next = sum + term;
      if (next == sum) break;
      sum = next;
    }
    return sum;
  }
};

/// sin(x)/x, 1 at 0. Partial (cos x - y)/x, by its series near 0.
struct sinc {
  static constexpr char const* name = "sinc";
  static constexpr int arity = 1, weight = 25;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::sin;
    return x == T(0) ? T(1) : T(sin(x) / x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<sinc_derivative>(like(x, 1), x); }
};

}  // namespace adze::op

namespace adze {

/// d/dx = cos x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sin(X const& x) { return apply<op::sin>(x); }
/// d/dx = -sin x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto cos(X const& x) { return apply<op::cos>(x); }
/// d/dx = 1 + tan^2 x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto tan(X const& x) { return apply<op::tan>(x); }
/// Domain |x| <= 1. d/dx = 1/sqrt(1 - x^2), +inf at +-1, where an exactly zero adjoint stays 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto asin(X const& x) { return apply<op::asin>(x); }
/// Domain |x| <= 1. d/dx = -1/sqrt(1 - x^2), -inf at +-1, where an exactly zero adjoint stays 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto acos(X const& x) { return apply<op::acos>(x); }
/// d/dx = 1/(1 + x^2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto atan(X const& x) { return apply<op::atan>(x); }
/// The angle of the point (x, y). Partials x/(x^2+y^2) in y, -y/(x^2+y^2) in x; 0 at the origin.
template <class Y, class X> requires operands<Y, X>
ADZE_INLINE constexpr auto atan2(Y const& y, X const& x) { return apply<op::atan2>(y, x); }
/// sin(x)/x, 1 at 0 (not normalised by pi). d/dx = (cos x - sinc x)/x, by its series near 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sinc(X const& x) { return apply<op::sinc>(x); }

}  // namespace adze
