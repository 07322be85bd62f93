// SPDX-License-Identifier: BSL-1.0
// BA as a subject.

#include "ba_jacobian.hpp"
#include "differences.hpp"
#include "subjects.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace adbench {

namespace fs = std::filesystem;

static subject of_ba(ba_problem given) {
  const auto problem = std::make_shared<ba_problem>(std::move(given));
  const std::size_t p = problem->observations.size();
  subject s;
  s.size = std::to_string(problem->cameras.size()) + " x " + std::to_string(problem->points.size()) + ", " +
           std::to_string(p) + " observed";
  s.objective = [=](std::vector<double>& out) { ba_objective(*problem, out); };
  s.derivatives = {
      {"adze::automatic", [=](std::vector<double>& out) { ba_jacobian<adze::automatic>(*problem, out); }},
      {"adze::forward", [=](std::vector<double>& out) { ba_jacobian<adze::forward>(*problem, out); }},
      {"adze::reverse", [=](std::vector<double>& out) { ba_jacobian<adze::reverse>(*problem, out); }},
      {"adze::dual", [=](std::vector<double>& out) { ba_jacobian_by_duals(*problem, out); }},
  };
  s.differences = [=] {
    std::vector<std::pair<std::size_t, double>> slopes;
    for (std::size_t i : some_of(p, 3)) {
      const auto& [camera, point, feature] = problem->observations[i];
      for (std::size_t j = 0; j < ba_row; ++j) {
        ba_camera c = problem->cameras[camera];
        ba_point x = problem->points[point];
        double w = problem->weights[i];
        double& varied = j < c.size() ? c[j] : j < c.size() + x.size() ? x[j - c.size()] : w;
        const auto at = [&](double value) {
          varied = value;
          const auto [first, second] = ba_residuals(c, x, w, feature);
          return std::vector{first, second};
        };
        const auto slope = difference(at, varied);
        slopes.emplace_back((2 * i) * ba_row + j, slope[0]);
        slopes.emplace_back((2 * i + 1) * ba_row + j, slope[1]);
      }
      slopes.emplace_back(2 * ba_row * p + i, -2.0 * problem->weights[i]);
    }
    return slopes;
  };
  return s;
}

subject ba(const fs::path& file, const fs::path& references) {
  constexpr std::size_t objectives_kept = 200, derivatives_kept = 3000;  // of a reference, at most
  ba_problem problem = read_ba(file);
  const std::size_t p = problem.observations.size();
  subject s = of_ba(std::move(problem));
  const std::string name = file.filename().string();
  s.expected = read_reference(references / (name.starts_with("ba_") ? "ref_" + name : "ref_ba_" + name),
                              std::min(2 * p, objectives_kept), std::min((2 * ba_row + 1) * p, derivatives_kept));
  return s;
}

subject ba_near_angle_zero() {
  ba_problem p;
  for (double angle : {0.0, 1e-8, 1e-4}) {
    p.cameras.push_back({0.6 * angle, 0.0, -0.8 * angle, 0.3, -0.2, -5.0, 1.5, 0.1, -0.3, 0.05, 0.01});
    p.observations.push_back({p.observations.size(), 0, {0.2, 0.4}});
  }
  p.points = {{1.0, 2.0, 3.0}};
  p.weights = {0.7, 0.8, 0.9};
  subject s = of_ba(std::move(p));
  s.name = "ba near angle zero";
  return s;
}

}  // namespace adbench
