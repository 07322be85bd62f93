#pragma once
// SPDX-License-Identifier: BSL-1.0
// What the functions on batches are made of: polynomials, exact sums and products, powers of two, single precision by
// way of double, and the way out for rare arguments. Everything here is of doubles; `real` is a batch of them.

#include <adze/eval/simd.hpp>

#ifdef ADZE_SIMD

#include <cstdint>
#include <limits>

namespace adze::detail::lanewise {

using real = batch<double>;
using truth = batch_mask<double>;
using bits = native_vector<std::uint64_t, lanes<double>>::type;

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan = std::numeric_limits<double>::quiet_NaN();

ADZE_INLINE bits bits_of(real const& x) { return reinterpret_cast<bits>(x.data); }
ADZE_INLINE real from_bits(bits const& b) { return reinterpret_cast<real::register_type>(b); }
ADZE_INLINE real select(truth const& m, real const& a, real const& b) { return xsimd::select(m, a, b); }
/// a b + c, rounded once where the processor does so.
ADZE_INLINE real madd(real const& a, real const& b, real const& c) { return fused<double>(a, b, c); }
/// c - a b.
ADZE_INLINE real nmadd(real const& a, real const& b, real const& c) {
#ifdef __AVX512F__
  return _mm512_fnmadd_pd(a, b, c);
#else
  return fused<double>(negated<double>(a), b, c);
#endif
}
ADZE_INLINE real neg(real const& x) { return negated<double>(x); }
ADZE_INLINE real abs(real const& x) { return xsimd::abs(x); }
ADZE_INLINE real sqrt(real const& x) { return xsimd::sqrt(x); }

inline constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;
/// x with its sign changed where y is negative.
ADZE_INLINE real flip_sign(real const& x, real const& y) { return from_bits(bits_of(x) ^ (bits_of(y) & sign_bit)); }
ADZE_INLINE real copysign(real const& x, real const& y) {
  return from_bits((bits_of(x) & ~sign_bit) | (bits_of(y) & sign_bit));
}

/// x, at least low and at most high; NaN stays. (The processor's own: of two numbers of which one is NaN, the second.)
ADZE_INLINE real at_least(double low, real const& x) { return xsimd::max(real(low), x); }
ADZE_INLINE real at_most(double high, real const& x) { return xsimd::min(real(high), x); }

/// To the nearest whole number, for |x| < 2^51.
ADZE_INLINE real to_nearest(real const& x) {
#if defined(__SSE4_1__) || defined(__aarch64__)
  return xsimd::nearbyint(x);
#else
  real const magic(0x1.8p52);
  return (x + magic) - magic;
#endif
}

// ---- sums and products with what they lose (Dekker, Numer. Math. 18, 1971)

/// high + low, the two not overlapping.
struct pair {
  real high, low;
};
/// a + b for |a| >= |b| or a = 0.
ADZE_INLINE pair ordered_sum(real const& a, real const& b) {
  real const s = a + b;
  return {s, b - (s - a)};
}
ADZE_INLINE real upper_half(real const& x) {
  real const c = real(134217729.0) * x;  // 2^27 + 1
  return c - (c - x);
}
/// a b - p for p = a b rounded; without fma, exact for |a|, |b| < 2^995.
ADZE_INLINE real product_error(real const& a, real const& b, real const& p) {
  if constexpr (has_fma) {
    return madd(a, b, neg(p));
  } else {
    real const ah = upper_half(a), bh = upper_half(b), al = a - ah, bl = b - bh;
    return ((ah * bh - p) + ah * bl + al * bh) + al * bl;
  }
}
/// a b - c where c is nearly a b: exact but for the last rounding.
ADZE_INLINE real remainder_of_product(real const& a, real const& b, real const& c) {
  if constexpr (has_fma) return madd(a, b, neg(c));
  real const p = a * b;
  return (p - c) + product_error(a, b, p);
}

// ---- polynomials

/// c[First] + c[First + 2] x^2 + ..., by Horner's rule.
template <std::size_t First, std::size_t N>
ADZE_INLINE real every_other(real const& square, double const (&c)[N]) {
  constexpr std::size_t last = N - 1 - (N - 1 - First) % 2;
  real y(c[last]);
  for (std::size_t k = last; k > First; k -= 2) y = madd(y, square, real(c[k - 2]));
  return y;
}
/// c[0] + c[1] x + ... + c[N-1] x^(N-1): even and odd powers side by side, for the price of one product.
template <std::size_t N>
ADZE_INLINE real polynomial(real const& x, double const (&c)[N]) {
  real const square = x * x;
  return madd(x, every_other<1>(square, c), every_other<0>(square, c));
}

// ---- powers of two

/// 2^n for whole n, -1022 <= n <= 1023: the sum leaves n + 1023 in the lowest bits, the shift makes it the exponent.
ADZE_INLINE real two_to(real const& n) { return from_bits(bits_of(n + real(0x1.8p52 + 1023)) << 52); }

#ifdef __AVX512F__
inline constexpr __mmask8 all_lanes = 0xff;  // the forms without a mask make g++ 12 warn (PR 105593)
#endif

/// p 2^n, rounded once, for whole |n| <= 2000.
ADZE_INLINE real times_two_to(real const& p, real const& n) {
#ifdef __AVX512F__
  return _mm512_maskz_scalef_pd(all_lanes, p, n);
#else
  real const half = to_nearest(n * real(0.5));
  return p * two_to(half) * two_to(n - half);
#endif
}

/// x = (1 + f) 2^e with 3/4 <= 1 + f < 3/2 (or beside it by a rounding), f exact; for x > 0, subnormals included.
struct fraction_and_exponent {
  real f, e;
};
ADZE_INLINE fraction_and_exponent split_exponent(real const& x) {
#ifdef __AVX512F__
  __m512d const m = _mm512_maskz_getmant_pd(all_lanes, x, _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_nan);
  return {real(m) - real(1.0), real(_mm512_maskz_getexp_pd(all_lanes, x)) - real(_mm512_maskz_getexp_pd(all_lanes, m))};
#else
  truth const tiny = x < real(0x1p-1022);
  bits const b = bits_of(select(tiny, x * real(0x1p54), x));
  std::uint64_t constexpr three_quarters = 0x3fe8000000000000, one = 0x3ff0000000000000;
  bits const shifted = b + (one - three_quarters);  // its exponent field: that of the power of two to be taken out
  bits const power = (shifted >> 52) << 52;
  real const e = from_bits((shifted >> 52) | 0x4330000000000000) - real(0x1p52 + 1023);
  return {from_bits(b - power + one) - real(1.0), select(tiny, e - real(54.0), e)};
#endif
}

// ---- the rest

/// f on single precision: in double, both halves of a batch, rounded once at the end.
template <class F, class... X>
ADZE_INLINE batch<float> in_double(F const& f, X const&... x) {
  constexpr int half = lanes<double>;
  static_assert(lanes<float> == 2 * half);
  using half_float = typename native_vector<float, half>::type;
  auto const one_half = [&]<int... I>(std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
    auto const wide = [](batch<float> const& v) ADZE_INLINE_LAMBDA {
      auto const w = static_cast<native<float>>(v.data);
      return from_native<double>(__builtin_convertvector(__builtin_shufflevector(w, w, I...), native<double>));
    };
    return __builtin_convertvector(static_cast<native<double>>(real(f(wide(x)...)).data), half_float);
  };
  return [&]<int... I>(std::integer_sequence<int, I...> first) ADZE_INLINE_LAMBDA {
    half_float const low = one_half(first), high = one_half(std::integer_sequence<int, (half + I)...>{});
    return [&]<int... K>(std::integer_sequence<int, K...>) ADZE_INLINE_LAMBDA {
      return from_native<float>(__builtin_shufflevector(low, high, K...));
    }(std::make_integer_sequence<int, lanes<float>>{});
  }(std::make_integer_sequence<int, half>{});
}

/// Op lane by lane.
template <class Op, class T, class... X>
ADZE_INLINE batch<T> each_lane(X const&... x) {
  constexpr auto arguments = std::make_index_sequence<sizeof...(X)>{};
  T in[sizeof...(X)][lanes<T>], out[lanes<T>];
  std::size_t k = 0;
  (detail::store(in[k++], x), ...);
  for (int l = 0; l < lanes<T>; ++l) {
    out[l] = [&]<std::size_t... K>(std::index_sequence<K...>) { return Op::value(in[K][l]...); }(arguments);
  }
  return load(static_cast<T const*>(out));
}

/// y where `good` holds, and Op lane by lane elsewhere: for arguments that are rare, as infinities or angles of millions.
template <class Op, class... X>
[[gnu::noinline, gnu::cold]] real patched(truth good, real y, X... x) {
  return select(good, y, each_lane<Op, double>(x...));
}

}  // namespace adze::detail::lanewise

#endif
