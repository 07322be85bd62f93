#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of GMM by hand once more, eight points at a time: the bar for whoever makes vectors of loops. The
// formulas are those of gmm_by_hand.hpp.

#include "gmm_by_hand.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace adbench {

/// One number of each of eight points.
using batch = double __attribute__((vector_size(64)));
inline constexpr std::size_t batch_size = 8;

inline double sum_of(const batch& v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

/// Replaces v (K) by its softmax, point by point; the points from `count` on get nothing.
inline void softmax(batch* v, std::size_t components, std::size_t count) {
  for (std::size_t lane = 0; lane < batch_size; ++lane) {
    double largest = v[0][lane];
    for (std::size_t k = 1; k < components; ++k) largest = std::max(largest, double(v[k][lane]));
    double sum = 0.0;
    for (std::size_t k = 0; k < components; ++k) sum += v[k][lane] = std::exp(v[k][lane] - largest);
    const double share = lane < count ? 1.0 / sum : 0.0;
    for (std::size_t k = 0; k < components; ++k) v[k][lane] *= share;
  }
}

/// In the order of the parameters.
inline std::vector<double> gmm_gradient_in_batches(const gmm_problem& p) {
  const std::size_t d = p.d;
  const std::size_t components = p.components;
  const std::size_t batches = (p.n + batch_size - 1) / batch_size;
  const gmm_diagonals diagonals(p);
  std::vector<batch> x(batches * d);  // the last point fills the last batch
  for (std::size_t i = 0; i < x.size() * batch_size; ++i) {
    const std::size_t point = std::min(i / (d * batch_size) * batch_size + i % batch_size, p.n - 1);
    x[i / batch_size][i % batch_size] = p.x[point * d + i / batch_size % d];
  }

  std::vector<batch> weights(batches * components);
  std::vector<batch> scaled(batches * components * d);
  std::vector<batch> centred(d);
  const auto centre = [&](std::size_t b, std::size_t k) {
    const double* mean = p.means().data() + k * d;
    for (std::size_t i = 0; i < d; ++i) centred[i] = x[b * d + i] - mean[i];
  };
  for (std::size_t b = 0; b < batches; ++b) {
    for (std::size_t k = 0; k < components; ++k) {
      centre(b, k);
      const double* exponentials = diagonals.exponentials.data() + k * d;
      const double* row = p.factors().data() + k * p.triangle();
      batch squares{};
      for (std::size_t i = 0; i < d; ++i) {
        batch s = centred[i] * exponentials[i];
        const double* below = row + d + i - 1;  // of row i; the columns shorten by one
        for (std::size_t j = 0; j < i; ++j, below += d - 1 - j) s += centred[j] * *below;
        scaled[(b * components + k) * d + i] = s;
        squares += s * s;
      }
      weights[b * components + k] = p.alphas()[k] + diagonals.sums[k] - 0.5 * squares;
    }
    softmax(weights.data() + b * components, components, p.n - b * batch_size);
  }

  std::vector<double> gradient(p.parameters.size());
  double* const by_alpha = gradient.data();
  double* by_row = by_alpha + components * (1 + d);
  std::vector<double> pull(components * d);
  std::vector<batch> pulled(d);
  std::vector<batch> by_diagonal(d);
  std::vector<batch> by_below(p.triangle() - d);  // row by row
  for (std::size_t k = 0; k < components; ++k, by_row += p.triangle()) {
    const double* exponentials = diagonals.exponentials.data() + k * d;
    batch weight_sum{};
    std::fill(pulled.begin(), pulled.end(), batch{});
    std::fill(by_diagonal.begin(), by_diagonal.end(), batch{});
    std::fill(by_below.begin(), by_below.end(), batch{});
    for (std::size_t b = 0; b < batches; ++b) {
      centre(b, k);
      const batch w = weights[b * components + k];
      weight_sum += w;
      batch* below = by_below.data();
      for (std::size_t i = 0; i < d; ++i) {
        const batch s = scaled[(b * components + k) * d + i] * w;
        pulled[i] += s;
        by_diagonal[i] += w - s * centred[i] * exponentials[i];
        for (std::size_t j = 0; j < i; ++j) *below++ -= s * centred[j];
      }
    }
    by_alpha[k] = sum_of(weight_sum);
    const batch* below = by_below.data();
    for (std::size_t i = 0; i < d; ++i) {
      pull[k * d + i] = sum_of(pulled[i]);
      by_row[i] = sum_of(by_diagonal[i]);
      for (std::size_t j = 0, at = d + i - 1; j < i; ++j, at += d - 1 - j) by_row[at] = sum_of(*below++);
    }
  }
  finish_gmm_gradient(p, diagonals, pull, gradient);
  return gradient;
}

}  // namespace adbench
