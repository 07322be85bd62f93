// SPDX-License-Identifier: BSL-1.0
#pragma once
// The extended Rosenbrock function: sum over i < n - 1 of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2.

#include "arrays/contest.hpp"

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace bench::arrays {

struct plain_rosenbrock {
  // x, gradient (n)
  template <class Size>
  [[gnu::noinline]] static double value_and_gradient(Size n, const double* __restrict x, double* __restrict gradient) {
    double value = 0.0;
    double carried = 0.0;  // what the previous term adds to this variable's derivative
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const double a = x[i + 1] - x[i] * x[i];
      const double b = 1.0 - x[i];
      value += 100.0 * a * a + b * b;
      gradient[i] = carried - 400.0 * a * x[i] - 2.0 * b;
      carried = 200.0 * a;
    }
    gradient[n - 1] = carried;
    return value;
  }

  // Nothing carried, and eight sums instead of one: both loops run in vectors.
  template <class Size>
  [[gnu::noinline]] static double value_and_gradient_tuned(Size n, const double* __restrict x,
                                                           double* __restrict gradient) {
    constexpr std::size_t parts = 8;
    const auto term = [&](std::size_t i) {
      const double a = x[i + 1] - x[i] * x[i];
      const double b = 1.0 - x[i];
      return 100.0 * a * a + b * b;
    };
    double sums[parts]{};
    std::size_t i = 0;
    for (; i + parts < n; i += parts) {
      for (std::size_t k = 0; k < parts; ++k) sums[k] += term(i + k);
    }
    double value = 0.0;
    for (; i + 1 < n; ++i) value += term(i);
    for (double sum : sums) value += sum;

    const auto slope = [&](std::size_t k) { return -400.0 * (x[k + 1] - x[k] * x[k]) * x[k] - 2.0 * (1.0 - x[k]); };
    const auto carried = [&](std::size_t k) { return 200.0 * (x[k] - x[k - 1] * x[k - 1]); };
    gradient[0] = slope(0);
    for (std::size_t k = 1; k + 1 < n; ++k) gradient[k] = slope(k) + carried(k);
    gradient[n - 1] = carried(n - 1);
    return value;
  }
};

template <std::size_t n> struct rosenbrock {
  static std::string name() { return "rosenbrock/{}/" + std::to_string(n); }
  static constexpr std::size_t inputs = n;
  static constexpr std::size_t derivatives = n;

  static std::vector<double> draw() {
    std::vector<double> x;
    uniform_numbers{}.append(x, n, -1.5, 1.5);
    return x;
  }
  template <class T> static T value(const T* x) {
    T sum = 0;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const T a = x[i + 1] - x[i] * x[i];
      const T b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }
  static double plain(const double* x, double* gradient) {
    return plain_rosenbrock::value_and_gradient(at_run_time(n), x, gradient);
  }
  static double fixed(const double* x, double* gradient) {
    return plain_rosenbrock::value_and_gradient(std::integral_constant<std::size_t, n>{}, x, gradient);
  }
  static double tuned(const double* x, double* gradient) {
    return plain_rosenbrock::value_and_gradient_tuned(std::integral_constant<std::size_t, n>{}, x, gradient);
  }
};

}  // namespace bench::arrays
