// SPDX-License-Identifier: BSL-1.0
#pragma once
// A perceptron of 64 inputs, 64 hidden units with tanh and one output: the squared error at one sample, and its
// gradient in the 4,225 parameters.

#include "arrays/contest.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace bench::arrays {

struct plain_perceptron {
  static constexpr std::size_t in = 64;
  static constexpr std::size_t hidden = 64;

  // u . v over the inputs, in eight sums, so that the loop runs in vectors
  static double dot(const double* u, const double* v) {
    constexpr std::size_t parts = 8;
    double sums[parts]{};
    for (std::size_t j = 0; j < in; j += parts) {
      for (std::size_t k = 0; k < parts; ++k) sums[k] += u[j + k] * v[j + k];
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
  }

  // W (hidden, in), b (hidden), v (hidden), c (1), one after the other in parameters and in the gradient; x (in)
  [[gnu::noinline]] static double value_and_gradient(const double* __restrict parameters, const double* __restrict x,
                                                     double target, double* __restrict gradient) {
    const double* w = parameters;
    const double* b = w + hidden * in;
    const double* v = b + hidden;
    double* by_w = gradient;
    double* by_b = by_w + hidden * in;
    double* by_v = by_b + hidden;
    double h[hidden];
    double y = v[hidden];
    for (std::size_t i = 0; i < hidden; ++i) {
      h[i] = std::tanh(dot(w + i * in, x) + b[i]);
      y += v[i] * h[i];
    }
    const double error = y - target;
    const double by_y = 2.0 * error;
    by_v[hidden] = by_y;
    for (std::size_t i = 0; i < hidden; ++i) {
      by_v[i] = by_y * h[i];
      by_b[i] = by_y * v[i] * (1.0 - h[i] * h[i]);
    }
    for (std::size_t i = 0; i < hidden; ++i) {
      const double by_z = by_b[i];
      for (std::size_t j = 0; j < in; ++j) by_w[i * in + j] = by_z * x[j];
    }
    return error * error;
  }
};

struct perceptron {
  static std::string name() { return "perceptron/{}"; }
  static constexpr std::size_t in = plain_perceptron::in;
  static constexpr std::size_t hidden = plain_perceptron::hidden;
  static constexpr std::size_t derivatives = hidden * in + hidden + hidden + 1;  // W, b, v, c
  static constexpr std::size_t inputs = derivatives + in + 1;                    // then x, target

  static std::vector<double> draw() {
    uniform_numbers uniform;
    std::vector<double> numbers;
    uniform.append(numbers, derivatives, -0.2, 0.2);
    uniform.append(numbers, in + 1, -1.0, 1.0);
    return numbers;
  }
  template <class T> static T value(const T* p) {
    using std::tanh;
    const T* b = p + hidden * in;
    const T* v = b + hidden;
    const T* x = p + derivatives;
    T y = v[hidden];
    for (std::size_t i = 0; i < hidden; ++i) {
      T z = b[i];
      for (std::size_t j = 0; j < in; ++j) z += p[i * in + j] * x[j];
      y += v[i] * tanh(z);
    }
    const T error = y - x[in];
    return error * error;
  }
  static double plain(const double* p, double* gradient) {
    return plain_perceptron::value_and_gradient(p, p + derivatives, p[derivatives + in], gradient);
  }
};

}  // namespace bench::arrays
