// SPDX-License-Identifier: BSL-1.0
#pragma once
// log sum exp x, shifted by the largest element; its gradient is the softmax.

#include "arrays/contest.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace bench::arrays {

struct plain_log_sum_exp {
  // x, gradient (n)
  template <class Size>
  [[gnu::noinline]] static double value_and_gradient(Size n, const double* __restrict x, double* __restrict gradient) {
    double largest = x[0];
    for (std::size_t i = 1; i < n; ++i) largest = x[i] > largest ? x[i] : largest;
    double sum = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = std::exp(x[i] - largest);
      sum += gradient[i];
    }
    const double share = 1.0 / sum;
    for (std::size_t i = 0; i < n; ++i) gradient[i] *= share;
    return largest + std::log(sum);
  }
};

template <std::size_t n> struct log_sum_exp {
  static std::string name() { return "log_sum_exp/{}/" + std::to_string(n); }
  static constexpr std::size_t inputs = n;
  static constexpr std::size_t derivatives = n;

  static std::vector<double> draw() {
    std::vector<double> x;
    uniform_numbers{}.append(x, n, -5.0, 5.0);
    return x;
  }
  template <class T> static T value(const T* x) {
    using std::exp, std::log;
    T largest = x[0];
    for (std::size_t i = 1; i < n; ++i) largest = x[i] > largest ? x[i] : largest;
    T sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += exp(x[i] - largest);
    return largest + log(sum);
  }
  static double plain(const double* x, double* gradient) {
    return plain_log_sum_exp::value_and_gradient(at_run_time(n), x, gradient);
  }
  static double fixed(const double* x, double* gradient) {
    return plain_log_sum_exp::value_and_gradient(std::integral_constant<std::size_t, n>{}, x, gradient);
  }
};

}  // namespace bench::arrays
