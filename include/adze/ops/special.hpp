#pragma once
// SPDX-License-Identifier: BSL-1.0
// The error function and the normal distribution: erf erfc normal_cdf, over exp(-x^2) to full accuracy.
// (lgamma, tgamma and digamma need Boost.Math and live in ops/gamma.hpp.)

#include <adze/ops/comparison.hpp>

#include <cmath>

namespace adze::op {

/// x^2 - h for h = x^2 rounded: what the square lost.
template <class T>
ADZE_INLINE constexpr T square_residue(T const& x, T const& h) {
#ifdef __FMA__
  return std::fma(x, x, -h);
#else
  constexpr T splitter = sizeof(T) == 4 ? T(4097) : sizeof(T) == 8 ? T(134217729) : T(4294967297.0L);  // Veltkamp
  T const c = splitter * x;
  T const high = c - (c - x);
  T const low = x - high;
  return ((high * high - h) + 2 * (high * low)) + low * low;
#endif
}

/// exp(-k x^2), k = 1 or 1/2: the error of x^2, which exp would amplify by x^2, is put back to first order.
template <bool Halved>
struct gaussian_of {
  static constexpr char const* name = Halved ? "exp(-x*x/2)" : "exp(-x*x)";
  static constexpr int arity = 1, weight = 24;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::exp;
    T const h = x * x;
    T const scale = Halved ? T(0.5) : T(1);
    T const e = exp(T(-h * scale));
    if constexpr (std::is_floating_point_v<T>) {
      if (e == T(0)) [[unlikely]] return e;  // before the residue of an overflowed square becomes NaN
      return e - e * (scale * square_residue(x, h));
    } else {
      return e;
    }
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return (Halved ? -1 : -2) * (x * y); }
};
using gaussian = gaussian_of<false>;
using half_gaussian = gaussian_of<true>;

/// Partial 2/sqrt(pi) exp(-x^2).
struct erf {
  static constexpr char const* name = "erf";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::erf;
    return erf(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) {
    return like(x, irrational::two_over_sqrt_pi) * apply<gaussian>(x);
  }
};

/// Partial -2/sqrt(pi) exp(-x^2).
struct erfc {
  static constexpr char const* name = "erfc";
  static constexpr int arity = 1, weight = 20;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::erfc;
    return erfc(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return -erf::d0(x, y); }
};

/// The standard normal distribution function erfc(-x/sqrt 2)/2. Partial exp(-x^2/2)/sqrt(2 pi).
struct normal_cdf {
  static constexpr char const* name = "normal_cdf";
  static constexpr int arity = 1, weight = 22;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::erfc;
    T const a = -x * value_of<T>(irrational::sqrt_half);
    if constexpr (std::is_floating_point_v<T>) {
      if (a > T(2)) return tail(x, a);
    }
    return T(0.5) * erfc(a);
  }
  /// Far left erfc multiplies the relative error of its argument by 2a^2: the rounding of a = -x/sqrt 2 is put back to
  /// first order, by erfc'/erfc = -(2a + 1/a) within 2 per cent. DLMF 7.12.1.
  template <class T> [[gnu::noinline]] static constexpr T tail(T const& x, T const& a) {
    T const e = std::erfc(a);
    if (!(e > T(0))) return e;  // before an infinite x makes NaN of the residue
    constexpr T high = value_of<T>(irrational::sqrt_half);
    constexpr T low = static_cast<T>(literal_of(irrational::sqrt_half) - static_cast<long double>(high));
    T const lost = std::fma(-x, high, -a) - x * low;
    return T(0.5) * (e - e * (lost * (T(2) * a + T(1) / a)));
  }
  template <class T> static constexpr T d0(T const& x, T const&) {
    return like(x, irrational::inverse_sqrt_2pi) * apply<half_gaussian>(x);
  }
};

}  // namespace adze::op

namespace adze {

/// The error function. d/dx = 2/sqrt(pi) exp(-x^2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto erf(X const& x) { return apply<op::erf>(x); }
/// 1 - erf x, accurate in the tail. d/dx = -2/sqrt(pi) exp(-x^2).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto erfc(X const& x) { return apply<op::erfc>(x); }
/// The standard normal distribution function. d/dx = exp(-x^2/2)/sqrt(2 pi).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto normal_cdf(X const& x) { return apply<op::normal_cdf>(x); }

}  // namespace adze
