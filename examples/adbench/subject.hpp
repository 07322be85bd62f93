#pragma once
// SPDX-License-Identifier: BSL-1.0
// A problem ready to be measured: its objective, its derivatives made in one or more ways, and what they should be.

#include "reference.hpp"
#include "timing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace adbench {

using fills = std::function<void(std::vector<double>&)>;

struct subject {
  struct maker {
    std::string name;
    fills run;
  };
  std::string name;
  std::string size;
  fills objective;
  std::vector<maker> derivatives;
  // Leading objectives and derivatives, in the order they are made in here.
  std::optional<reference> expected;
  // Entries of the derivatives and what they are by differences.
  std::function<std::vector<std::pair<std::size_t, double>>()> differences;
};

constexpr double reference_tolerance = 1e-11;  // rounding, magnified where residuals cancel
constexpr double difference_tolerance = 1e-6;  // the rounding of objectives up to 2e5, over eps^(1/5)

inline void print_heading() {
  std::printf("%-34s %-26s %14s  %-26s %9s  %-12s %12s %12s %7s\n", "problem", "size", "objective", "derivatives",
              "error", "against", "objective us", "derivs us", "ratio");
}

/// Prints a line for each maker of derivatives; true if all are right.
inline bool report(const subject& s) {
  std::vector<double> objective;
  s.objective(objective);
  double shown = objective.size() == 1 ? objective[0] : 0.0;
  if (objective.size() > 1) {
    for (double each : objective) shown += each * each;
    shown = std::sqrt(shown);
  }

  std::vector<std::vector<double>> results(s.derivatives.size());
  std::vector<work> functions{[&] { s.objective(objective); }};
  for (std::size_t i = 0; i < s.derivatives.size(); ++i) {
    functions.push_back([&, i] { s.derivatives[i].run(results[i]); });
  }
  const std::vector<double> seconds = time_in_turns(functions);

  bool right = true;
  for (std::size_t i = 0; i < s.derivatives.size(); ++i) {
    double worst = 0.0;
    if (s.expected) {
      const auto leading = [](const std::vector<double>& ours, const std::vector<double>& theirs) {
        return std::span(ours).first(std::min(ours.size(), theirs.size()));
      };
      worst = std::max(largest_error(leading(objective, s.expected->objective), s.expected->objective),
                       largest_error(leading(results[i], s.expected->gradient), s.expected->gradient));
    } else {
      for (const auto& [entry, slope] : s.differences()) worst = std::max(worst, error(results[i][entry], slope));
    }
    const bool passed = worst <= (s.expected ? reference_tolerance : difference_tolerance);
    right = right && passed;
    std::printf("%-34s %-26s %14.6e  %-26s %9.1e  %-12s %12.2f %12.2f %7.2f%s\n", i == 0 ? s.name.c_str() : "",
                i == 0 ? s.size.c_str() : "", shown, s.derivatives[i].name.c_str(), worst,
                s.expected ? "reference" : "no reference", 1e6 * seconds[0], 1e6 * seconds[i + 1],
                seconds[i + 1] / seconds[0], passed ? "" : "  WRONG");
  }
  return right;
}

}  // namespace adbench
