#pragma once
// SPDX-License-Identifier: BSL-1.0
// Roots and powers: sqrt cbrt rsqrt square cube inverse pow(x, y) pow<n>(x) hypot.

#include <adze/core/constexpr_sqrt.hpp>
#include <adze/ops/comparison.hpp>

#include <cmath>
#include <limits>

namespace adze::op {

struct pow;
struct log;

/// sqrt x. Partial 1/(2 sqrt x), +inf at 0; there a zero adjoint stays zero (`strong`).
struct sqrt {
  static constexpr char const* name = "sqrt";
  static constexpr int arity = 1, weight = 6;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    return detail::sqrt_of(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return like(x, 0.5) / y; }
};

/// The real cube root. Partial 1/(3 y^2), +inf at 0.
struct cbrt {
  static constexpr char const* name = "cbrt";
  static constexpr int arity = 1, weight = 20;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::cbrt;
    return cbrt(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return like(x, 1) / (3 * (y * y)); }
};

/// 1/sqrt x. Partial -y/(2x).
struct rsqrt {
  static constexpr char const* name = "rsqrt";
  static constexpr int arity = 1, weight = 12;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    return T(1) / detail::sqrt_of(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return like(x, -0.5) * (y / x); }
};

/// x^2. Partial 2x.
struct square {
  static constexpr char const* name = "square";
  static constexpr int arity = 1, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return x * x; }
  template <class T> static constexpr T d0(T const& x, T const&) { return 2 * x; }
  template <class T> static constexpr T identity(T x) { return x * x; }
};

/// x^3. Partial 3 x^2.
struct cube {
  static constexpr char const* name = "cube";
  static constexpr int arity = 1, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return x * x * x; }
  template <class T> static constexpr T d0(T const& x, T const&) { return 3 * (x * x); }
  template <class T> static constexpr T identity(T x) { return x * x * x; }
};

/// 1 - x^2 as (1 - x)(1 + x), whose factors are exact near +-1. Partial -2x: differentiating the factors would leave
/// x as a difference of numbers near 1.
struct one_minus_square {
  static constexpr char const* name = "one_minus_square";
  static constexpr int arity = 1, weight = 3;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return (T(1) - x) * (T(1) + x); }
  template <class T> static constexpr T d0(T const& x, T const&) { return -2 * x; }
};

/// 1/x. Partial -y^2.
struct inverse {
  static constexpr char const* name = "inverse";
  static constexpr int arity = 1, weight = 6;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return T(1) / x; }
  template <class T> static constexpr T d0(T const&, T const& y) { return -(y * y); }
};

/// y x^(y-1), given z = x^y: from z where z still carries the digits, else by a second pow. The argument z is a hint:
/// the function depends on x and y only.
struct pow_slope {
  static constexpr char const* name = "pow_slope";
  static constexpr int arity = 3, weight = 8;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y, T const& z) {
    using std::pow;
    T const size = z < T(0) ? T(-z) : z;
    if (size > least<T>() && size < T(1) / least<T>() && x != T(0)) return T(y * z / x);
    if (y == T(0)) return T(0);  // d pow(x, y)/dx at y = 0 is 0, at x = 0 too
    return T(y * pow(x, T(y - T(1))));
  }
  /// Far enough from underflow, as its reciprocal from overflow, that y z keeps its digits. (y - 1 may be rounded, and
  /// pow(x, y - 1) has that error log x times over: it is the second choice.)
  template <class T> static constexpr T least() {
    using limits = std::numeric_limits<T>;
    if constexpr (std::is_floating_point_v<T>) return 2 * limits::min() / (limits::epsilon() * limits::epsilon());
    else return T(1e-30);
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&, T const&) {
    T const w = y - 1;
    return y * apply<pow_slope>(x, w, apply<pow>(x, w));
  }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&, T const&) {
    T const zero = like(x, 0);
    return apply<select>(x == zero && y > 1, zero, apply<pow>(x, T(y - 1)) * (1 + y * apply<log>(x)));
  }
  template <class T> static constexpr T d2(T const& x, T const&, T const&, T const&) { return like(x, 0); }
};

/// x^y. Partials y x^(y-1) (0 at y = 0) and z log x (0 at x = 0 for y >= 0). Base < 0 needs integral y.
struct pow {
  static constexpr char const* name = "pow";
  static constexpr int arity = 2, weight = 30;
  static constexpr bool strong = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::pow;
    return pow(x, y);
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const& z) { return apply<pow_slope>(x, y, z); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& z) {
    T const zero = like(x, 0);
    return apply<select>(x == zero && y >= zero, zero, z * apply<log>(x));
  }
  /// Exponents whose product form is within 1 ulp of a correctly rounded power, and of the same range.
  template <class T> static constexpr T identity(T x, T y) {
    if (y.equals(0)) return like(x, 1);
    if (y.equals(1)) return x;
    if (y.equals(2)) return x * x;
    if (y.equals(3)) return x * x * x;
    if (y.equals(-1)) return like(x, 1) / x;
    return x.none();
  }
};

/// sqrt(x^2 + y^2) without overflow. Partials x/z, y/z; 0 at the origin.
struct hypot {
  static constexpr char const* name = "hypot";
  static constexpr int arity = 2, weight = 20;
  static constexpr bool commutative = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::hypot;
    return hypot(x, y);
  }
  /// x/z where z = |(x, ...)| >= |x|; 0 where z = 0, infinite arguments give 0 or +-1 through NaN-free division.
  template <class T> static constexpr T direction(T const& x, T const& z) {
    return apply<select>(z == like(x, 0), like(x, 0), x / z);
  }
  template <class T> static constexpr T d0(T const& x, T const&, T const& z) { return direction(x, z); }
  template <class T> static constexpr T d1(T const&, T const& y, T const& z) { return direction(y, z); }
};

struct hypot3 {
  static constexpr char const* name = "hypot";
  static constexpr int arity = 3, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y, T const& z) {
    using std::hypot;
    return hypot(x, y, z);
  }
  template <class T> static constexpr T d0(T const& x, T const&, T const&, T const& r) { return hypot::direction(x, r); }
  template <class T> static constexpr T d1(T const&, T const& y, T const&, T const& r) { return hypot::direction(y, r); }
  template <class T> static constexpr T d2(T const&, T const&, T const& z, T const& r) { return hypot::direction(z, r); }
};

}  // namespace adze::op

namespace adze {

/// The square root; domain x >= 0. d/dx = 1/(2 sqrt x), +inf at 0, where an exactly zero adjoint stays 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sqrt(X const& x) { return apply<op::sqrt>(x); }
/// The real cube root. d/dx = 1/(3 cbrt(x)^2), +inf at 0, where an exactly zero adjoint stays 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto cbrt(X const& x) { return apply<op::cbrt>(x); }
/// 1/sqrt x; domain x > 0. d/dx = -y/(2x).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto rsqrt(X const& x) { return apply<op::rsqrt>(x); }
/// x^2. d/dx = 2x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto square(X const& x) { return apply<op::square>(x); }
/// x^3. d/dx = 3x^2.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto cube(X const& x) { return apply<op::cube>(x); }
/// 1/x. d/dx = -1/x^2.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto inverse(X const& x) { return apply<op::inverse>(x); }
/// x^y. Partials y x^(y-1) (0 at y = 0) and x^y log x (0 at x = 0, y >= 0); base < 0 with integral y is exact in x.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto pow(X const& x, Y const& y) { return apply<op::pow>(x, y); }
/// x^n for a compile-time integer n, as products by repeated squaring. d/dx = n x^(n-1).
template <int N, class X> requires operands<X>
ADZE_INLINE constexpr auto pow(X const& x) {
  if constexpr (N < 0) return 1 / pow<-N>(x);
  else if constexpr (N == 0) return 1.0;
  else if constexpr (N == 1) return x;
  else if constexpr (N % 2 == 0) return pow<N / 2>(x * x);
  else return pow<N - 1>(x) * x;
}
/// sqrt(x^2 + y^2) without overflow. Partials x/z, y/z; 0 at the origin.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto hypot(X const& x, Y const& y) { return apply<op::hypot>(x, y); }
/// sqrt(x^2 + y^2 + z^2) without overflow. Partials x/r, y/r, z/r; 0 at the origin.
template <class X, class Y, class Z> requires operands<X, Y, Z>
ADZE_INLINE constexpr auto hypot(X const& x, Y const& y, Z const& z) { return apply<op::hypot3>(x, y, z); }

}  // namespace adze
