#pragma once
// SPDX-License-Identifier: BSL-1.0
// Subjects of one objective.

#include "differences.hpp"
#include "subject.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace adbench {

inline constexpr std::size_t entries_checked = 24;

/// A problem of one objective, whose parameters stand in a vector, with its gradient.
template <class Problem>
subject of_gradient(Problem problem, double (*objective)(const Problem&),
                    std::vector<double> (*gradient)(const Problem&), const char* maker) {
  const auto shared = std::make_shared<Problem>(std::move(problem));
  subject s;
  s.objective = [=](std::vector<double>& out) { out.assign(1, objective(*shared)); };
  s.derivatives = {{maker, [=](std::vector<double>& out) { out = gradient(*shared); }}};
  s.differences = [=] {
    std::vector<std::pair<std::size_t, double>> slopes;
    for (std::size_t i : some_of(shared->parameters.size(), entries_checked)) {
      const double centre = shared->parameters[i];
      const auto at = [&](double x) {
        shared->parameters[i] = x;
        return std::vector{objective(*shared)};
      };
      slopes.emplace_back(i, difference(at, centre)[0]);
      shared->parameters[i] = centre;
    }
    return slopes;
  };
  return s;
}

}  // namespace adbench
