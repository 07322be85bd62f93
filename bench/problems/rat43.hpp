// SPDX-License-Identifier: BSL-1.0
#pragma once
// One residual of NIST's Rat43, a sigmoidal growth curve: y - b1 / (1 + exp(b2 - b3 x))^(1/b4).
// The gradient is with respect to the four parameters; x and y are data.
// D. Ratkowsky, Nonlinear Regression Modeling, 1983; https://www.itl.nist.gov/div898/strd/nls/data/ratkowsky3.shtml

#include "problems/problem.hpp"

#include <cmath>

namespace bench {

struct rat43 {
  static std::string name() { return "rat43/{}"; }
  static constexpr std::size_t variables = 4;
  static constexpr std::size_t data = 2;
  static constexpr bool one_array = false;
  static constexpr interval box(std::size_t i) {
    return std::array<interval, variables + data>{
        {{650.0, 750.0}, {4.0, 6.0}, {0.5, 1.0}, {1.0, 1.5}, {1.0, 15.0}, {16.0, 720.0}}}[i];
  }

  static constexpr auto function = [](const auto& b1, const auto& b2, const auto& b3, const auto& b4, const auto& x,
                                      const auto& y) {
    using std::exp, std::pow;
    return keep(y - b1 / pow(1.0 + exp(b2 - b3 * x), 1.0 / b4));
  };

  static double by_hand(const double* in, double* gradient) {
    const double b1 = in[0], b2 = in[1], b3 = in[2], b4 = in[3], x = in[4], y = in[5];
    const double e = std::exp(b2 - b3 * x);
    const double u = 1.0 + e;
    const double l = std::log(u) / b4;
    const double p = std::exp(-l);  // u^(-1/b4): the logarithm is needed anyway
    const double model = b1 * p;
    const double db2 = model * e / (b4 * u);
    gradient[0] = -p;
    gradient[1] = db2;
    gradient[2] = -x * db2;
    gradient[3] = -model * l / b4;
    return y - model;
  }
};

}  // namespace bench
