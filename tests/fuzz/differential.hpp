#pragma once
// SPDX-License-Identifier: BSL-1.0
// Differential testing of one random function: everything that computes its derivatives must agree with everything
// else. In: a seed. Out: what disagrees, as text; nothing is good.

#include "program.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <sstream>
#include <string>

namespace adze_test {

inline constexpr int fuzz_points = 6;
inline constexpr double modes_agree = 1e-11;       // relative to the largest entry: rounding through up to 25 statements
inline constexpr double differences_agree = 1e-8;  // the same, for extrapolated differences in long double

/// Central differences, extrapolated once, at the step where two neighbours agree best.
template <class F>
double fuzz_slope(F const& f) {
  long double best = std::numeric_limits<long double>::quiet_NaN(), previous = best;
  long double least = std::numeric_limits<long double>::infinity(), h = 1.0L / 64;
  auto const central = [&](long double step) { return (f(step) - f(-step)) / (2 * step); };
  for (int k = 0; k < 18; ++k, h /= 2) {
    long double const estimate = (4 * central(h) - central(2 * h)) / 3;
    if (std::fabs(estimate - previous) < least) {
      least = std::fabs(estimate - previous);
      best = estimate;
    }
    previous = estimate;
  }
  return static_cast<double>(best);
}

struct second_order {
  std::array<double, 3> first;
  std::array<std::array<double, 3>, 3> second;
};

/// First and second partials by duals of duals of one direction each: nine runs of one small piece of code.
template <class F>
second_order nested_duals(F const& f, std::array<double, 3> const& p) {
  using D = adze::dual<double, 1>;
  using DD = adze::dual<D, 1>;
  second_order result{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      std::array<DD, 3> q{};
      for (std::size_t k = 0; k < 3; ++k) q[k] = DD(D(p[k], {k == i ? 1.0 : 0.0}), {D(k == j ? 1.0 : 0.0)});
      DD const z = f(q[0], q[1], q[2]);
      result.first[i] = z.value.tangent[0];
      result.second[i][j] = z.tangent[0].tangent[0];
    }
  }
  return result;
}

class disagreements {
 public:
  explicit disagreements(unsigned seed) : seed_(seed) {}

  void compare(char const* what, double got, double want, double tolerance, std::array<double, 3> const& at) {
    if (std::fabs(got - want) <= tolerance) return;  // false for NaN
    std::ostringstream line;
    line.precision(17);
    line << "seed " << seed_ << " at (" << at[0] << ", " << at[1] << ", " << at[2] << "), " << what << ": " << got
         << " against " << want << "\n";
    text_ += line.str();
  }
  std::string const& text() const { return text_; }

 private:
  unsigned seed_;
  std::string text_{};
};

template <unsigned Seed>
std::string find_disagreements() {
  constexpr fuzzed<Seed> f{};
  constexpr std::array<double, 3> u{1.0, -0.5, 0.25};  // a direction
  disagreements found(Seed);
  for (unsigned k = 0; k < fuzz_points; ++k) {
    auto const coordinate = [&](unsigned i) { return random_number(Seed + 7777, 3 * k + i) % 4096 / 1024.0 - 1.9990234375; };
    std::array<double, 3> const p{coordinate(0), coordinate(1), coordinate(2)};
    auto const [x, y, z] = p;

    auto const truth = nested_duals(f, p);
    double first = 1, second = 1, slope = 0;
    std::array<double, 3> curvature{};
    for (std::size_t i = 0; i < 3; ++i) {
      first = std::fmax(first, std::fabs(truth.first[i]));
      slope += u[i] * truth.first[i];
      for (std::size_t j = 0; j < 3; ++j) {
        second = std::fmax(second, std::fabs(truth.second[i][j]));
        curvature[i] += truth.second[i][j] * u[j];
      }
    }

    auto const [value, gradient] = adze::value_and_gradient(f, x, y, z);
    auto const product = adze::hvp(f, adze::at(x, y, z), adze::along(u[0], u[1], u[2]));
    if (std::bit_cast<std::uint64_t>(value) != std::bit_cast<std::uint64_t>(static_cast<double>(f(x, y, z)))) {
      found.compare("value to the last bit", value, f(x, y, z), -1, p);
    }
    for (std::size_t i = 0; i < 3; ++i) {
      auto const moved = [&](long double step) {
        std::array<long double, 3> q{x, y, z};
        q[i] += step;
        return static_cast<long double>(f(q[0], q[1], q[2]));
      };
      found.compare("reverse, dual", gradient[i], truth.first[i], modes_agree * first, p);
      found.compare("reverse, difference", gradient[i], fuzz_slope(moved), differences_agree * first, p);
      found.compare("Hessian times vector, nested duals", product[i], curvature[i], modes_agree * second, p);
    }

    if constexpr (Seed % 5 == 0) {  // the rest, which takes as long to compile again
      auto const forward = adze::gradient<adze::forward>(f, x, y, z);
      auto const hessian = adze::hessian(f, x, y, z);
      auto const t = adze::taylor<2>(f, adze::at(x, y, z), adze::along(u[0], u[1], u[2]));
      for (std::size_t i = 0; i < 3; ++i) {
        found.compare("forward, dual", forward[i], truth.first[i], modes_agree * first, p);
        for (std::size_t j = 0; j < 3; ++j) {
          found.compare("Hessian, nested duals", hessian[i][j], truth.second[i][j], modes_agree * second, p);
        }
      }
      double const bend = (u[0] * curvature[0] + u[1] * curvature[1] + u[2] * curvature[2]) / 2;
      found.compare("Taylor coefficient 1", t[1], slope, modes_agree * first, p);
      found.compare("Taylor coefficient 2", t[2], bend, modes_agree * second, p);
    }
  }
  return found.text();
}

/// Seeds First to First + Count - 1.
template <unsigned First, unsigned... I>
std::string find_disagreements_among(std::integer_sequence<unsigned, I...>) {
  return (find_disagreements<First + I>() + ...);
}

}  // namespace adze_test
