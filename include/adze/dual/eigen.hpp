#pragma once
// SPDX-License-Identifier: BSL-1.0
// Dual numbers as scalars of Eigen matrices.

#include <adze/dual/dual.hpp>

#include <Eigen/Core>

template <class T, std::size_t N>
struct Eigen::NumTraits<adze::dual<T, N>> : Eigen::NumTraits<T> {
  using Real = adze::dual<T, N>;
  using NonInteger = adze::dual<T, N>;
  using Nested = adze::dual<T, N>;
  using Literal = T;
  enum {
    IsComplex = 0,
    IsInteger = 0,
    IsSigned = 1,
    RequireInitialization = 1,
    ReadCost = (1 + static_cast<int>(N)) * Eigen::NumTraits<T>::ReadCost,
    AddCost = (1 + static_cast<int>(N)) * Eigen::NumTraits<T>::AddCost,
    MulCost = (1 + 2 * static_cast<int>(N)) * Eigen::NumTraits<T>::MulCost,
  };
};

// Matrices of duals times plain numbers.
template <class T, std::size_t N, class Op>
struct Eigen::ScalarBinaryOpTraits<adze::dual<T, N>, T, Op> {
  using ReturnType = adze::dual<T, N>;
};
template <class T, std::size_t N, class Op>
struct Eigen::ScalarBinaryOpTraits<T, adze::dual<T, N>, Op> {
  using ReturnType = adze::dual<T, N>;
};
