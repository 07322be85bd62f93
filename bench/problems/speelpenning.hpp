// SPDX-License-Identifier: BSL-1.0
#pragma once
// Speelpenning's product x0 x1 ... x(n-1): every derivative needs every variable, the case reverse mode is for.
// B. Speelpenning, Compiling fast partial derivatives of functions given by algorithms, thesis, Illinois 1980.

#include "problems/problem.hpp"

namespace bench {

template <std::size_t n> struct speelpenning {
  static std::string name() { return "speelpenning/{}/" + std::to_string(n); }
  static constexpr std::size_t variables = n;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = true;
  static constexpr interval box(std::size_t) { return {0.9, 1.1}; }

  // The product of the first `factors` variables.
  template <std::size_t factors> [[gnu::always_inline]] static constexpr auto product(const auto& x) {
    using std::get;
    if constexpr (factors == 1) {
      return get<0>(x);
    } else {
      return keep(product<factors - 1>(x) * get<factors - 1>(x));
    }
  }

  static constexpr auto function = [](const auto& x) { return product<n>(x); };

  // gradient[i] = (product of those before i) * (product of those after i), without division.
  static constexpr double by_hand(const double* in, double* gradient) {
    double before = 1.0;
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = before;
      before *= in[i];
    }
    double after = 1.0;
    for (std::size_t i = n; i-- > 0;) {
      gradient[i] *= after;
      after *= in[i];
    }
    return before;
  }
};

}  // namespace bench
