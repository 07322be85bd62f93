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
  int worst_component;      // position among the numbers that are differentiated
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

/// df/dx by central differences, extrapolated once, (4 D(h) - D(2h))/3, at the step of a falling sequence where two
/// neighbours agree best: large steps suffer from curvature, small ones from rounding. NaN if no step gives a number.
/// Source: C. J. F. Ridders, Adv. Eng. Software 4 (1982) 75.
template <class Function>
double central_difference(Function const& f, double x) {
  auto const slope = [&](double h) {
    double const up = x + h, down = x - h;
    return (f(up) - f(down)) / (up - down);
  };
  double best = std::numeric_limits<double>::quiet_NaN();
  double previous = best, least_change = std::numeric_limits<double>::infinity();
  double h = 0.01 * (x == 0 ? 1 : std::fabs(x));
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

/// Adds component i, unless a worse one is there. NaN is the worst.
inline void note_component(gradient_check& worst, int i, double computed, double difference) {
  double const error = std::fabs(computed - difference) / std::fmax(1.0, std::fmax(std::fabs(computed), std::fabs(difference)));
  if (error <= worst.error || worst.error != worst.error) return;
  worst = {worst.passed && error <= worst.tolerance, i, computed, difference, error, worst.tolerance};
}
/// Of no components.
inline gradient_check nothing_checked() {
  constexpr double tolerance = 1e-6;  // what central differences in double precision can tell, with room
  return {true, 0, 0, 0, -1, tolerance};
}

template <class... Options>
struct check_facade {
  template <class F, class... A>
  static gradient_check compute(F const& f, A const&... point) {
    using chosen = selection<typename wrt_among<sizeof...(A), Options...>::type, A...>;
    if constexpr (has_loops<source_of<F, A...>>) {
      return on_arrays<check_facade>::template compute<source_of<F, A...>, chosen>(point...);
    } else {
      std::array<double, static_cast<std::size_t>((0 + ... + argument<A>::size))> x{};
      double* next = x.data();
      (argument<A>::flatten(point, next), ...);
      std::array<double, static_cast<std::size_t>(chosen::size)> computed{};
      auto const g = gradient<Options...>(f, point...);
      double* to = computed.data();
      argument<std::remove_cvref_t<decltype(g)>>::flatten(g, to);
      gradient_check worst = nothing_checked();
      growing_array<int> const inputs = chosen::inputs();
      for (int k = 0; k < inputs.size(); ++k) {
        auto at = x;
        auto const i = static_cast<std::size_t>(inputs[k]);
        auto const value = [&](double t) {
          at[i] = t;
          return call_flat<F, A...>(f, at.data());
        };
        note_component(worst, k, computed[static_cast<std::size_t>(k)], central_difference(value, x[i]));
      }
      return worst;
    }
  }
};

}  // namespace detail

/// Compares the gradient of f at a point, component by component, with central differences of f itself in double
/// precision, the step chosen for each coordinate. f must be callable on doubles; where arguments are arrays
/// (adze/arrays.hpp), the differences are those of adze::value. Never passes on NaN. Options as for gradient.
template <class... Options, class F, class... A>
gradient_check check_gradient(F const& f, A const&... point) {
  return detail::check_facade<Options...>::compute(f, point...);
}

/// One line for people.
inline std::string to_string(gradient_check const& c) {
  return std::string(c.passed ? "gradient agrees" : "gradient is WRONG") + ": worst component " +
         std::to_string(c.worst_component) + ", computed " + std::to_string(c.computed) + ", central difference " +
         std::to_string(c.difference) + ", error " + std::to_string(c.error);
}

}  // namespace adze
