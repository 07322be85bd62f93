// SPDX-License-Identifier: BSL-1.0
#pragma once
// Adze at the problems on arrays: each written as one would write the mathematics.

#include "arrays/linear_regression.hpp"
#include "arrays/log_sum_exp.hpp"
#include "arrays/perceptron.hpp"
#include "arrays/product.hpp"
#include "arrays/rosenbrock.hpp"

#include <adze/arrays.hpp>

#include <numbers>
#include <span>

namespace bench::arrays {

template <class P> struct adze_function;

template <std::size_t n> struct adze_function<rosenbrock<n>> {
  static constexpr auto f = [](auto x) {
    constexpr adze::index<"i"> i;
    return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i)));
  };
};
template <std::size_t n> struct adze_function<log_sum_exp<n>> {
  static constexpr auto f = [](auto x) { return logsumexp(x); };
};
template <std::size_t n> struct adze_function<product<n>> {
  static constexpr auto f = [](auto x) { return prod(x); };
};

/// All of the inputs are one vector.
template <class P> struct adze_run {
  static double run(const double* in, double* derivatives) {
    const std::size_t n = at_run_time(P::inputs);
    return adze::gradient_into(adze_function<P>::f, adze::into(std::span(derivatives, n)), std::span(in, n));
  }
};

template <> struct adze_run<perceptron> {
  static double run(const double* p, double* g) {
    using shape = std::array<std::ptrdiff_t, 2>;
    constexpr auto loss = [](auto w, auto b, auto v, auto c, auto x, auto target) {
      return square(dot(v, tanh(matmul(w, x) + b)) + c - target);
    };
    const std::size_t n = at_run_time(perceptron::hidden), m = at_run_time(perceptron::in);
    const shape weights{std::ptrdiff_t(n), std::ptrdiff_t(m)};
    double* const by_b = g + n * m;
    const double* const b = p + n * m;
    return adze::gradient_into<adze::wrt<0, 1, 2, 3>>(
        loss, adze::into(adze::row_view<double, 2>(g, weights), std::span(by_b, n), std::span(by_b + n, n), by_b[2 * n]),
        adze::row_view<const double, 2>(p, weights), std::span(b, n), std::span(b + n, n), b[2 * n], std::span(b + 2 * n + 1, m),
        b[2 * n + 1 + m]);
  }
};

inline constexpr double half_log_two_pi = 0.91893853320467274178;
inline constexpr double log_prior_scale = std::numbers::ln10;

template <> struct adze_run<linear_regression> {
  static double run(const double* in, double* g) {
    using shape = std::array<std::ptrdiff_t, 2>;
    constexpr auto log_density = [](auto beta, auto log_sigma, auto x, auto y) {
      auto const normal = [](auto z, auto scale) { return -0.5 * square(z * exp(-scale)) - scale - half_log_two_pi; };
      return sum(normal(y - matmul(x, beta), log_sigma)) +
             sum(-0.5 * square(beta / 10) - (log_prior_scale + half_log_two_pi)) + normal(log_sigma, 0.0 * log_sigma);
    };
    const std::size_t n = at_run_time(linear_regression::rows), m = at_run_time(linear_regression::columns);
    const double* const x = in + m + 1;
    return adze::gradient_into<adze::wrt<0, 1>>(log_density, adze::into(std::span(g, m), g[m]), std::span(in, m), in[m],
                                                adze::row_view<const double, 2>(x, shape{std::ptrdiff_t(n), std::ptrdiff_t(m)}),
                                                std::span(x + n * m, n));
  }
};

struct adze_arrays {
  static constexpr auto name = "adze";
  static constexpr double tolerance = rounding;
  template <array_problem P> static double run(const double* in, double* derivatives) {
    return adze_run<P>::run(in, derivatives);
  }
};

}  // namespace bench::arrays
