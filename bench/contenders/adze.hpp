// SPDX-License-Identifier: BSL-1.0
#pragma once
// Adze in its guises: derivatives compiled in forward or reverse mode, and the forward-mode number.

#include "contenders/forward.hpp"
#include <adze/adze.hpp>

namespace bench {

// The arguments of problem P that are variables: they come first.
template <std::size_t... i> constexpr adze::wrt<i...> first(std::index_sequence<i...>) { return {}; }
template <problem P>
using variables_of = decltype(first(std::make_index_sequence < P::one_array ? 1 : P::variables > {}));

template <class Mode> struct adze_gradient {
  static constexpr double tolerance = rounding;

  template <problem P> [[gnu::always_inline]] static double run(const double* in, double* gradient) {
    constexpr auto differentiated = [](const auto&... arguments) __attribute__((always_inline)) {
      return adze::value_and_gradient<Mode, variables_of<P>>(P::function, arguments...);
    };
    const auto [value, partials] = call<P>(differentiated, load<double, P>(in), in + P::variables);
    store<P::variables>(gradient, [&](auto i) { return partials[i]; });
    return value;
  }
};

// adze::jacobian: the derivatives of every output, without their values.
template <class Mode> struct adze_jacobian {
  static constexpr double tolerance = rounding;
  static constexpr bool derivatives_only = true;

  template <problem P> [[gnu::always_inline]] static double run(const double* in, double* derivatives) {
    constexpr auto differentiated = [](const auto&... arguments) __attribute__((always_inline)) {
      return adze::jacobian<Mode, variables_of<P>>(P::function, arguments...);
    };
    const auto rows = call<P>(differentiated, load<double, P>(in), in + P::variables);
    constexpr std::size_t n = P::variables;
    store<output_count<P> * n>(derivatives, [&](auto k) { return rows[k / n][k % n]; });
    return 0.0;
  }
};

struct adze_reverse : adze_gradient<adze::reverse> {
  static constexpr auto name = "adze_reverse";
};

struct adze_forward : adze_gradient<adze::forward> {
  static constexpr auto name = "adze_forward";
};

struct adze_number {
  template <std::size_t n> using number = adze::dual<double, n>;

  template <std::size_t n> static number<n> variable(double value, std::size_t i) {
    return number<n>::variable(value, i);
  }
  static double value(const auto& y) { return y.value; }
  static double tangent(const auto& y, std::size_t i) { return y.tangent[i]; }
};

struct adze_dual : forward_numbers<adze_number> {
  static constexpr auto name = "adze_dual";
};

}  // namespace bench
