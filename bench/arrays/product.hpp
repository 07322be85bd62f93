// SPDX-License-Identifier: BSL-1.0
#pragma once
// The product of n numbers: every derivative needs every number.

#include "arrays/contest.hpp"

#include <cstddef>
#include <string>
#include <type_traits>
#include <vector>

namespace bench::arrays {

struct plain_product {
  // gradient[i] = (product of those before i) (product of those after i): no division, so zeros are welcome. x (n)
  template <class Size>
  [[gnu::noinline]] static double value_and_gradient(Size n, const double* __restrict x, double* __restrict gradient) {
    double before = 1.0;
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = before;
      before *= x[i];
    }
    double after = 1.0;
    for (std::size_t i = n; i-- > 0;) {
      gradient[i] *= after;
      after *= x[i];
    }
    return before;
  }
};

template <std::size_t n> struct product {
  static std::string name() { return "product/{}/" + std::to_string(n); }
  static constexpr std::size_t inputs = n;
  static constexpr std::size_t derivatives = n;

  static std::vector<double> draw() {
    std::vector<double> x;
    uniform_numbers{}.append(x, n, 0.9, 1.1);
    return x;
  }
  template <class T> static T value(const T* x) {
    T y = 1;
    for (std::size_t i = 0; i < n; ++i) y *= x[i];
    return y;
  }
  static double plain(const double* x, double* gradient) {
    return plain_product::value_and_gradient(at_run_time(n), x, gradient);
  }
  static double fixed(const double* x, double* gradient) {
    return plain_product::value_and_gradient(std::integral_constant<std::size_t, n>{}, x, gradient);
  }
};

}  // namespace bench::arrays
