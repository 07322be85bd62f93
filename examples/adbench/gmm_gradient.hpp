#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of GMM that main measures, in index notation.

#include "gmm.hpp"

#include <adze/arrays.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace adbench {

inline constexpr auto gmm_gradient_maker = "Adze";

/// What of the log posterior depends on the parameters.
/// alpha (K), mu (K, d), q (K, d (d + 1)/2), x (n, d), at (d, d): where element (i, j) of a factor stands in q
inline constexpr auto gmm_log_posterior = [](auto alpha, auto mu, auto q, auto x, auto at, auto gamma, auto m) {
  constexpr adze::index<"n"> n;
  constexpr adze::index<"k"> k;
  constexpr adze::index<"i"> i;
  constexpr adze::index<"j"> j;
  auto const packed = q(k, at(i, j));
  auto const factor = select(j < i, packed, select(i == j, exp(packed), 0));
  auto const log_determinant = sum(i, q(k, at(i, i)));
  auto const scaled = sum(j, factor * (x(n, j) - mu(k, j)));
  auto const exponent = adze::vector(k, alpha(k) + log_determinant - 0.5 * sum(i, square(scaled)));
  auto const prior = sum(k, 0.5 * square(gamma) * sum(i, j, square(factor)) - m * log_determinant);
  return sum(n, logsumexp(exponent)) - adze::extent<0>(x) * logsumexp(alpha) + prior;
};

/// In the order of the parameters.
inline std::vector<double> gmm_gradient(const gmm_problem& p) {
  using std::ptrdiff_t;
  auto const d = static_cast<ptrdiff_t>(p.d), components = static_cast<ptrdiff_t>(p.components);
  auto const triangle = static_cast<ptrdiff_t>(p.triangle());
  adze::tensor<int, 2> at({d, d});
  for (ptrdiff_t j = 0, next = d; j < d; ++j) {
    at(j, j) = static_cast<int>(j);
    for (ptrdiff_t i = j + 1; i < d; ++i) at(i, j) = static_cast<int>(next++);
  }
  std::vector<double> gradient(p.parameters.size());
  double* const by_mu = gradient.data() + components;
  const std::array<ptrdiff_t, 2> means{components, d}, factors{components, triangle};
  adze::gradient_into<adze::wrt<0, 1, 2>>(
      gmm_log_posterior,
      adze::into(std::span(gradient).first(p.components), adze::row_view<double, 2>(by_mu, means),
                 adze::row_view<double, 2>(by_mu + components * d, factors)),
      p.alphas(), adze::row_view<const double, 2>(p.means().data(), means),
      adze::row_view<const double, 2>(p.factors().data(), factors),
      adze::row_view<const double, 2>(p.x.data(), {static_cast<ptrdiff_t>(p.n), d}), at, p.gamma, p.m);
  return gradient;
}

}  // namespace adbench
