// SPDX-License-Identifier: BSL-1.0
#pragma once
// Rosenbrock's valley in two variables, and its extension to n: four operations a term, no elementary function.

#include "problems/problem.hpp"

namespace bench {

struct rosenbrock {
  static std::string name() { return "rosenbrock/{}"; }
  static constexpr std::size_t variables = 2;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = false;
  static constexpr interval box(std::size_t) { return {-1.5, 1.5}; }

  static constexpr auto function = [](const auto& x, const auto& y) {
    const auto a = keep(y - x * x);
    const auto b = keep(1.0 - x);
    return keep(100.0 * a * a + b * b);
  };

  static constexpr double by_hand(const double* in, double* gradient) {
    const double x = in[0], y = in[1];
    const double a = y - x * x;
    const double b = 1.0 - x;
    gradient[0] = -400.0 * a * x - 2.0 * b;
    gradient[1] = 200.0 * a;
    return 100.0 * a * a + b * b;
  }
};

// sum over i < n - 1 of rosenbrock(x[i], x[i + 1]); each variable meets its neighbours only, so the
// tangents of forward mode are mostly zero.
template <std::size_t n> struct extended_rosenbrock {
  static std::string name() { return "extended_rosenbrock/{}/" + std::to_string(n); }
  static constexpr std::size_t variables = n;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = true;
  static constexpr interval box(std::size_t) { return {-1.5, 1.5}; }

  // The first `terms` terms. A recursion, not a loop: a symbol changes its type with every operation.
  template <std::size_t terms> [[gnu::always_inline]] static constexpr auto sum(const auto& x) {
    using std::get;
    const auto& last = get<terms - 1>(x);
    const auto& next = get<terms>(x);
    if constexpr (terms == 1) {
      return rosenbrock::function(last, next);
    } else {
      return keep(sum<terms - 1>(x) + rosenbrock::function(last, next));
    }
  }

  static constexpr auto function = [](const auto& x) { return sum<n - 1>(x); };

  static constexpr double by_hand(const double* in, double* gradient) {
    double value = 0.0;
    double carried = 0.0;  // what the previous term adds to this variable's derivative
    for (std::size_t i = 0; i + 1 < n; ++i) {
      const double a = in[i + 1] - in[i] * in[i];
      const double b = 1.0 - in[i];
      value += 100.0 * a * a + b * b;
      gradient[i] = carried - 400.0 * a * in[i] - 2.0 * b;
      carried = 200.0 * a;
    }
    gradient[n - 1] = carried;
    return value;
  }
};

}  // namespace bench
