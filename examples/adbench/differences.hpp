#pragma once
// SPDX-License-Identifier: BSL-1.0
// What checks derivatives where there is no reference: differences of the objective, at some entries.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace adbench {

/// d f/dx by (8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12 h, whose error is of order h^4; h = eps^(1/5)
/// balances it with rounding. f takes a number and returns a vector; so does this.
template <class F> std::vector<double> difference(const F& f, double x) {
  const double h = std::pow(std::numeric_limits<double>::epsilon(), 0.2) * std::max(1.0, std::abs(x));
  std::vector<double> slope = f(x + h);
  const std::vector<double> below = f(x - h);
  const std::vector<double> far_above = f(x + 2.0 * h);
  const std::vector<double> far_below = f(x - 2.0 * h);
  for (std::size_t i = 0; i < slope.size(); ++i) {
    slope[i] = (8.0 * (slope[i] - below[i]) - (far_above[i] - far_below[i])) / (12.0 * h);
  }
  return slope;
}

/// At most `most` indices below n, evenly spread, the first and the last among them.
inline std::vector<std::size_t> some_of(std::size_t n, std::size_t most) {
  std::vector<std::size_t> indices;
  if (n <= most) {
    for (std::size_t i = 0; i < n; ++i) indices.push_back(i);
  } else {
    for (std::size_t k = 0; k < most; ++k) indices.push_back(k * (n - 1) / (most - 1));
  }
  return indices;
}

}  // namespace adbench
