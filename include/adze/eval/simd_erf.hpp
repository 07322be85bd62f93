#pragma once
// SPDX-License-Identifier: BSL-1.0
// Error functions on batches, all from exp(x^2) erfc x on the whole half line, times the Gaussian, which the derivatives
// share. With r(x) = R/S, which falls from 1/sqrt(pi) to 1/(2x), exp(x^2) erfc x = 1/(sqrt(pi) (x + r)) (the start of
// Laplace's continued fraction, DLMF 7.9.1): errors of S and R count less and less as x grows, and all coefficients are
// positive, so that nothing cancels. They are made by scripts/make-simd-coefficients.py.

#include <adze/eval/simd_exp.hpp>

#ifdef ADZE_SIMD

namespace adze::detail::lanewise {

/// exp(x^2) erfc x = S/(sqrt(pi) x S + R) for 0 <= x <= 28, within 2e-17; scaled to 3/4 at 0, where roundings are small.
inline constexpr double erfc_s[] = {
    0x1.8000000000000p-1, 0x1.cfdbed6ca04a7p+0, 0x1.14eebff8a717ep+1, 0x1.a76f8e40980f1p+0,
    0x1.c74bc003557cbp-1, 0x1.665b1f3b2d09bp-2, 0x1.a1e78093c5577p-4, 0x1.6533e264a7380p-6,
    0x1.ae6574649a62dp-9, 0x1.4ce6d8963748ap-12, 0x1.fdd0fb518c967p-17};
inline constexpr double erfc_r[] = {
    0x1.8000000000000p-1, 0x1.54325e5b445adp+0, 0x1.33913c6e7424cp+0, 0x1.68dc7629d6322p-1,
    0x1.2a8517c24a94ep-2, 0x1.669385e567975p-4, 0x1.37f3ed5f340e8p-6, 0x1.7ba9f56d62d94p-9,
    0x1.2706c7e55a132p-12, 0x1.c3d01e56c5a04p-17};
/// S(x/sqrt 2) and 2 R(x/sqrt 2), so that exp(x^2/2) erfc(x/sqrt 2)/2 = S/(sqrt(2 pi) x S + R).
inline constexpr double cdf_s[] = {
    0x1.8000000000000p-1, 0x1.47ff76f972f57p+0, 0x1.14eebff8a717ep+0, 0x1.2b6a0f96c1111p-1,
    0x1.c74bc003557cbp-3, 0x1.facab5e528addp-5, 0x1.a1e78093c5577p-7, 0x1.f9292e72f35d4p-10,
    0x1.ae6574649a62dp-13, 0x1.d6cb4e009be16p-17, 0x1.fdd0fb518c967p-22};
inline constexpr double cdf_r[] = {
    0x1.8000000000000p+0, 0x1.e11c6161c4ce7p+0, 0x1.33913c6e7424cp+0, 0x1.fe55b39feacbfp-2,
    0x1.2a8517c24a94ep-3, 0x1.fb1a79403e9a1p-6, 0x1.37f3ed5f340e8p-8, 0x1.0c7681dd95fe0p-11,
    0x1.2706c7e55a132p-15, 0x1.3f7ae1ee1b55cp-20};
/// erf(x)/x in x^2 for |x| <= 0.65, within 2e-17.
inline constexpr double erf_coefficients[] = {
    0x1.20dd750429b6dp+0, -0x1.812746b0379c2p-2, 0x1.ce2f21a03ff01p-4, -0x1.b82ce311344dep-6,
    0x1.565bccbc62f44p-8, -0x1.c02d9d436ac67p-11, 0x1.f99f4eb38b17ap-14, -0x1.f46afd2384d9dp-17,
    0x1.b34b9b914bc2ap-20, -0x1.229687c5d9237p-23};

/// S/(y S + R) exp(-k x^2). The last product comes before the scaling: it spares a rounding where the Gaussian is near 1.
ADZE_INLINE real times_gaussian(real const& s, real const& y, real const& r, exponential const& gaussian) {
  real const q = s / madd(y, s, r);
  return times_two_to(madd(q, gaussian.p, q), gaussian.n);
}
/// erfc |x|. From 28 on the ratio is that of 28, where the Gaussian has underflowed.
ADZE_INLINE real erfc_of_size(real const& x) {
  real const a = gaussian_argument(x, 1.0);
  return times_gaussian(polynomial(a, erfc_s), a * real(0x1.c5bf891b4ef6bp+0), polynomial(a, erfc_r), gaussian_parts(a, 1.0));
}

ADZE_INLINE real erfc(real const& x) {
  real const y = erfc_of_size(x);
  return select(x < real(0.0), real(2.0) - y, y);
}

ADZE_INLINE real erf(real const& x) {
  truth const small = abs(x) < real(0.65);
  real const near = x * polynomial(x * x, erf_coefficients);
  if (xsimd::all(small)) return near;
  return select(small, near, copysign(real(1.0) - erfc_of_size(x), x));
}

/// erfc(-x/sqrt 2)/2. The Gaussian is that of x itself: an error of x/sqrt 2 is not amplified.
ADZE_INLINE real normal_cdf(real const& x) {
  real const a = gaussian_argument(x, 0.5);
  real const y =
      times_gaussian(polynomial(a, cdf_s), a * real(0x1.40d931ff62706p+1), polynomial(a, cdf_r), gaussian_parts(a, 0.5));
  return select(x > real(0.0), real(1.0) - y, y);
}

}  // namespace adze::detail::lanewise

#endif
