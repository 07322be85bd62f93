#pragma once
// SPDX-License-Identifier: BSL-1.0
// Is a gradient right? Central differences of the function against its Adze gradient, component by component.

#include <adze/gradient.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace adze {

/// The result of check_gradient. `passed` is false whenever a number is not finite.
struct gradient_check {
  bool passed;
  int worst_component;      // position among all numbers of the arguments
  double computed;          // the gradient there
  double difference;        // the central difference there
  double error;             // |computed - difference| / max(1, |computed|, |difference|)
  double tolerance;

  explicit operator bool() const { return passed; }
};

namespace detail {

/// f at the numbers in `flat`, given back their shapes.
template <class F, class... A>
double call_flat(F const& f, double const* flat) {
  std::tuple<typename argument<A>::template rebind<double>...> const arguments{argument<A>::unflatten(flat)...};
  return std::apply([&](auto const&... a) { return static_cast<double>(f(a...)); }, arguments);
}

/// df/dx_i by central differences, extrapolated once, (4 D(h) - D(2h))/3, at the step of a falling sequence where two
/// neighbours agree best: large steps suffer from curvature, small ones from rounding. NaN if no step gives a number.
/// Source: C. J. F. Ridders, Adv. Eng. Software 4 (1982) 75.
template <std::size_t N, class Function>
double central_difference(Function const& f, std::array<double, N> const& x, std::size_t i) {
  auto const slope = [&](double h) {
    auto up = x, down = x;
    up[i] += h;
    down[i] -= h;
    return (f(up) - f(down)) / (up[i] - down[i]);
  };
  double best = std::numeric_limits<double>::quiet_NaN();
  double previous = best, least_change = std::numeric_limits<double>::infinity();
  double h = 0.01 * (x[i] == 0 ? 1 : std::fabs(x[i]));
  for (int k = 0; k < 12; ++k, h /= 4) {
    double const estimate = (4 * slope(h) - slope(2 * h)) / 3;
    double const change = std::fabs(estimate - previous);
    if (change < least_change || best != best) {
      if (change < least_change) least_change = change;
      best = estimate;
    }
    previous = estimate;
  }
  return best;
}

}  // namespace detail

/// Compares the reverse-mode gradient of f at a point, component by component, with central differences of f itself in
/// double precision, the step chosen for each coordinate. f must be callable on doubles. Never passes on NaN.
template <class F, class... A>
gradient_check check_gradient(F const& f, A const&... point) {
  constexpr auto n = static_cast<std::size_t>((0 + ... + detail::argument<A>::size));
  constexpr double tolerance = 1e-6;  // what central differences in double precision can tell, with room
  std::array<double, n> x{}, computed{};
  double* next = x.data();
  (detail::argument<A>::flatten(point, next), ...);
  auto const g = gradient(f, point...);
  double* to = computed.data();
  detail::argument<std::remove_cvref_t<decltype(g)>>::flatten(g, to);

  auto const value = [&](std::array<double, n> const& at) { return detail::call_flat<F, A...>(f, at.data()); };
  gradient_check worst{true, 0, computed[0], 0, -1, tolerance};
  for (std::size_t i = 0; i < n; ++i) {
    double const d = detail::central_difference(value, x, i);
    double const error = std::fabs(computed[i] - d) / std::fmax(1.0, std::fmax(std::fabs(computed[i]), std::fabs(d)));
    if (error <= worst.error) continue;  // NaN goes on, and stays the worst
    bool const passed = worst.passed && error <= tolerance;
    worst = {passed, static_cast<int>(i), computed[i], d, error, tolerance};
    if (error != error) break;
  }
  return worst;
}

/// One line for people.
inline std::string to_string(gradient_check const& c) {
  return std::string(c.passed ? "gradient agrees" : "gradient is WRONG") + ": worst component " +
         std::to_string(c.worst_component) + ", computed " + std::to_string(c.computed) + ", central difference " +
         std::to_string(c.difference) + ", error " + std::to_string(c.error);
}

}  // namespace adze
