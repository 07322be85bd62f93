#pragma once
// SPDX-License-Identifier: BSL-1.0
// Exponentials and logarithms: exp exp2 expm1 log log2 log10 log1p xlogy logaddexp.

#include <adze/ops/comparison.hpp>

#include <cmath>

namespace adze::op {

struct sigmoid;

/// e^x. Partial: the result.
struct exp {
  static constexpr char const* name = "exp";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::exp;
    return exp(x);
  }
  template <class T> static constexpr T d0(T const&, T const& y) { return y; }
};

/// 2^x. Partial y ln 2.
struct exp2 {
  static constexpr char const* name = "exp2";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::exp2;
    return exp2(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return like(x, irrational::ln2) * y; }
};

/// e^x given y = e^x - 1: y + 1 where that loses nothing, else a new exp. y is a hint.
struct expm1_slope {
  static constexpr char const* name = "expm1_slope";
  static constexpr int arity = 2, weight = 4;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::exp;
    return y > T(-0.5) ? T(y + T(1)) : T(exp(x));
  }
  template <class T> static constexpr T d0(T const&, T const&, T const& s) { return s; }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 0); }
};

/// e^x - 1, accurate near 0. Partial e^x.
struct expm1 {
  static constexpr char const* name = "expm1";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::expm1;
    return expm1(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return apply<expm1_slope>(x, y); }
};

/// The natural logarithm. Partial 1/x.
struct log {
  static constexpr char const* name = "log";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::log;
    return log(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 1) / x; }
};

/// Partial 1/(x ln 2).
struct log2 {
  static constexpr char const* name = "log2";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::log2;
    return log2(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, irrational::inverse_ln2) / x; }
};

/// Partial 1/(x ln 10).
struct log10 {
  static constexpr char const* name = "log10";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::log10;
    return log10(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, irrational::inverse_ln10) / x; }
};

/// log(1 + x), accurate near 0. Partial 1/(1 + x).
struct log1p {
  static constexpr char const* name = "log1p";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::log1p;
    return log1p(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, 1) / (1 + x); }
};

/// x log y, 0 at x = 0 (y not NaN). Partials log y and x/y (0 at x = 0).
struct xlogy {
  static constexpr char const* name = "xlogy";
  static constexpr int arity = 2, weight = 21;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::log;
    return x == T(0) && y == y ? T(0) : T(x * log(y));
  }
  template <class T> static constexpr T d0(T const&, T const& y, T const&) { return apply<log>(y); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) {
    return apply<select>(x == like(x, 0) && y == like(y, 0), like(x, 0), x / y);
  }
};

/// x - y, and 0 for equal infinities too. Partials 1 and -1.
struct gap {
  static constexpr char const* name = "gap";
  static constexpr int arity = 2, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x == y ? T(0) : T(x - y); }
  template <class T> static constexpr T d0(T const& x, T const&, T const&) { return like(x, 1); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, -1); }
};

/// log(e^x + e^y) without overflow. Partials sigmoid(x - y) and sigmoid(y - x).
struct logaddexp {
  static constexpr char const* name = "logaddexp";
  static constexpr int arity = 2, weight = 40;
  static constexpr bool commutative = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    using std::exp, std::log1p;
    if (x == y) return T(x + value_of<T>(irrational::ln2));  // equal infinities included
    T const d = x - y;
    if (d > T(0)) return T(x + log1p(exp(T(-d))));
    if (d <= T(0)) return T(y + log1p(exp(d)));
    return d;  // NaN
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return share(x, y); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) { return share(y, x); }
  template <class T> static constexpr T share(T const& x, T const& y) { return apply<sigmoid>(apply<gap>(x, y)); }
};

}  // namespace adze::op

namespace adze {

/// e^x. d/dx = e^x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto exp(X const& x) { return apply<op::exp>(x); }
/// 2^x. d/dx = 2^x ln 2.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto exp2(X const& x) { return apply<op::exp2>(x); }
/// e^x - 1, accurate near 0. d/dx = e^x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto expm1(X const& x) { return apply<op::expm1>(x); }
/// The natural logarithm; domain x > 0. d/dx = 1/x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto log(X const& x) { return apply<op::log>(x); }
/// The binary logarithm; domain x > 0. d/dx = 1/(x ln 2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto log2(X const& x) { return apply<op::log2>(x); }
/// The decimal logarithm; domain x > 0. d/dx = 1/(x ln 10).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto log10(X const& x) { return apply<op::log10>(x); }
/// log(1 + x), accurate near 0; domain x > -1. d/dx = 1/(1 + x).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto log1p(X const& x) { return apply<op::log1p>(x); }
/// x log y, 0 at x = 0; domain y > 0 (y >= 0 at x = 0). Partials log y and x/y.
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto xlogy(X const& x, Y const& y) { return apply<op::xlogy>(x, y); }
/// log(e^x + e^y) without overflow. Partials sigmoid(x - y) and sigmoid(y - x).
template <class X, class Y> requires operands<X, Y>
ADZE_INLINE constexpr auto logaddexp(X const& x, Y const& y) { return apply<op::logaddexp>(x, y); }

}  // namespace adze
