#pragma once
// SPDX-License-Identifier: BSL-1.0
// For the tests of linear algebra: matrices, and gradients against differences.

#include "check.hpp"

#include <adze/arrays.hpp>
#include <adze/linear_algebra.hpp>

namespace adze_test {

using matrix = adze::tensor<double, 2>;
using vector = std::vector<double>;

/// Matrices whose condition is below 30, so that what is exact to the last bits comes out with 13 digits.
inline matrix invertible(int size, double phase = 0.3) {
  matrix a = some(size, size, phase);
  for (int k = 0; k < size; ++k) a(k, k) += 2.5 * std::sqrt(size);
  return a;
}
inline matrix positive_definite(int size, double phase = 0.3) {
  matrix const a = some(size, size, phase);
  matrix s({size, size});
  for (int p = 0; p < size; ++p) {
    for (int q = 0; q < size; ++q) {
      s(p, q) = p == q ? 1 : 0;
      for (int k = 0; k < size; ++k) s(p, q) += a(p, k) * a(q, k) / size;
    }
  }
  return s;
}
/// The gradient of f against differences of its values in long double.
template <class F, class... A>
void check_derivative(F const& f, A const&... a) {
  check(f, [&](auto const&... all) { return adze::value(f, all...); }, a...);
}


}  // namespace adze_test
