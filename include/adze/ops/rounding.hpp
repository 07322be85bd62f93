#pragma once
// SPDX-License-Identifier: BSL-1.0
// Piecewise linear functions: abs sign copysign, floor ceil round trunc, fmod remainder, min max clamp fdim.
// At a kink the convention stands in the function's comment. NaN in, NaN out, in derivatives too.

#include <adze/ops/comparison.hpp>

#include <cmath>

namespace adze::op {

/// -1, 0 or 1; keeps a signed zero and NaN. Derivative 0.
struct sign {
  static constexpr char const* name = "sign";
  static constexpr int arity = 1, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    return x > T(0) ? T(1) : x < T(0) ? T(-1) : x;
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 0); }
};

/// |x|. Partial sign x, 0 at 0.
struct abs {
  static constexpr char const* name = "abs";
  static constexpr int arity = 1, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    if constexpr (std::is_floating_point_v<T>) {
      return std::fabs(x);
    } else {
      using std::abs;
      return abs(x);
    }
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<sign>(x); }
};

/// |x| with the sign of y. Partials sign x times the sign of y (0 at x = 0), and 0.
struct copysign {
  static constexpr char const* name = "copysign";
  static constexpr int arity = 2, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::copysign;
    return copysign(x, y);
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) {
    return apply<sign>(x) * apply<copysign>(like(x, 1), y);
  }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 0); }
};

struct step_function {
  static constexpr int arity = 1, weight = 4;
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 0); }
};
struct floor : step_function {
  static constexpr char const* name = "floor";
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::floor;
    return floor(x);
  }
};
struct ceil : step_function {
  static constexpr char const* name = "ceil";
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::ceil;
    return ceil(x);
  }
};
struct round : step_function {
  static constexpr char const* name = "round";
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::round;
    return round(x);
  }
};
struct trunc : step_function {
  static constexpr char const* name = "trunc";
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::trunc;
    return trunc(x);
  }
};

/// x - n y with n = trunc(x/y). Partials 1 and -n, where n = (x - result)/y is rounded, since x/y may round up to n + 1.
struct fmod {
  static constexpr char const* name = "fmod";
  static constexpr int arity = 2, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::fmod;
    return fmod(x, y);
  }
  template <class T> static constexpr T d0(T const& x, T const&, T const&) { return like(x, 1); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& z) { return quotient(x, y, z); }
  template <class T> static constexpr T quotient(T const& x, T const& y, T const& z) {
    return -apply<round>(T((x - z) / y));
  }
};

/// x - n y with n the integer nearest x/y, ties to even. Partials 1 and -n.
struct remainder {
  static constexpr char const* name = "remainder";
  static constexpr int arity = 2, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::remainder;
    return remainder(x, y);
  }
  template <class T> static constexpr T d0(T const& x, T const&, T const&) { return like(x, 1); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& z) { return fmod::quotient(x, y, z); }
};

/// 1 where x > y, 0 where x < y, `tie` where x = y; NaN if either is.
template <class T>
constexpr T wins(T const& x, T const& y, double tie) {
  T const unordered = x + y;
  return apply<select>(x > y, like(x, 1),
                       apply<select>(x < y, like(x, 0), apply<select>(x == y, like(x, tie), unordered)));
}

/// (y < x) ? y : x, as std::min. At a tie each partial is one half.
struct min {
  static constexpr char const* name = "min";
  static constexpr int arity = 2, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return y < x ? y : x; }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return wins(y, x, 0.5); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) { return wins(x, y, 0.5); }
};

/// (x < y) ? y : x, as std::max. At a tie each partial is one half.
struct max {
  static constexpr char const* name = "max";
  static constexpr int arity = 2, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x < y ? y : x; }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return wins(x, y, 0.5); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) { return wins(y, x, 0.5); }
};

/// std::clamp(x, low, high). d/dx is 1 inside and at the bounds; the partial of a bound is 1 where it is in force.
struct clamp {
  static constexpr char const* name = "clamp";
  static constexpr int arity = 3, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& low, T const& high) {
    return x < low ? low : high < x ? high : x;
  }
  template <class T> static constexpr T d0(T const& x, T const& low, T const& high, T const&) {
    return apply<select>(x < low || high < x, like(x, 0), apply<select>(x == x, like(x, 1), x));
  }
  template <class T> static constexpr T d1(T const& x, T const& low, T const&, T const&) { return wins(low, x, 0); }
  template <class T> static constexpr T d2(T const& x, T const& low, T const& high, T const&) {
    return apply<select>(x < low, like(x, 0), wins(x, high, 0));
  }
};

/// max(x - y, 0). Partials 1 and -1 where x > y, else 0.
struct fdim {
  static constexpr char const* name = "fdim";
  static constexpr int arity = 2, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    return x <= y ? T(0) : T(x - y);
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return wins(x, y, 0); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) { return -wins(x, y, 0); }
};

}  // namespace adze::op

namespace adze {

/// |x|. d/dx = sign x, 0 at 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto abs(X const& x) { return apply<op::abs>(x); }
template <class X> requires operands<X>
ADZE_INLINE constexpr auto fabs(X const& x) { return apply<op::abs>(x); }
/// -1, 0 or 1 (keeps -0 and NaN). d/dx = 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sign(X const& x) { return apply<op::sign>(x); }
/// |x| with the sign of y. Partials sign(x) sign(y) (0 at x = 0), and 0.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto copysign(X const& x, Y const& y) { return apply<op::copysign>(x, y); }
/// d/dx = 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto floor(X const& x) { return apply<op::floor>(x); }
/// d/dx = 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto ceil(X const& x) { return apply<op::ceil>(x); }
/// To nearest, halves away from zero. d/dx = 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto round(X const& x) { return apply<op::round>(x); }
/// Toward zero. d/dx = 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto trunc(X const& x) { return apply<op::trunc>(x); }
/// x - trunc(x/y) y. Partials 1 and -trunc(x/y).
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto fmod(X const& x, Y const& y) { return apply<op::fmod>(x, y); }
/// x - n y, n the integer nearest x/y. Partials 1 and -n.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto remainder(X const& x, Y const& y) { return apply<op::remainder>(x, y); }
/// The smaller, as std::min. Partials 1 and 0, one half each at a tie.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto min(X const& x, Y const& y) { return apply<op::min>(x, y); }
/// The larger, as std::max. Partials 1 and 0, one half each at a tie.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto max(X const& x, Y const& y) { return apply<op::max>(x, y); }
/// x held to [low, high]. d/dx = 1 inside and at the bounds, 0 outside.
template <class X, class L, class H> requires operands<X, L, H>
ADZE_INLINE constexpr auto clamp(X const& x, L const& low, H const& high) { return apply<op::clamp>(x, low, high); }
/// max(x - y, 0). Partials 1 and -1 where x > y, else 0.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto fdim(X const& x, Y const& y) { return apply<op::fdim>(x, y); }

}  // namespace adze
