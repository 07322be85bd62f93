#pragma once
// SPDX-License-Identifier: BSL-1.0
// Exponentials on batches: exp exp2 expm1, hyperbolic functions, sigmoid, and exp(-k x^2).
// x = n ln 2 + r with |r| <= ln(2)/2, e^r by a polynomial, 2^n by the exponent (Muller, Elementary Functions, ch. 11).

#include <adze/eval/simd_math.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// (e^r - 1 - r)/r^2 for |r| <= ln(2)/2, within 2e-17 of e^r (scripts/make-simd-coefficients.py).
inline constexpr double exp_coefficients[] = {
    0x1.0000000000001p-1, 0x1.5555555555556p-3, 0x1.5555555553d63p-5, 0x1.11111111109b3p-7,
    0x1.6c16c1788bd90p-10, 0x1.a01a01a7c41d5p-13, 0x1.a019b90d2ae7ap-16, 0x1.71de0dae63bb3p-19,
    0x1.289185613a3d6p-22, 0x1.af38a9b0ec855p-26};
inline constexpr double log2_e = 0x1.71547652b82fep+0;
inline constexpr double ln2_high = 0x1.62e42fefa3800p-1, ln2_low = 0x1.ef35793c76730p-45;  // 42 bits: n ln2_high is exact

/// e^x = 2^n (1 + p).
struct exponential {
  real n, p;
};
ADZE_INLINE exponential exponential_of_reduced(real const& n, real const& r) {
  return {n, madd(r * r, polynomial(r, exp_coefficients), r)};
}
/// For -746 <= x <= 712.
ADZE_INLINE exponential exponential_of(real const& x) {
  real const n = to_nearest(x * real(log2_e));
  return exponential_of_reduced(n, nmadd(n, real(ln2_low), nmadd(n, real(ln2_high), x)));
}
/// e^(x + low), low being at most what x was rounded by; for |x| <= 800.
ADZE_INLINE exponential exponential_of_sum(real const& x, real const& low) {
  real const n = to_nearest(x * real(log2_e));
  return exponential_of_reduced(n, nmadd(n, real(ln2_low), nmadd(n, real(ln2_high), x)) + low);
}
ADZE_INLINE real exp_of(exponential const& e) { return times_two_to(real(1.0) + e.p, e.n); }

ADZE_INLINE real exp(real const& x) {
  return exp_of(exponential_of(at_most(712.0, at_least(-746.0, x))));
}

ADZE_INLINE real exp2(real const& x) {
  real const y = at_most(1025.0, at_least(-1076.0, x));
  real const n = to_nearest(y);
  return exp_of(exponential_of_reduced(n, (y - n) * real(0x1.62e42fefa39efp-1)));
}

/// (e^x - 1)/4, which overflows later than e^x; for x > -60. From 710.6 on that of 710.6, whose double overflows.
ADZE_INLINE real quarter_expm1(real const& x) {
  exponential const e = exponential_of(at_most(710.6, x));
  real const s = two_to(e.n - real(2.0));
  return madd(s, e.p, s - real(0.25));
}
ADZE_INLINE real expm1(real const& x) {
  real const y = real(4.0) * quarter_expm1(at_least(-60.0, x));
  return select(abs(x) < real(0x1p-54), x, y);
}

/// With t = e^|x| - 1: (t + t/(t + 1))/2, where t/(t + 1) is 1 from |x| = 40 on.
ADZE_INLINE real sinh(real const& x) {
  real const a = abs(x), quarter = quarter_expm1(a), t = real(4.0) * quarter;
  real const rest = select(a < real(40.0), t / (t + real(1.0)), real(1.0));
  return copysign(madd(real(0.5), rest, real(2.0) * quarter), x);
}
ADZE_INLINE real cosh(real const& x) {
  exponential const e = exponential_of(at_most(712.0, abs(x)));
  real const quarter = times_two_to(real(1.0) + e.p, e.n - real(2.0));
  return madd(real(2.0), quarter, real(0.125) / quarter);
}
/// With t = e^2|x| - 1: t/(t + 2), which damps the error of t.
ADZE_INLINE real tanh(real const& x) {
  real const t = real(4.0) * quarter_expm1(at_most(40.0, real(2.0) * abs(x)));
  return copysign(t / (t + real(2.0)), x);
}

ADZE_INLINE real sigmoid(real const& x) {
  real const e = exp(neg(abs(x)));
  return select(x < real(0.0), e, real(1.0)) / (real(1.0) + e);
}

// Derivatives from the values that are there, as in ops/: by a new exponential only where some lane needs it.
ADZE_INLINE real expm1_slope(real const& x, real const& y) {
  truth const near = y > real(-0.5);
  if (xsimd::all(near)) return y + real(1.0);
  return select(near, y + real(1.0), exp(x));
}
ADZE_INLINE real tanh_slope(real const& x, real const& y) {
  truth const near = abs(y) < real(0.75);
  real const slope = nmadd(y, y, real(1.0));
  if (xsimd::all(near)) return slope;
  real const e = exp(real(-2.0) * abs(x)), s = real(1.0) + e;
  return select(near, slope, real(4.0) * e / (s * s));
}
ADZE_INLINE real sigmoid_slope(real const& x, real const& y) {
  truth const far = y > real(0.75);
  real const slope = y * (real(1.0) - y);
  if (!xsimd::any(far)) return slope;
  real const e = exp(neg(x)), s = real(1.0) + e;
  return select(far, e / (s * s), slope);
}
ADZE_INLINE real sigmoid_tilt(real const& x, real const& y) {
  real const tilt = nmadd(real(2.0), y, real(1.0));
  truth const far = abs(tilt) > real(0.75);
  if (xsimd::all(far)) return tilt;
  return select(far, tilt, neg(tanh(x * real(0.5))));
}

/// |x|, but no more than what exp(-k x^2) underflows at, k = 1 or 1/2.
ADZE_INLINE real gaussian_argument(real const& x, double k) { return at_most(k == 1.0 ? 28.0 : 39.0, abs(x)); }
/// exp(-k a^2) for such an a, with the error of a^2 put back.
ADZE_INLINE exponential gaussian_parts(real const& a, double k) {
  real const h = a * a;
  return exponential_of_sum(h * real(-k), product_error(a, a, h) * real(-k));
}
ADZE_INLINE real gaussian(real const& x) { return exp_of(gaussian_parts(gaussian_argument(x, 1.0), 1.0)); }
ADZE_INLINE real half_gaussian(real const& x) { return exp_of(gaussian_parts(gaussian_argument(x, 0.5), 0.5)); }

}  // namespace adze::detail::lanewise

#endif
