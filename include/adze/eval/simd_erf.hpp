#pragma once
// SPDX-License-Identifier: BSL-1.0
// Error functions on batches, all from (x + k) exp(x^2) erfc x, k near 7/2, which is smooth in t = (x - k)/(x + k) over the
// whole half line (Shepherd & Laframboise, Math. Comp. 36, 1981), times the Gaussian, which the derivatives share.

#include <adze/eval/simd_exp.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// (x + k) exp(x^2) erfc x in t, 0 <= x <= 28, and erf(x)/x in x^2, |x| <= 0.65, within 5e-17
/// (scripts/make-simd-coefficients.py).
inline constexpr double erfc_coefficients[] = {
    0x1.160847576cedcp+0, -0x1.ddfdcb1cffdf8p-1, 0x1.5f1b4a85521ecp-1, -0x1.b2d2063440f66p-2,
    0x1.ba2b1c39765eap-3, -0x1.5e02c88003728p-4, 0x1.784ffc47ddbdbp-6, -0x1.feff89807d3efp-10,
    -0x1.815f2eac0577bp-10, 0x1.49a5d158980d5p-11, 0x1.04b356a7714bdp-17, -0x1.41a4e52cfcbb7p-14,
    0x1.8dcdb240990e2p-17, 0x1.263a361ee949ap-17, -0x1.53f0ea6291c97p-19, -0x1.2fd7ed2e2abefp-20,
    0x1.ca30e4058c168p-22, 0x1.7627b93978effp-23, -0x1.0a171d659efdfp-24, -0x1.e41b6ac29a743p-26,
    0x1.93d7d21d8e7e3p-28, 0x1.aff4d063577c7p-29};
inline constexpr double erf_coefficients[] = {
    0x1.20dd750429b6dp+0, -0x1.812746b0379c2p-2, 0x1.ce2f21a03ff01p-4, -0x1.b82ce311344dep-6,
    0x1.565bccbc62f44p-8, -0x1.c02d9d436ac67p-11, 0x1.f99f4eb38b17ap-14, -0x1.f46afd2384d9dp-17,
    0x1.b34b9b914bc2ap-20, -0x1.229687c5d9237p-23};

inline constexpr double erfc_k = 0x1.ba26p+1, erfc_k_sqrt_2 = 0x1.38a56aa3d7211p+2;  // both exact within 2^-56

/// erfc x for x >= 0, the Gaussian being there in parts; with k sqrt 2 for k and numerator sqrt(1/2), erfc(x/sqrt 2)/2.
/// From `last` on that of `last`, where the Gaussian has underflowed.
/// Near x = 0 every rounding counts in full. t = 2x/(x + k) - 1 is rounded once there; the last steps of the polynomial
/// are taken one by one; and what the sum x + k and its inverse lose is put back with the Gaussian's p, less and less as
/// w = x/(x + k) grows, since the polynomial falls where the inverse is too large.
ADZE_INLINE real erfc_from(real const& x, double k, double numerator, double last, exponential const& gaussian) {
  real const a = at_most(last, x), d = a + real(k), inverse = real(numerator) / d;
  real const t = madd(real(2 / numerator), a * inverse, real(-1.0)), one_minus_w = nmadd(real(0.5), t, real(0.5));
  real const q = polynomial_by_steps<4>(t, erfc_coefficients) * inverse;
  real const of_sum = (a - (d - real(k))) * inverse;
  real const lost = remainder_of_product(inverse, d, real(numerator)) + of_sum;
  real const correction = lost * (one_minus_w * one_minus_w);
  return times_two_to(madd(q, nmadd(correction, real(1 / numerator), gaussian.p), q), gaussian.n);
}

ADZE_INLINE real erfc(real const& x) {
  real const y = erfc_from(abs(x), erfc_k, 1.0, 28.0, gaussian_parts(x, 1.0));
  return select(x < real(0.0), real(2.0) - y, y);
}

ADZE_INLINE real erf(real const& x) {
  real const a = abs(x), near = x * polynomial_by_steps<2>(x * x, erf_coefficients);
  truth const small = a < real(0.65);
  if (xsimd::all(small)) return near;
  real const tail = erfc_from(a, erfc_k, 1.0, 28.0, gaussian_parts(x, 1.0));
  return select(small, near, copysign(real(1.0) - tail, x));
}

/// erfc(-x/sqrt 2)/2. The Gaussian is that of x itself: an error of x/sqrt 2 is not amplified.
ADZE_INLINE real normal_cdf(real const& x) {
  real const y = erfc_from(abs(x), erfc_k_sqrt_2, 0x1.6a09e667f3bcdp-1, 39.0, gaussian_parts(x, 0.5));
  return select(x > real(0.0), real(1.0) - y, y);
}

}  // namespace adze::detail::lanewise

#endif
