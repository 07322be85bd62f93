#pragma once
// SPDX-License-Identifier: BSL-1.0
// ADBench's GMM: the log posterior of a mixture of K Gaussians in d dimensions, given n points, with a Wishart prior.
//   sum over x of logsumexp_k(alpha_k + sum_i q_ki - |Q_k (x - mu_k)|^2 / 2) - n logsumexp(alpha) - n d log(2 pi)/2
//   + sum over k of (gamma^2/2 |Q_k|^2 - m sum_i q_ki) - K C
// Q_k is lower triangular, exp(q_ki) on the diagonal.
// F. Srajer, Z. Kukelova, A. Fitzgibbon, A benchmark of selected algorithmic differentiation tools, 2018.

#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <numbers>
#include <span>
#include <vector>

namespace adbench {

struct gmm_problem {
  std::size_t d = 0;           // dimensions
  std::size_t components = 0;  // K
  std::size_t n = 0;           // points
  double gamma = 0.0;          // of the Wishart prior
  double m = 0.0;

  // alpha (K); mu (K, d); Q (K, d (d + 1)/2), a row of it being the d logarithms on the diagonal, then the columns
  // below the diagonal. The gradient has the same order.
  std::vector<double> parameters;
  std::vector<double> x;  // (n, d)

  std::size_t triangle() const { return d * (d + 1) / 2; }
  std::span<const double> alphas() const { return std::span(parameters).first(components); }
  std::span<const double> means() const { return std::span(parameters).subspan(components, components * d); }
  std::span<const double> factors() const { return std::span(parameters).subspan(components * (1 + d)); }
};

/// "d K n", then alpha, mu, Q, the points, gamma and m.
inline gmm_problem read_gmm(const std::filesystem::path& path) {
  constexpr std::size_t most = 1'000'000;  // keeps every product below within 64 bits
  text in(path);
  gmm_problem p;
  p.d = in.count("the number of dimensions", 1, 10'000);
  p.components = in.count("the number of components", 1, most);
  p.n = in.count("the number of points", 1, most);
  p.parameters = in.numbers(p.components * (1 + p.d + p.triangle()), "parameter");
  p.x = in.numbers(p.n * p.d, "coordinate");
  p.gamma = in.number("Wishart gamma");
  p.m = in.number("Wishart m");
  in.require_end();
  if (!(p.gamma > 0.0) || p.m < 0.0) in.fail("the Wishart prior needs gamma > 0 and m >= 0");
  return p;
}

/// log sum exp(v_i), without overflow.
inline double log_sum_exp(std::span<const double> v) {
  const double largest = *std::max_element(v.begin(), v.end());
  double sum = 0.0;
  for (double each : v) sum += std::exp(each - largest);
  return std::log(sum) + largest;
}

/// log of the multivariate gamma function in d dimensions. Muirhead, Aspects of Multivariate Statistical
/// Theory, 2.1.11.
inline double log_multivariate_gamma(double a, std::size_t d) {
  double sum = 0.25 * double(d * (d - 1)) * std::log(std::numbers::pi);
  for (std::size_t j = 0; j < d; ++j) sum += std::lgamma(a - 0.5 * double(j));
  return sum;
}

/// What of the objective does not depend on the parameters.
inline double gmm_constant(const gmm_problem& p) {
  const double freedom = double(p.d) + p.m + 1.0;
  const double c = freedom * double(p.d) * (std::log(p.gamma) - 0.5 * std::numbers::ln2) -
                   log_multivariate_gamma(0.5 * freedom, p.d);
  return -0.5 * double(p.n * p.d) * std::log(2.0 * std::numbers::pi) - double(p.components) * c;
}

/// y = Q v for a row of the factors, its diagonal exponentiated. y, v (d)
inline void apply_factor(std::size_t d, const double* diagonal, const double* below, const double* v, double* y) {
  for (std::size_t i = 0; i < d; ++i) y[i] = diagonal[i] * v[i];
  for (std::size_t j = 0; j + 1 < d; ++j) {
    const double vj = v[j];
    for (std::size_t i = j + 1; i < d; ++i) y[i] += below[i - j - 1] * vj;
    below += d - 1 - j;
  }
}

/// The logarithms of a factor's diagonal exponentiated, (K, d), and their sums, (K).
struct gmm_diagonals {
  std::vector<double> exponentials;
  std::vector<double> sums;

  explicit gmm_diagonals(const gmm_problem& p) : exponentials(p.components * p.d), sums(p.components) {
    const double* row = p.factors().data();
    for (std::size_t k = 0; k < p.components; ++k, row += p.triangle()) {
      for (std::size_t i = 0; i < p.d; ++i) {
        exponentials[k * p.d + i] = std::exp(row[i]);
        sums[k] += row[i];
      }
    }
  }
};

/// gamma^2/2 |Q|^2 - m sum q, over all components.
inline double gmm_prior(const gmm_problem& p, const gmm_diagonals& diagonals) {
  double squares = 0.0;
  double logarithms = 0.0;
  for (double q : diagonals.exponentials) squares += q * q;
  for (double sum : diagonals.sums) logarithms += sum;
  const double* row = p.factors().data();
  for (std::size_t k = 0; k < p.components; ++k, row += p.triangle()) {
    for (std::size_t i = p.d; i < p.triangle(); ++i) squares += row[i] * row[i];
  }
  return 0.5 * p.gamma * p.gamma * squares - p.m * logarithms;
}

inline double gmm_objective(const gmm_problem& p) {
  const gmm_diagonals diagonals(p);
  std::vector<double> centred(p.d);
  std::vector<double> scaled(p.d);
  std::vector<double> exponents(p.components);
  double value = gmm_constant(p) + gmm_prior(p, diagonals) - double(p.n) * log_sum_exp(p.alphas());
  for (std::size_t point = 0; point < p.n; ++point) {
    const double* x = p.x.data() + point * p.d;
    for (std::size_t k = 0; k < p.components; ++k) {
      const double* mean = p.means().data() + k * p.d;
      for (std::size_t i = 0; i < p.d; ++i) centred[i] = x[i] - mean[i];
      apply_factor(p.d, diagonals.exponentials.data() + k * p.d, p.factors().data() + k * p.triangle() + p.d,
                   centred.data(), scaled.data());
      double squares = 0.0;
      for (double s : scaled) squares += s * s;
      exponents[k] = p.alphas()[k] + diagonals.sums[k] - 0.5 * squares;
    }
    value += log_sum_exp(exponents);
  }
  return value;
}

}  // namespace adbench
