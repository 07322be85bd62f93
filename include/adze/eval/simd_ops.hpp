#pragma once
// SPDX-License-Identifier: BSL-1.0
// Every operation on batches, on_batches<Op>::value(x...): the same numbers, lane by lane, as Op::value gives, within
// 4 ulp. An operation that is not named here runs lane by lane. Those without branches run as they are written; those
// with, by masks; library functions by the kernels of eval/simd_*.hpp.

#include <adze/eval/batch.hpp>
#include <adze/eval/simd.hpp>
#include <adze/eval/simd_erf.hpp>
#include <adze/eval/simd_exp.hpp>
#include <adze/eval/simd_log.hpp>
#include <adze/eval/simd_root.hpp>
#include <adze/eval/simd_trig.hpp>
#include <adze/ops/activation.hpp>
#include <adze/ops/hyperbolic.hpp>
#include <adze/ops/linear.hpp>
#include <adze/ops/rounding.hpp>
#include <adze/ops/trigonometric.hpp>

#ifdef ADZE_SIMD

namespace adze::detail {

template <class Op>
struct on_batches {
  template <class V, class... Rest> ADZE_INLINE static V value(V const& x, Rest const&... rest) {
    return lanewise::each_lane<Op, typename V::value_type>(x, rest...);
  }
};

// ---- as they are written

template <class Op>
struct as_written {
  template <class... V> ADZE_INLINE static auto value(V const&... x) { return Op::value(x...); }
};
template <> struct on_batches<op::add> : as_written<op::add> {};
template <> struct on_batches<op::sub> : as_written<op::sub> {};
template <> struct on_batches<op::mul> : as_written<op::mul> {};
template <> struct on_batches<op::div> : as_written<op::div> {};
template <> struct on_batches<op::square> : as_written<op::square> {};
template <> struct on_batches<op::cube> : as_written<op::cube> {};
template <> struct on_batches<op::one_minus_square> : as_written<op::one_minus_square> {};
template <> struct on_batches<op::inverse> : as_written<op::inverse> {};
template <> struct on_batches<op::sqrt> : as_written<op::sqrt> {};
template <> struct on_batches<op::rsqrt> : as_written<op::rsqrt> {};
template <> struct on_batches<op::equal> : as_written<op::equal> {};
template <> struct on_batches<op::less> : as_written<op::less> {};
template <> struct on_batches<op::less_equal> : as_written<op::less_equal> {};
template <> struct on_batches<op::logical_and> : as_written<op::logical_and> {};
template <> struct on_batches<op::logical_or> : as_written<op::logical_or> {};
template <> struct on_batches<op::logical_not> : as_written<op::logical_not> {};

// ---- by masks

template <> struct on_batches<op::select> {
  template <class M, class V> ADZE_INLINE static V value(M const& m, V const& a, V const& b) { return xsimd::select(m, a, b); }
};
template <> struct on_batches<op::neg> {
  template <class V> ADZE_INLINE static V value(V const& x) { return negated<typename V::value_type>(x); }
};
/// (xsimd 8's x != y is false for NaN on AVX-512.)
template <> struct on_batches<op::not_equal> {
  template <class V> ADZE_INLINE static auto value(V const& x, V const& y) { return !(x == y); }
};
template <> struct on_batches<op::fma> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y, V const& z) {
    if constexpr (has_fma) return fused<typename V::value_type>(x, y, z);
    else return lanewise::each_lane<op::fma, typename V::value_type>(x, y, z);
  }
};
template <> struct on_batches<op::strong_mul> {
  template <class V> ADZE_INLINE static V value(V const& g, V const& p) {
    V const product = g * p;
    return xsimd::select(!(product == product) && g == V(0) && p == p, V(0), product);
  }
};
template <> struct on_batches<op::abs> {
  template <class V> ADZE_INLINE static V value(V const& x) { return xsimd::abs(x); }
};
template <> struct on_batches<op::sign> {
  template <class V> ADZE_INLINE static V value(V const& x) {
    return xsimd::select(x > V(0), V(1), xsimd::select(x < V(0), V(-1), x));
  }
};
template <> struct on_batches<op::copysign> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y) {
    V const sign = xsimd::bitofsign(y);
    return xsimd::abs(x) | sign;
  }
};
/// Rounding without an instruction for it (SSE2) loses the sign of zeros.
template <class V>
ADZE_INLINE V with_sign_of(V const& rounded, [[maybe_unused]] V const& x) {
#if defined(__SSE4_1__) || defined(__aarch64__)
  return rounded;
#else
  return on_batches<op::copysign>::value(rounded, x);
#endif
}
template <> struct on_batches<op::floor> {
  template <class V> ADZE_INLINE static V value(V const& x) { return with_sign_of(xsimd::floor(x), x); }
};
template <> struct on_batches<op::ceil> {
  template <class V> ADZE_INLINE static V value(V const& x) { return with_sign_of(xsimd::ceil(x), x); }
};
template <> struct on_batches<op::trunc> {
  template <class V> ADZE_INLINE static V value(V const& x) { return with_sign_of(xsimd::trunc(x), x); }
};
template <> struct on_batches<op::round> {
  /// trunc(x + the number below one half), away from zero: one half itself would round numbers just below it up.
  template <class V> ADZE_INLINE static V value(V const& x) {
    using T = typename V::value_type;
    constexpr T below_half = T(0.5) - std::numeric_limits<T>::epsilon() / 4;
    return on_batches<op::trunc>::value(x + on_batches<op::copysign>::value(V(below_half), x));
  }
};
template <> struct on_batches<op::min> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y) { return xsimd::select(y < x, y, x); }
};
template <> struct on_batches<op::max> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y) { return xsimd::select(x < y, y, x); }
};
template <> struct on_batches<op::clamp> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& low, V const& high) {
    return xsimd::select(x < low, low, xsimd::select(high < x, high, x));
  }
};
template <> struct on_batches<op::fdim> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y) { return xsimd::select(x <= y, V(0), x - y); }
};
template <> struct on_batches<op::gap> {
  template <class V> ADZE_INLINE static V value(V const& x, V const& y) { return xsimd::select(x == y, V(0), x - y); }
};

// ---- by kernels in double

template <auto Kernel>
struct by_kernel {
  template <class V, class... Rest> ADZE_INLINE static V value(V const& x, Rest const&... rest) {
    if constexpr (std::is_same_v<V, lanewise::real>) return Kernel(x, rest...);
    else return lanewise::in_double([](auto const&... y) ADZE_INLINE_LAMBDA { return Kernel(y...); }, x, rest...);
  }
};
template <> struct on_batches<op::exp> : by_kernel<lanewise::exp> {};
template <> struct on_batches<op::exp2> : by_kernel<lanewise::exp2> {};
template <> struct on_batches<op::expm1> : by_kernel<lanewise::expm1> {};
template <> struct on_batches<op::expm1_slope> : by_kernel<lanewise::expm1_slope> {};
template <> struct on_batches<op::log> : by_kernel<lanewise::log> {};
template <> struct on_batches<op::log2> : by_kernel<lanewise::log2> {};
template <> struct on_batches<op::log10> : by_kernel<lanewise::log10> {};
template <> struct on_batches<op::log1p> : by_kernel<lanewise::log1p> {};
template <> struct on_batches<op::xlogy> : by_kernel<lanewise::xlogy> {};
template <> struct on_batches<op::logaddexp> : by_kernel<lanewise::logaddexp> {};
template <> struct on_batches<op::pow> : by_kernel<lanewise::pow<op::pow>> {};
template <> struct on_batches<op::pow_slope> : by_kernel<lanewise::pow_slope<op::pow_slope>> {};
template <> struct on_batches<op::cbrt> : by_kernel<lanewise::cbrt> {};
template <> struct on_batches<op::hypot> : by_kernel<lanewise::hypot> {};
template <> struct on_batches<op::hypot3> : by_kernel<lanewise::hypot3> {};
template <> struct on_batches<op::sin> : by_kernel<lanewise::sin<op::sin>> {};
template <> struct on_batches<op::cos> : by_kernel<lanewise::cos<op::cos>> {};
template <> struct on_batches<op::tan> : by_kernel<lanewise::tan<op::tan>> {};
template <> struct on_batches<op::asin> : by_kernel<lanewise::asin> {};
template <> struct on_batches<op::acos> : by_kernel<lanewise::acos> {};
template <> struct on_batches<op::atan> : by_kernel<lanewise::atan> {};
template <> struct on_batches<op::atan2> : by_kernel<lanewise::atan2<op::atan2>> {};
template <> struct on_batches<op::sinc> : by_kernel<lanewise::sinc<op::sin>> {};
template <> struct on_batches<op::sinh> : by_kernel<lanewise::sinh> {};
template <> struct on_batches<op::cosh> : by_kernel<lanewise::cosh> {};
template <> struct on_batches<op::tanh> : by_kernel<lanewise::tanh> {};
template <> struct on_batches<op::tanh_slope> : by_kernel<lanewise::tanh_slope> {};
template <> struct on_batches<op::asinh> : by_kernel<lanewise::asinh> {};
template <> struct on_batches<op::acosh> : by_kernel<lanewise::acosh> {};
template <> struct on_batches<op::atanh> : by_kernel<lanewise::atanh> {};
template <> struct on_batches<op::sigmoid> : by_kernel<lanewise::sigmoid> {};
template <> struct on_batches<op::sigmoid_slope> : by_kernel<lanewise::sigmoid_slope> {};
template <> struct on_batches<op::sigmoid_tilt> : by_kernel<lanewise::sigmoid_tilt> {};
template <> struct on_batches<op::softplus> : by_kernel<lanewise::softplus> {};
template <> struct on_batches<op::gaussian> : by_kernel<lanewise::gaussian> {};
template <> struct on_batches<op::half_gaussian> : by_kernel<lanewise::half_gaussian> {};
template <> struct on_batches<op::erf> : by_kernel<lanewise::erf> {};
template <> struct on_batches<op::erfc> : by_kernel<lanewise::erfc> {};
template <> struct on_batches<op::normal_cdf> : by_kernel<lanewise::normal_cdf> {};

}  // namespace adze::detail

#endif
