// SPDX-License-Identifier: BSL-1.0
#pragma once
// Bayesian linear regression, 1000 observations of 10 predictors: the log density of the coefficients and the logarithm
// of sigma, given the data, and its gradient in these 11.
//   y ~ Normal(X beta, sigma), beta ~ Normal(0, 10), log sigma ~ Normal(0, 1)

#include "arrays/contest.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

namespace bench::arrays {

struct plain_linear_regression {
  static constexpr std::size_t rows = 1000;
  static constexpr std::size_t columns = 10;
  static constexpr double scale = 10.0;  // of beta's prior

  // -log(2 pi)/2 for each observation, coefficient and for sigma, and the logarithms of the priors' scales
  static double constant() {
    return -0.5 * double(rows + columns + 1) * std::log(2.0 * std::numbers::pi) - double(columns) * std::log(scale);
  }

  // beta, by_beta (columns), X (rows, columns), y (rows)
  [[gnu::noinline]] static double value_and_gradient(const double* __restrict beta, double log_sigma,
                                                     const double* __restrict x, const double* __restrict y,
                                                     double* __restrict by_beta, double* __restrict by_log_sigma) {
    double squares = 0.0;    // of the residuals
    double pull[columns]{};  // X' residuals
    for (std::size_t i = 0; i < rows; ++i) {
      const double* row = x + i * columns;
      double residual = y[i];
      for (std::size_t j = 0; j < columns; ++j) residual -= row[j] * beta[j];
      squares += residual * residual;
      for (std::size_t j = 0; j < columns; ++j) pull[j] += row[j] * residual;
    }
    return finish(beta, log_sigma, squares, pull, by_beta, by_log_sigma);
  }

  // Four rows at a time: their residuals do not wait for one another.
  [[gnu::noinline]] static double value_and_gradient_tuned(const double* __restrict beta, double log_sigma,
                                                           const double* __restrict x, const double* __restrict y,
                                                           double* __restrict by_beta,
                                                           double* __restrict by_log_sigma) {
    constexpr std::size_t together = 4;
    static_assert(rows % together == 0);
    double squares[together]{};
    double pull[columns]{};
    for (std::size_t i = 0; i < rows; i += together) {
      const double* row = x + i * columns;
      double r[together] = {y[i], y[i + 1], y[i + 2], y[i + 3]};
      for (std::size_t j = 0; j < columns; ++j) {
        for (std::size_t k = 0; k < together; ++k) r[k] -= row[k * columns + j] * beta[j];
      }
      for (std::size_t k = 0; k < together; ++k) squares[k] += r[k] * r[k];
      for (std::size_t j = 0; j < columns; ++j) {
        pull[j] +=
            (row[j] * r[0] + row[columns + j] * r[1]) + (row[2 * columns + j] * r[2] + row[3 * columns + j] * r[3]);
      }
    }
    return finish(beta, log_sigma, (squares[0] + squares[1]) + (squares[2] + squares[3]), pull, by_beta, by_log_sigma);
  }

 private:
  // Of the sum of squared residuals and X' residuals (columns).
  static double finish(const double* beta, double log_sigma, double squares, const double* pull, double* by_beta,
                       double* by_log_sigma) {
    static const double fixed = constant();
    const double precision = std::exp(-2.0 * log_sigma);
    double lengths = 0.0;
    for (std::size_t j = 0; j < columns; ++j) {
      by_beta[j] = precision * pull[j] - beta[j] / (scale * scale);
      lengths += beta[j] * beta[j];
    }
    *by_log_sigma = precision * squares - double(rows) - log_sigma;
    return fixed - 0.5 * precision * squares - double(rows) * log_sigma - 0.5 * lengths / (scale * scale) -
           0.5 * log_sigma * log_sigma;
  }
};

struct linear_regression {
  using plain_version = plain_linear_regression;
  static constexpr std::size_t rows = plain_version::rows;
  static constexpr std::size_t columns = plain_version::columns;

  static std::string name() { return "linear_regression/{}"; }
  static constexpr std::size_t derivatives = columns + 1;                     // beta, log sigma
  static constexpr std::size_t inputs = derivatives + rows * columns + rows;  // then X, y

  static std::vector<double> draw() {
    uniform_numbers uniform;
    std::vector<double> numbers;
    uniform.append(numbers, columns, -1.0, 1.0);
    uniform.append(numbers, 1, -0.5, 0.5);
    uniform.append(numbers, rows * columns, -2.0, 2.0);
    uniform.append(numbers, rows, -4.0, 4.0);
    return numbers;
  }
  template <class T> static T value(const T* in) {
    using std::exp, std::log;
    const T* beta = in;
    const T log_sigma = in[columns];
    const T* x = in + derivatives;
    const T* y = x + rows * columns;
    const T half_log_two_pi = log(2 * std::numbers::pi_v<T>) / 2;
    const auto log_normal = [&](T z, T log_scale) {
      const T standard = z * exp(-log_scale);
      return -standard * standard / 2 - log_scale - half_log_two_pi;
    };
    T sum = log_normal(log_sigma, T(0));
    const T log_scale = log(T(plain_version::scale));
    for (std::size_t j = 0; j < columns; ++j) sum += log_normal(beta[j], log_scale);
    const T precision = exp(-2 * log_sigma);
    for (std::size_t i = 0; i < rows; ++i) {
      T residual = y[i];
      for (std::size_t j = 0; j < columns; ++j) residual -= x[i * columns + j] * beta[j];
      sum += -residual * residual * precision / 2 - log_sigma - half_log_two_pi;
    }
    return sum;
  }
  static double plain(const double* in, double* gradient) {
    const double* x = in + derivatives;
    return plain_version::value_and_gradient(in, in[columns], x, x + rows * columns, gradient, gradient + columns);
  }
  static double tuned(const double* in, double* gradient) {
    const double* x = in + derivatives;
    return plain_version::value_and_gradient_tuned(in, in[columns], x, x + rows * columns, gradient,
                                                   gradient + columns);
  }
};

}  // namespace bench::arrays
