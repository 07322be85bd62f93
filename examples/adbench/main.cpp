// SPDX-License-Identifier: BSL-1.0
// Microsoft's ADBench: four problems that use derivatives in earnest, on its data files.
//   adbench [directory]
// The directory holds data/{gmm,ba,lstm,hand} and reference. Every problem found there is read; its derivatives are
// compared with the reference, or with differences where there is none, and timed against the objective. For objectives
// of many numbers their norm is shown.

#include "ba_jacobian.hpp"
#include "differences.hpp"
#include "gmm_gradient.hpp"
#include "gmm_in_batches.hpp"
#include "hand_by_duals.hpp"
#include "hand_jacobian.hpp"
#include "lstm_gradient.hpp"
#include "subject.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#ifndef ADZE_ADBENCH_DIR
#define ADZE_ADBENCH_DIR "examples/adbench"
#endif

namespace {

using namespace adbench;
namespace fs = std::filesystem;

constexpr std::size_t entries_checked = 24;

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

subject gmm(const fs::path& file, const fs::path& references) {
  const gmm_problem p = read_gmm(file);
  subject s = of_gradient(p, gmm_objective, gmm_gradient, gmm_gradient_maker);
  s.derivatives.push_back(
      {"by hand, 8 points at once", [=](std::vector<double>& out) { out = gmm_gradient_in_batches(p); }});
  s.size = "d " + std::to_string(p.d) + ", K " + std::to_string(p.components) + ", n " + std::to_string(p.n);
  s.expected = read_reference(references / ("ref_" + file.filename().string()), 1, p.parameters.size());
  return s;
}

subject lstm(const fs::path& file, const fs::path& references) {
  const lstm_problem p = read_lstm(file);
  subject s = of_gradient(p, lstm_objective, lstm_gradient, lstm_gradient_maker);
  s.size = "layers " + std::to_string(p.layers) + ", length " + std::to_string(p.length);
  s.expected = read_reference(references / ("ref_" + file.filename().string()), 1, p.parameters.size());
  return s;
}

subject of_ba(ba_problem given) {
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

/// At angle zero, where the rotation has another formula, and close to it, which no data file visits.
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

}  // namespace

int main(int argument_count, char** arguments) {
  const fs::path root = argument_count > 1 ? fs::path(arguments[1]) : fs::path(ADZE_ADBENCH_DIR);
  if (argument_count > 2) {
    std::fprintf(stderr, "usage: adbench [directory]\n");
    return 2;
  }
  if (!fs::is_directory(root / "data")) {
    std::printf("skipped: there is no directory %s\n", (root / "data").c_str());
    return 0;
  }

  struct family {
    const char* name;
    subject (*load)(const fs::path&, const fs::path&);
  };
  print_heading();
  bool right = report(ba_near_angle_zero());
  for (const auto& [name, load] : {family{"gmm", gmm}, {"ba", ba}, {"lstm", lstm}, {"hand", hand}}) {
    std::vector<fs::path> files;
    if (fs::is_directory(root / "data" / name)) {
      for (const auto& entry : fs::directory_iterator(root / "data" / name)) {
        if (entry.is_regular_file() && entry.path().extension() == ".txt") files.push_back(entry.path());
      }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
      try {
        subject s = load(file, root / "reference");
        s.name = std::string(name) + "/" + file.stem().string();
        right = report(s) && right;
      } catch (const std::exception& e) {
        std::printf("%s\n", e.what());
        right = false;
      }
    }
  }
  return right ? 0 : 1;
}
