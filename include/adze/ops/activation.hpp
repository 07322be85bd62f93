#pragma once
// SPDX-License-Identifier: BSL-1.0
// Activation functions: sigmoid softplus, and relu leaky_relu elu gelu silu composed from the other operations.

#include <adze/ops/exponential.hpp>
#include <adze/ops/special.hpp>

namespace adze::op {

struct sigmoid_tilt;

/// y (1 - y) given y = sigmoid x: from y while that keeps the digits, else e/(1+e)^2 with e = exp(-x). y is a hint.
struct sigmoid_slope {
  static constexpr char const* name = "sigmoid_slope";
  static constexpr int arity = 2, weight = 4;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    if (!(y > T(0.75))) return T(y * (T(1) - y));
    return saturated(x);
  }
  template <class T> [[gnu::noinline]] static constexpr T saturated(T const& x) {
    using std::exp;
    T const e = exp(T(-x));
    T const s = T(1) + e;
    return T(e / (s * s));
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const& s) { return s * apply<sigmoid_tilt>(x, y); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 0); }
};

/// 1 - 2y given y = sigmoid x, which is -tanh(x/2): from y where y is far from 1/2. y is a hint.
struct sigmoid_tilt {
  static constexpr char const* name = "sigmoid_tilt";
  static constexpr int arity = 2, weight = 4;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) {
    T const tilt = T(1) - T(2) * y;
    if (tilt < T(-0.75) || tilt > T(0.75)) return tilt;
    return central(x);
  }
  template <class T> [[gnu::noinline]] static constexpr T central(T const& x) {
    using std::tanh;
    return T(-tanh(T(x / T(2))));
  }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return -2 * apply<sigmoid_slope>(x, y); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 0); }
};

/// 1/(1 + e^-x), without overflow. Partial y (1 - y).
struct sigmoid {
  static constexpr char const* name = "sigmoid";
  static constexpr int arity = 1, weight = 24;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::exp;
    T const e = exp(T(x < T(0) ? x : T(-x)));
    T const r = T(1) / (T(1) + e);
    return x < T(0) ? T(e * r) : r;
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return apply<sigmoid_slope>(x, y); }
};

/// log(1 + e^x), without overflow. Partial sigmoid x.
struct softplus {
  static constexpr char const* name = "softplus";
  static constexpr int arity = 1, weight = 40;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::exp, std::log1p;
    if (x > T(0)) return T(x + log1p(exp(T(-x))));
    return log1p(exp(x));
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<sigmoid>(x); }
};

}  // namespace adze::op

namespace adze {

/// The logistic function 1/(1 + e^-x). d/dx = y (1 - y), accurate where it saturates.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto sigmoid(X const& x) { return apply<op::sigmoid>(x); }
/// log(1 + e^x). d/dx = sigmoid x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto softplus(X const& x) { return apply<op::softplus>(x); }
/// max(x, 0), NaN for NaN. d/dx = 1 for x > 0, else 0.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto relu(X const& x) { return select(x <= 0, 0, x); }
/// x for x > 0, else slope x. d/dx = 1 or slope, slope at 0.
template <class X, class S> requires operands<X, S>
ADZE_INLINE constexpr auto leaky_relu(X const& x, S const& slope) { return select(x > 0, x, slope * x); }
template <class X> requires operands<X>
ADZE_INLINE constexpr auto leaky_relu(X const& x) { return leaky_relu(x, 0.01); }
/// x for x > 0, else alpha (e^x - 1). d/dx = 1 or alpha e^x, alpha at 0.
template <class X, class A> requires operands<X, A>
ADZE_INLINE constexpr auto elu(X const& x, A const& alpha) { return select(x > 0, x, alpha * expm1(x)); }
template <class X> requires operands<X>
ADZE_INLINE constexpr auto elu(X const& x) { return elu(x, 1.0); }
/// x Phi(x), Phi the normal distribution function. d/dx = Phi(x) + x phi(x).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto gelu(X const& x) { return x * normal_cdf(x); }
/// x sigmoid(x). d/dx = s (1 + x (1 - s)).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto silu(X const& x) { return x * sigmoid(x); }

}  // namespace adze
