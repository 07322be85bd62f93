#pragma once
// SPDX-License-Identifier: BSL-1.0
// Trigonometric functions on batches. Angles are reduced by pi/2 in four parts of 33 bits (Cody & Waite, Software Manual
// for the Elementary Functions, 1980), exactly while |x| < 10^6; larger ones go lane by lane.

#include <adze/eval/simd_math.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// (sin r - r)/r^3 and (cos r - 1 + r^2/2)/r^4 in r^2, |r| <= pi/4, within 2e-17 (scripts/make-simd-coefficients.py).
inline constexpr double sin_coefficients[] = {
    -0x1.5555555555555p-3, 0x1.1111111110babp-7, -0x1.a01a019e820aep-13, 0x1.71de37946ed6dp-19,
    -0x1.ae6008d114485p-26, 0x1.5e0a4fc16be59p-33};
inline constexpr double cos_coefficients[] = {
    0x1.5555555555555p-5, -0x1.6c16c16c16963p-10, 0x1.a01a019f4ddfdp-16, -0x1.27e4fa16cc2d1p-22,
    0x1.1eeb67d026ec6p-29, -0x1.907cd8ff5ede7p-37};
inline constexpr double largest_angle = 1e6;

/// x = (quadrant + 4k) pi/2 + high + low.
struct angle {
  real high, low;
  bits quadrant;  // and bits above it
};
ADZE_INLINE angle reduced(real const& x) {
  real const n = to_nearest(x * real(0x1.45f306dc9c883p-1));
  // n has 20 bits, each part 33: the products are exact, and each difference is kept with what it loses
  real const a = nmadd(n, real(0x1.921fb54400000p+0), x);
  real const p = n * real(0x1.0b4611a600000p-34), b = a - p, b_low = (a - b) - p;
  real const q = n * real(0x1.3198a2e000000p-69), c = b - q, c_low = (b - c) - q;
  real const low = nmadd(n, real(0x1.b839a252049c1p-104), b_low + c_low);
  real const high = c + low;
  return {high, (c - high) + low, bits_of(n + real(0x1.8p52))};
}

/// sin(r + low) and cos(r + low), to first order in low.
ADZE_INLINE real sin_of(angle const& r) {
  real const z = r.high * r.high;
  real const rest = madd(r.high * z, polynomial(z, sin_coefficients), nmadd(real(0.5) * z, r.low, r.low));
  return r.high + rest;
}
ADZE_INLINE real cos_of(angle const& r) {
  real const z = r.high * r.high, half = real(0.5) * z, w = real(1.0) - half;
  real const rest = ((real(1.0) - w) - half) + nmadd(r.high, r.low, z * z * polynomial(z, cos_coefficients));
  return w + rest;
}
/// 1 where bit 0 of the quadrant is set.
ADZE_INLINE truth is_odd(bits const& quadrant) {
  return from_bits((quadrant & 1) * 0x3ff0000000000000) != real(0.0);
}

/// Quadrant 0 to 3: s, c, -s, -c.
ADZE_INLINE real sine_in(angle const& r, bits const& quadrant) {
  real const y = select(is_odd(quadrant), cos_of(r), sin_of(r));
  return from_bits(bits_of(y) ^ ((quadrant & 2) << 62));
}
template <class Op>
ADZE_INLINE real sin(real const& x) {
  angle const r = reduced(x);
  real const y = select(x == real(0.0), x, sine_in(r, r.quadrant));  // -0 as well
  truth const good = abs(x) < real(largest_angle);
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, y, x);
  return y;
}
template <class Sin>
ADZE_INLINE real sinc(real const& x) { return select(x == real(0.0), real(1.0), sin<Sin>(x) / x); }
template <class Op>
ADZE_INLINE real cos(real const& x) {
  angle const r = reduced(x);
  real const y = sine_in(r, r.quadrant + 1);
  truth const good = abs(x) < real(largest_angle);
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, y, x);
  return y;
}
template <class Op>
ADZE_INLINE real tan(real const& x) {
  angle const r = reduced(x);
  real const s = sin_of(r), c = cos_of(r);
  truth const odd = is_odd(r.quadrant);
  real const y = select(x == real(0.0), x, select(odd, neg(c), s) / select(odd, s, c));
  truth const good = abs(x) < real(largest_angle);
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, y, x);
  return y;
}

// ---- inverse functions

/// (asin x - x)/x^3 in x^2 <= 1/4, and (atan x - x)/x^3 in x^2 <= tan(pi/8)^2, within 6e-17.
inline constexpr double asin_coefficients[] = {
    0x1.555555555554fp-3, 0x1.3333333336da5p-4, 0x1.6db6db684b6a1p-5, 0x1.f1c71f95269afp-6,
    0x1.6e8b2b3b10be4p-6, 0x1.1c593c7b1d958p-6, 0x1.c87265d47ef49p-7, 0x1.8522ddffa6208p-7,
    0x1.ff5fc4d14c735p-8, 0x1.06b9d26d10838p-6, -0x1.603991d6060e0p-7, 0x1.cd864394d2ff2p-6};
inline constexpr double atan_coefficients[] = {
    -0x1.5555555555555p-2, 0x1.999999999933dp-3, -0x1.24924924355d5p-3, 0x1.c71c7184c32bfp-4,
    -0x1.745d0b153ffadp-4, 0x1.3b126143b5cbcp-4, -0x1.10fa5ee9ab25cp-4, 0x1.dfe49b2919c4ep-5,
    -0x1.a090d1950d2b4p-5, 0x1.41495cefb6c73p-5, -0x1.39f38ad451ea6p-6};
inline constexpr double half_pi = 0x1.921fb54442d18p+0, half_pi_low = 0x1.1a62633145c07p-54;

/// Up to 1/2 by the polynomial; above, asin x = pi/2 - 2 asin sqrt((1 - x)/2).
struct half_angle {
  truth small;
  real value;  // asin |x|, or asin sqrt((1 - |x|)/2)
};
ADZE_INLINE half_angle asin_parts(real const& a) {
  truth const small = a <= real(0.5);
  real const z = select(small, a * a, (real(1.0) - a) * real(0.5)), s = select(small, a, sqrt(z));
  return {small, madd(s * z, polynomial(z, asin_coefficients), s)};
}
ADZE_INLINE real asin(real const& x) {
  auto const [small, v] = asin_parts(abs(x));
  return copysign(select(small, v, real(half_pi) - nmadd(real(1.0), real(half_pi_low), v + v)), x);
}
ADZE_INLINE real acos(real const& x) {
  auto const [small, v] = asin_parts(abs(x));
  truth const left = x < real(0.0);
  real const middle = real(half_pi) - (flip_sign(v, x) - real(half_pi_low));
  return select(small, middle, select(left, real(2 * half_pi) - (v + v - real(2 * half_pi_low)), v + v));
}

/// The angle of (b, a), 0 <= a <= b, plus k pi/4, times sign: atan(a/b) up to tan(pi/8), else pi/4 + atan((a-b)/(a+b)).
/// pi/4 in a part of 50 bits, so that k times it is exact, and the rest.
ADZE_INLINE real octants(real const& a, real const& b, real const& k, real const& sign) {
  truth const large = a > real(0.41421356237309503) * b;
  real const x = select(large, a - b, a) / select(large, a + b, b), z = x * x;
  real const steps = madd(sign, select(large, real(1.0), real(0.0)), k);
  real const rest = sign * x * z * polynomial(z, atan_coefficients);
  pair const sum = ordered_sum(steps * real(0x1.921fb54442d00p-1), sign * x);
  return sum.high + (sum.low + madd(steps, real(0x1.8469898cc5170p-49), rest));
}
ADZE_INLINE real atan(real const& x) {
  real const a = abs(x), one = real(1.0);
  truth const steep = a > one;
  real const y = octants(select(steep, one, a), select(steep, a, one), select(steep, real(2.0), real(0.0)),
                         select(steep, real(-1.0), one));
  return copysign(y, x);
}
template <class Op>
ADZE_INLINE real atan2(real const& y, real const& x) {
  real const u = abs(x), v = abs(y), one = real(1.0);
  truth const steep = v > u, left = x < real(0.0);
  real const a = select(steep, u, v), b = select(steep, v, u);
  // right: atan, or pi/2 - atan; left: pi minus that
  real const k = select(steep, real(2.0), select(left, real(4.0), real(0.0)));
  real const sign = select(steep, select(left, one, real(-1.0)), select(left, real(-1.0), one));
  real const angle = copysign(octants(a, b, k, sign), y);
  truth const good = b < real(0x1p1000) && b > real(0x1p-1000) && v > real(0.0);
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, angle, y, x);
  return angle;
}

}  // namespace adze::detail::lanewise

#endif
