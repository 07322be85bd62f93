// SPDX-License-Identifier: BSL-1.0
#pragma once
// The Black-Scholes price of a European call; its gradient is the five first-order Greeks.
// J. Hull, Options, Futures, and Other Derivatives, chapters 15 and 19.

#include "problems/problem.hpp"

#include <cmath>

namespace bench {

struct black_scholes {
  static std::string name() { return "black_scholes/{}"; }
  static constexpr std::size_t variables = 5;  // spot, strike, rate, volatility, time to maturity
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = false;
  static constexpr interval box(std::size_t i) {
    return std::array<interval, variables>{{{80.0, 120.0}, {80.0, 120.0}, {0.01, 0.06}, {0.1, 0.5}, {0.25, 2.0}}}[i];
  }

  static constexpr auto normal_cdf = [](const auto& x) {
    using std::erfc;
    return keep(0.5 * erfc(-x * 0.70710678118654752440));
  };

  static constexpr auto function = [](const auto& spot, const auto& strike, const auto& rate, const auto& volatility,
                                      const auto& time) {
    using std::exp, std::log, std::sqrt;
    const auto spread = keep(volatility * sqrt(time));
    const auto d1 = keep((log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / spread);
    const auto d2 = keep(d1 - spread);
    return keep(spot * normal_cdf(d1) - strike * exp(-rate * time) * normal_cdf(d2));
  };

  static double by_hand(const double* in, double* gradient) {
    const double spot = in[0], strike = in[1], rate = in[2], volatility = in[3], time = in[4];
    const double root = std::sqrt(time);
    const double spread = volatility * root;
    const double d1 = (std::log(spot / strike) + (rate + 0.5 * volatility * volatility) * time) / spread;
    const double delta = normal_cdf(d1);
    const double density = 0.39894228040143267794 * std::exp(-0.5 * d1 * d1);
    const double discounted = std::exp(-rate * time) * normal_cdf(d1 - spread);
    const double vega = spot * density * root;
    gradient[0] = delta;
    gradient[1] = -discounted;
    gradient[2] = strike * time * discounted;                                     // rho
    gradient[3] = vega;
    gradient[4] = vega * volatility / (2.0 * time) + rate * strike * discounted;  // -theta
    return spot * delta - strike * discounted;
  }
};

}  // namespace bench
