#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of GMM, by hand. With s = Q (x - mu) and w the softmax of the exponents over components,
//   d/d alpha = w,  d/d mu = w Q' s,  d/d q_i = w (1 - s_i exp(q_i) (x - mu)_i),  d/d L_ij = -w s_i (x - mu)_j,
// summed over the points; Q' is applied once, to the sum of w s.

#include "gmm.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace adbench {

/// Replaces v by its softmax.
inline void softmax(std::span<double> v) {
  const double largest = *std::max_element(v.begin(), v.end());
  double sum = 0.0;
  for (double& each : v) sum += each = std::exp(each - largest);
  for (double& each : v) each /= sum;
}

/// y = Q' v. y, v (d)
inline void apply_transposed_factor(std::size_t d, const double* diagonal, const double* below, const double* v,
                                    double* y) {
  for (std::size_t j = 0; j < d; ++j) {
    double sum = diagonal[j] * v[j];
    for (std::size_t i = j + 1; i < d; ++i) sum += below[i - j - 1] * v[i];
    y[j] = sum;
    below += d - 1 - j;
  }
}

/// What is left when the sums over the points stand in the gradient, but for d/d mu: pull (K, d), the sums of w s,
/// gives that; alpha's own softmax and the prior are added.
inline void finish_gmm_gradient(const gmm_problem& p, const gmm_diagonals& diagonals, const std::vector<double>& pull,
                                std::vector<double>& gradient) {
  const std::size_t d = p.d;
  double* const by_alpha = gradient.data();
  double* const by_mean = by_alpha + p.components;
  double* const by_factor = by_mean + p.components * d;
  std::vector<double> shares(p.alphas().begin(), p.alphas().end());
  softmax(shares);
  const double gamma_squared = p.gamma * p.gamma;
  for (std::size_t k = 0; k < p.components; ++k) {
    by_alpha[k] -= double(p.n) * shares[k];
    const double* exponentials = diagonals.exponentials.data() + k * d;
    const double* row = p.factors().data() + k * p.triangle();
    double* by_row = by_factor + k * p.triangle();
    apply_transposed_factor(d, exponentials, row + d, pull.data() + k * d, by_mean + k * d);
    for (std::size_t i = 0; i < d; ++i) by_row[i] += gamma_squared * exponentials[i] * exponentials[i] - p.m;
    for (std::size_t i = d; i < p.triangle(); ++i) by_row[i] += gamma_squared * row[i];
  }
}

/// In the order of the parameters.
inline std::vector<double> gmm_gradient_by_hand(const gmm_problem& p) {
  const std::size_t d = p.d;
  const gmm_diagonals diagonals(p);
  std::vector<double> gradient(p.parameters.size());
  double* const by_alpha = gradient.data();
  double* const by_factor = by_alpha + p.components * (1 + d);
  std::vector<double> centred(p.components * d);
  std::vector<double> scaled(p.components * d);
  std::vector<double> pull(p.components * d);  // the sum of w s
  std::vector<double> weights(p.components);

  for (std::size_t point = 0; point < p.n; ++point) {
    const double* x = p.x.data() + point * d;
    for (std::size_t k = 0; k < p.components; ++k) {
      const double* mean = p.means().data() + k * d;
      double* c = centred.data() + k * d;
      double* s = scaled.data() + k * d;
      for (std::size_t i = 0; i < d; ++i) c[i] = x[i] - mean[i];
      apply_factor(d, diagonals.exponentials.data() + k * d, p.factors().data() + k * p.triangle() + d, c, s);
      double squares = 0.0;
      for (std::size_t i = 0; i < d; ++i) squares += s[i] * s[i];
      weights[k] = p.alphas()[k] + diagonals.sums[k] - 0.5 * squares;
    }
    softmax(weights);
    for (std::size_t k = 0; k < p.components; ++k) {
      const double w = weights[k];
      const double* c = centred.data() + k * d;
      double* s = scaled.data() + k * d;
      double* by_diagonal = by_factor + k * p.triangle();
      double* by_below = by_diagonal + d;
      by_alpha[k] += w;
      for (std::size_t i = 0; i < d; ++i) s[i] *= w;
      for (std::size_t i = 0; i < d; ++i) pull[k * d + i] += s[i];
      for (std::size_t i = 0; i < d; ++i) by_diagonal[i] += w - s[i] * diagonals.exponentials[k * d + i] * c[i];
      for (std::size_t j = 0; j + 1 < d; ++j) {
        const double cj = c[j];
        for (std::size_t i = j + 1; i < d; ++i) by_below[i - j - 1] -= s[i] * cj;
        by_below += d - 1 - j;
      }
    }
  }

  finish_gmm_gradient(p, diagonals, pull, gradient);
  return gradient;
}

}  // namespace adbench
