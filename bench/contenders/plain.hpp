// SPDX-License-Identifier: BSL-1.0
#pragma once
// What every number is measured against: the function alone, the gradient by hand, and central differences.
//
// A contender is a type with a name and run<P>(in, gradient), which writes the derivatives of problem P at in and
// returns the value. tolerance is how far it may stray from the derivatives by hand, relative to the largest of them;
// value_only and derivatives_only, where present, say that the other is missing.

#include "problems/problem.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bench {

constexpr double rounding = 1e-9;      // exact derivatives, up to rounding and cancellation
constexpr double differencing = 1e-5;  // central differences in double: eps^(2/3) times a third derivative

// element(0), ..., element(n - 1) as an array; the index is a constant, so that small arrays stay in registers.
template <std::size_t n> constexpr auto generate(const auto& element) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    return std::array{element(std::integral_constant<std::size_t, i>{})...};
  }(std::make_index_sequence<n>{});
}

// The variables of problem P as numbers of type T.
template <class T, problem P> constexpr std::array<T, P::variables> load(const double* in) {
  return generate<P::variables>([&](auto i) { return T(in[i]); });
}

// Writes element(0), ..., element(n - 1), the same way.
template <std::size_t n> constexpr void store(double* out, const auto& element) {
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    ((out[i] = element(std::integral_constant<std::size_t, i>{})), ...);
  }(std::make_index_sequence<n>{});
}

// d erfc(x)/dx = -2/sqrt(pi) exp(-x^2), for the libraries that lack erfc.
inline double erfc_slope(double x) { return -1.12837916709551257390 * std::exp(-x * x); }

// The value only: no gradient is written.
struct function {
  static constexpr auto name = "function";
  static constexpr bool value_only = true;
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double*) {
    return outputs_of(evaluate<P>(load<double, P>(in), in + P::variables)).back();
  }
};

struct by_hand {
  static constexpr auto name = "hand";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) { return P::by_hand(in, gradient); }
};

// (f(x + h) - f(x - h)) / 2h in the arithmetic of T, h = eps^(1/3) max(1, |x|).
template <class T> struct central_differences {
  static constexpr auto name = "finite_differences";
  static constexpr double tolerance = differencing;

  template <problem P> static double run(const double* in, double* gradient) {
    static const T step = std::cbrt(std::numeric_limits<T>::epsilon());
    const double* data = in + P::variables;
    auto x = load<T, P>(in);
    for (std::size_t i = 0; i < P::variables; ++i) {
      const T centre = x[i];
      const T h = step * std::max(T(1), std::abs(centre));
      x[i] = centre + h;
      const auto above = outputs_of(evaluate<P>(x, data));
      x[i] = centre - h;
      const auto below = outputs_of(evaluate<P>(x, data));
      x[i] = centre;
      for (std::size_t o = 0; o < output_count<P>; ++o) {
        gradient[o * P::variables + i] = static_cast<double>((above[o] - below[o]) / (2 * h));
      }
    }
    return static_cast<double>(outputs_of(evaluate<P>(x, data)).back());
  }
};

using finite_differences = central_differences<double>;

}  // namespace bench
