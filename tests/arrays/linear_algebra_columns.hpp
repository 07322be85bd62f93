#pragma once
// SPDX-License-Identifier: BSL-1.0
// For the tests of linear algebra: derivatives in every element of a matrix, by differences.

#include <support/catch.hpp>

#include <adze/arrays.hpp>
#include <adze/linear_algebra.hpp>

#include "support.hpp"

namespace array_tests {

using matrix = adze::tensor<double, 2>;
inline constexpr int size = 3;

/// Symmetric positive definite, so that it may go everywhere.
inline matrix good() {
  matrix a = grid(size, size, 0.3), s({size, size});
  for (int p = 0; p < size; ++p) {
    for (int q = 0; q < size; ++q) {
      s(p, q) = p == q ? 1 : 0;
      for (int k = 0; k < size; ++k) s(p, q) += a(p, k) * a(q, k);
    }
  }
  return s;
}
/// All directions, one after the other: of the values of g, which are numbers, vectors or matrices.
template <class G>
std::vector<std::vector<long double>> columns_of(G const& g, matrix const& a) {
  std::vector<std::vector<long double>> all;
  for (std::size_t e = 0; e < static_cast<std::size_t>(a.size()); ++e) {
    std::tuple<matrix> unit{matrix(a.extents())};
    make_unit(unit, e);
    all.push_back(difference(g, std::tuple(a), unit));
  }
  return all;
}
inline constexpr double of_kernels = 1e-9;  // differences of long double, times the condition squared

template <class M>
void check_matrix(M const& got, std::vector<std::vector<long double>> const& columns) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t r = 0; r < columns[c].size(); ++r) {
      INFO("row " << r << ", column " << c);
      long double const want = columns[c][r];
      CHECK(std::fabs(got(r, c) - static_cast<double>(want)) <= of_kernels * (1 + std::fabs(static_cast<double>(want))));
    }
  }
}

}  // namespace array_tests
