#pragma once
// SPDX-License-Identifier: BSL-1.0
// Roots, lengths and powers on batches: cbrt hypot pow.

#include <adze/eval/simd_log.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// x = m 8^k with 1 <= m < 8 or so; a parabola for the root of m, three steps of Newton on 1/y^2, one in pairs.
ADZE_INLINE real cbrt(real const& x) {
  real const a = abs(x);
  auto const [f, e] = split_exponent(a);
  real const k = to_nearest(e * real(1.0 / 3)), left = e - real(3.0) * k;  // -1, 0 or 1
  real const m = (real(1.0) + f) * two_to(left);                          // 3/8 <= m <= 3
  real y = madd(m, madd(m, real(-0.0713), real(0.5238)), real(0.5467));
  for (int step = 0; step < 3; ++step) y = y - (y * y * y - m) / (real(3.0) * y * y);
  real const square = y * y, cube = square * y;
  real const error = ((cube - m) + product_error(square, y, cube)) + product_error(y, y, square) * y;
  y = y - error / (real(3.0) * square);
  real const good = times_two_to(y, k);
  return copysign(select(a > real(0.0) && a < real(infinity), good, a), x);
}

/// A power of two that brings numbers up to m, which would overflow or underflow when squared, into the middle.
struct scale {
  real factor, back;
};
ADZE_INLINE scale scale_for(real const& m) {
  truth const large = m > real(0x1p500), tiny = m < real(0x1p-450);
  return {select(large, real(0x1p-600), select(tiny, real(0x1p600), real(1.0))),
          select(large, real(0x1p600), select(tiny, real(0x1p-600), real(1.0)))};
}
ADZE_INLINE real larger(real const& a, real const& b) { return select(a < b, b, a); }
ADZE_INLINE real hypot3(real const& x, real const& y, real const& z) {
  real const a = abs(x), b = abs(y), c = abs(z), most = larger(larger(a, b), c);
  auto const [factor, back] = scale_for(most);
  real const u = a * factor, v = b * factor, w = c * factor;
  real const r = sqrt(madd(u, u, madd(v, v, w * w))) * back;
  truth const infinite = a == real(infinity) || b == real(infinity) || c == real(infinity);
  return select(infinite, real(infinity), r);
}
ADZE_INLINE real hypot(real const& x, real const& y) { return hypot3(x, y, real(0.0)); }

/// For x < 0: |x|^y with the sign of an odd y, NaN for a y that is not whole.
template <class Op>
ADZE_INLINE real pow(real const& x, real const& y) {
  real const a = abs(x), size = abs(y);
  truth const good = a > real(0.0) && a < real(infinity) && size < real(0x1p60);
  real z = positive_pow(a, y);
  if (truth const negative = x < real(0.0); xsimd::any(negative)) [[unlikely]] {
    real const half = y * real(0.5);
    truth const whole = xsimd::trunc(y) == y, even = xsimd::trunc(half) == half;
    z = select(negative, select(whole, select(even, z, neg(z)), real(nan)), z);
  }
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, z, x, y);
  return z;
}

/// As op::pow_slope: y z/x where z = x^y has its digits.
template <class Op>
ADZE_INLINE real pow_slope(real const& x, real const& y, real const& z) {
  constexpr double least = Op::template least<double>();
  real const size = abs(z);
  truth const good = size > real(least) && size < real(1 / least) && !(x == real(0.0));
  real const slope = y * z / x;
  if (!xsimd::all(good)) [[unlikely]] return patched<Op>(good, slope, x, y, z);
  return slope;
}

}  // namespace adze::detail::lanewise

#endif
