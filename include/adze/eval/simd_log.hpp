#pragma once
// SPDX-License-Identifier: BSL-1.0
// Logarithms and powers on batches. x = (1 + f) 2^e, and with s = f/(2 + f), log(1 + f) = log((1 + s)/(1 - s)) =
// 2s + 2/3 s^3 + ..., where 2s = f - s f (as in Sun's fdlibm, e_log.c).

#include <adze/eval/simd_exp.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// (log((1 + s)/(1 - s)) - 2s)/s^3 in s^2, |s| <= 1/5, within 8e-19 of the logarithm; and its tail from s^5 on.
inline constexpr double log_coefficients[] = {
    0x1.5555555555555p-1, 0x1.9999999999f30p-2, 0x1.24924923dba6ap-2, 0x1.c71c72e2f78d5p-3,
    0x1.745cab2727663p-3, 0x1.3b29fcbbce66dp-3, 0x1.0e88ea4725d3dp-3, 0x1.16b68338bd78bp-3};
inline constexpr double log_tail_coefficients[] = {
    0x1.999999999999ap-2, 0x1.2492492492492p-2, 0x1.c71c71c71c5f8p-3, 0x1.745d1745e8367p-3,
    0x1.3b13b12cb5184p-3, 0x1.111116453aefdp-3, 0x1.e1df97c4e0ff6p-4, 0x1.af77ee1ccd51bp-4,
    0x1.7f9fbbcbda961p-4, 0x1.ad7f724fe783ep-4};

/// log(1 + f).
ADZE_INLINE real log_of_fraction(real const& f) {
  real const s = f / (real(2.0) + f), z = s * s;
  return nmadd(s, nmadd(z, polynomial(z, log_coefficients), f), f);
}
/// The logarithm's result for what is no positive finite number.
ADZE_INLINE real log_edges(real const& x, real const& y) {
  real const below = select(x == real(0.0), real(-infinity), real(nan));
  return select(x > real(0.0) && x < real(infinity), y, select(x > real(0.0), x, below));
}
/// log x + c, for small c.
ADZE_INLINE real log_plus(real const& x, real const& c) {
  auto const [f, e] = split_exponent(x);
  real const s = f / (real(2.0) + f), z = s * s;
  real const lost = s * nmadd(z, polynomial(z, log_coefficients), f);
  return madd(e, real(ln2_high), f - (lost - madd(e, real(ln2_low), c)));
}
/// AVX-512's own fraction and exponent give NaN for x < 0, and infinities for 0 and infinity, of themselves.
ADZE_INLINE real log_edges_unless_native(real const& x, real const& y) {
#ifdef __AVX512F__
  static_cast<void>(x);
  return y;
#else
  return log_edges(x, y);
#endif
}
ADZE_INLINE real log(real const& x) { return log_edges_unless_native(x, log_plus(x, real(0.0))); }

ADZE_INLINE real log2(real const& x) {
  auto const [f, e] = split_exponent(x);
  real const y = log_of_fraction(f);
  return log_edges_unless_native(x, madd(y, real(log2_e), e) + y * real(0x1.777d0ffda0d24p-56));
}
ADZE_INLINE real log10(real const& x) {
  auto const [f, e] = split_exponent(x);
  real const y = log_of_fraction(f);
  real const low = madd(e, real(0x1.fef311f12b358p-46), y * real(0x1.95355baaafad3p-57));
  return log_edges_unless_native(x, madd(e, real(0x1.34413509f7800p-2), madd(y, real(0x1.bcb7b1526e50ep-2), low)));
}

/// log u + (what u = 1 + x lost)/u.
ADZE_INLINE real log1p(real const& x) {
  real const u = real(1.0) + x, back = u - real(1.0);
  real const lost = (real(1.0) - (u - back)) + (x - back);
  real const y = log_edges(u, log_plus(u, lost / u));
  return select(x == real(0.0), x, y);
}
ADZE_INLINE real softplus(real const& x) {
  real const tail = log1p(exp(neg(abs(x))));
  return select(x > real(0.0), x + tail, tail);
}
ADZE_INLINE real logaddexp(real const& x, real const& y) {
  real const d = x - y, larger = select(d > real(0.0), x, y);
  return select(x == y, x + real(0x1.62e42fefa39efp-1), larger + log1p(exp(neg(abs(d)))));
}
ADZE_INLINE real xlogy(real const& x, real const& y) { return select(x == real(0.0) && y == y, real(0.0), x * log(y)); }

// ---- inverse hyperbolic functions

inline constexpr double ln2 = 0x1.62e42fefa39efp-1;
/// log1p(a + a^2/(1 + sqrt(1 + a^2))); log 2a where 1 + a^2 = a^2.
ADZE_INLINE real asinh(real const& x) {
  real const a = abs(x), square = a * a;
  real const near = log1p(a + square / (real(1.0) + sqrt(real(1.0) + square)));
  return copysign(select(a < real(0x1p28), near, log(a) + real(ln2)), x);
}
ADZE_INLINE real acosh(real const& x) {
  real const t = x - real(1.0);
  real const near = log1p(t + sqrt(madd(t, t, real(2.0) * t)));
  return select(x < real(1.0), real(nan), select(x < real(0x1p28), near, log(x) + real(ln2)));
}
ADZE_INLINE real atanh(real const& x) {
  real const a = abs(x);
  return copysign(real(0.5) * log1p((real(2.0) * a) / (real(1.0) - a)), x);
}

// ---- powers

/// log x as an unevaluated sum, relative error about 2^-66; for finite x > 0.
ADZE_INLINE pair log_pair(real const& x) {
  auto const [f, e] = split_exponent(x);
  pair const d = ordered_sum(real(2.0), f);
  real const inverse = real(1.0) / d.high, s = f * inverse;
  real const s_low = nmadd(s, d.low, neg(remainder_of_product(s, d.high, f))) * inverse;
  real const z = s * s, z_low = product_error(s, s, z) + (s + s) * s_low;
  real const third = real(0x1.5555555555555p-1), w = z * third;  // 2/3 z
  real const w_low = product_error(z, third, w) + madd(z_low, third, z * real(0x1.5555555555555p-55));
  pair const t = ordered_sum(w, z * z * polynomial(z, log_tail_coefficients));
  real const t_low = t.low + w_low;
  real const q = s * t.high, q_low = product_error(s, t.high, q) + madd(s, t_low, s_low * t.high);
  pair const fraction = ordered_sum(s + s, q);
  pair const sum = ordered_sum(e * real(ln2_high), fraction.high);
  real const low = sum.low + ((fraction.low + (q_low + (s_low + s_low))) + e * real(ln2_low));
  return ordered_sum(sum.high, low);
}

/// x^y for finite x > 0 and |y| < 2^60.
ADZE_INLINE real positive_pow(real const& x, real const& y) {
  pair const l = log_pair(x);
  real const p = y * l.high;
  real const low = madd(y, l.low, product_error(y, l.high, p));
  return exp_of(exponential_of_sum(at_most(712.0, at_least(-746.0, p)), select(abs(p) < real(800.0), low, real(0.0))));
}

}  // namespace adze::detail::lanewise

#endif
