// SPDX-License-Identifier: BSL-1.0
#pragma once
// The value of a book of n European calls, one of each, by Black and Scholes; its gradient holds the five Greeks of
// every option. The inputs are five arrays: spots, strikes, rates, volatilities, times.

#include "arrays/contest.hpp"
#include "problems/black_scholes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace bench::arrays {

struct plain_option_book {
  // in, greeks (5, n)
  [[gnu::noinline]] static double value_and_gradient(std::size_t n, const double* __restrict in,
                                                     double* __restrict greeks) {
    double value = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      double option[black_scholes::variables];
      double gradient[black_scholes::variables];
      for (std::size_t j = 0; j < black_scholes::variables; ++j) option[j] = in[j * n + i];
      value += black_scholes::by_hand(option, gradient);
      for (std::size_t j = 0; j < black_scholes::variables; ++j) greeks[j * n + i] = gradient[j];
    }
    return value;
  }
};

template <std::size_t n> struct option_book {
  static std::string name() { return "option_book/{}/" + std::to_string(n); }
  static constexpr std::size_t inputs = black_scholes::variables * n;
  static constexpr std::size_t derivatives = inputs;
  using small = option_book<16>;  // where it is compared with differences

  static std::vector<double> draw() {
    uniform_numbers uniform;
    std::vector<double> numbers;
    for (std::size_t j = 0; j < black_scholes::variables; ++j) {
      const auto [lower, upper] = black_scholes::box(j);
      uniform.append(numbers, n, lower, upper);
    }
    return numbers;
  }
  template <class T> static T value(const T* in) {
    T sum = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += black_scholes::function(in[i], in[n + i], in[2 * n + i], in[3 * n + i], in[4 * n + i]);
    }
    return sum;
  }
  static double plain(const double* in, double* greeks) {
    return plain_option_book::value_and_gradient(at_run_time(n), in, greeks);
  }
};

}  // namespace bench::arrays
