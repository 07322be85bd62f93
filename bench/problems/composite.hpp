// SPDX-License-Identifier: BSL-1.0
#pragma once
// Three variables, five elementary functions: what the derivatives share with the value decides the cost.

#include "problems/problem.hpp"

#include <cmath>

namespace bench {

struct composite {
  static std::string name() { return "composite/{}"; }
  static constexpr std::size_t variables = 3;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = false;
  static constexpr interval box(std::size_t i) {
    return std::array<interval, variables>{{{0.5, 2.0}, {-1.0, 1.0}, {0.5, 1.5}}}[i];
  }

  static constexpr auto function = [](const auto& x, const auto& y, const auto& z) {
    using std::exp, std::log, std::sin, std::tanh;
    return keep(sin(x * y) + exp(z) * x / (1.0 + y * y) + log(x + z) * tanh(y));
  };

  static double by_hand(const double* in, double* gradient) {
    const double x = in[0], y = in[1], z = in[2];
    const double s = std::sin(x * y), c = std::cos(x * y);
    const double q = 1.0 / (1.0 + y * y);
    const double eq = std::exp(z) * q;
    const double w = x + z;
    const double l = std::log(w);
    const double t = std::tanh(y);
    const double tw = t / w;
    gradient[0] = c * y + eq + tw;
    gradient[1] = c * x - 2.0 * y * x * eq * q + l * (1.0 - t * t);
    gradient[2] = eq * x + tw;
    return s + eq * x + l * t;
  }
};

}  // namespace bench
