// SPDX-License-Identifier: BSL-1.0
// HAND as a subject.

#include "differences.hpp"
#include "hand_by_duals.hpp"
#include "hand_jacobian.hpp"
#include "of_gradient.hpp"
#include "subjects.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace adbench {

namespace fs = std::filesystem;

subject hand(const fs::path& file, const fs::path& references) {
  const auto problem = std::make_shared<hand_problem>(read_hand(file, file.parent_path() / "model"));
  const std::size_t n = problem->points.size();
  const std::size_t columns = hand_columns(*problem);
  const std::size_t us = columns - hand_problem::pose_size;
  subject s;
  s.size = std::to_string(n) + " points, " + (us > 0 ? "complicated" : "simple");
  s.objective = [=](std::vector<double>& out) { hand_objective(*problem, out); };
  s.derivatives = {{"adze::automatic", [=](std::vector<double>& out) { hand_jacobian(*problem, out); }},
                   {"adze::dual", [=](std::vector<double>& out) { hand_jacobian_by_duals(*problem, out); }}};
  s.differences = [=] {
    std::vector<std::pair<std::size_t, double>> slopes;
    const auto vary = [&](double& parameter, std::size_t column, std::size_t first_row, std::size_t end_row) {
      const double centre = parameter;
      const auto slope = difference(
          [&](double x) {
            parameter = x;
            std::vector<double> residuals;
            hand_objective(*problem, residuals);
            return residuals;
          },
          centre);
      parameter = centre;
      for (std::size_t row = first_row; row < end_row; ++row) slopes.emplace_back(row * columns + column, slope[row]);
    };
    for (std::size_t j = 0; j < hand_problem::pose_size; ++j) vary(problem->pose[j], us + j, 0, 3 * n);
    for (std::size_t i : some_of(us > 0 ? n : 0, entries_checked)) {
      for (std::size_t j = 0; j < us; ++j) vary(problem->us[i][j], j, 3 * i, 3 * i + 3);
    }
    return slopes;
  };
  std::string name = file.filename().string();
  name.insert(std::min(name.find('_'), name.size()), "_small");  // of two models of the hand, this is the small one
  if (auto expected = read_reference(references / ("ref_hand_" + name), 3 * n, 3 * n * columns)) {
    std::vector<double> by_rows(expected->gradient.size());
    for (std::size_t row = 0; row < 3 * n; ++row) {
      for (std::size_t j = 0; j < columns; ++j) by_rows[row * columns + j] = expected->gradient[j * 3 * n + row];
    }
    expected->gradient = std::move(by_rows);
    s.expected = std::move(expected);
  }
  return s;
}

}  // namespace adbench
