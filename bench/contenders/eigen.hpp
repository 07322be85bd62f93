// SPDX-License-Identifier: BSL-1.0
#pragma once
// Eigen's unsupported AutoDiffScalar, forward mode with a fixed-size derivative vector.

#include "contenders/forward.hpp"

#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

namespace Eigen {

// Two functions AutoDiffScalar lacks, found by argument-dependent lookup.
template <class Derivatives> auto erfc(const AutoDiffScalar<Derivatives>& x) {
  return MakeAutoDiffScalar(std::erfc(x.value()), x.derivatives() * bench::erfc_slope(x.value()));
}

template <class Base, class Exponent>
typename bench::stored<AutoDiffScalar<Base>>::type pow(const AutoDiffScalar<Base>& x,
                                                       const AutoDiffScalar<Exponent>& y) {
  const double p = std::pow(x.value(), y.value());
  return {p, x.derivatives() * (y.value() * p / x.value()) + y.derivatives() * (std::log(x.value()) * p)};
}

}  // namespace Eigen

namespace bench {

template <class Derivatives> struct stored<Eigen::AutoDiffScalar<Derivatives>> {
  using type = Eigen::AutoDiffScalar<typename std::remove_cvref_t<Derivatives>::PlainObject>;
};

struct eigen_number {
  template <std::size_t n> using number = Eigen::AutoDiffScalar<Eigen::Matrix<double, int(n), 1>>;

  template <std::size_t n> static number<n> variable(double value, std::size_t i) { return {value, int(n), int(i)}; }
  static double value(const auto& y) { return y.value(); }
  static double tangent(const auto& y, std::size_t i) { return y.derivatives()[Eigen::Index(i)]; }
};

struct eigen : forward_numbers<eigen_number> {
  static constexpr auto name = "eigen_autodiff";
};

}  // namespace bench
