// SPDX-License-Identifier: BSL-1.0
#pragma once
// Ceres' Jet, forward mode.

#include "contenders/forward.hpp"

#include <ceres/jet.h>

namespace bench {

struct ceres_number {
  template <std::size_t n> using number = ceres::Jet<double, int(n)>;

  template <std::size_t n> static number<n> variable(double value, std::size_t i) { return {value, int(i)}; }
  static double value(const auto& y) { return y.a; }
  static double tangent(const auto& y, std::size_t i) { return y.v[Eigen::Index(i)]; }
};

struct ceres_jet : forward_numbers<ceres_number> {
  static constexpr auto name = "ceres_jet";
};

}  // namespace bench
