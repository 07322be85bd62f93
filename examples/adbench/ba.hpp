#pragma once
// SPDX-License-Identifier: BSL-1.0
// ADBench's BA, bundle adjustment: p observations, each of a point by a camera. The residuals of one are
//   w (projection - feature), 2 numbers, and 1 - w^2
// The camera turns the point about its centre (Rodrigues), divides by depth, distorts by 1 + k1 r^2 + k2 r^4, scales by
// the focal length and shifts by the principal point.
// F. Srajer et al., A benchmark of selected algorithmic differentiation tools, 2018; B. Triggs et al., Bundle
// adjustment: a modern synthesis, 2000.

#include "text.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <vector>

namespace adbench {

using ba_camera = std::array<double, 11>;  // rotation vector (3, radians), centre (3), focal length, u0, v0, k1, k2
using ba_point = std::array<double, 3>;
using ba_feature = std::array<double, 2>;

struct ba_observation {
  std::size_t camera;
  std::size_t point;
  ba_feature feature;
};

struct ba_problem {
  std::vector<ba_camera> cameras;
  std::vector<ba_point> points;
  std::vector<double> weights;  // one an observation
  std::vector<ba_observation> observations;
};

/// "n m p", then one camera, one point, one weight and one feature: ADBench repeats each as often as needed, and lets
/// observation i see camera i mod n and point i mod m.
inline ba_problem read_ba(const std::filesystem::path& path) {
  constexpr std::size_t most = 10'000'000;  // of each: the file does not grow with them
  text in(path);
  const std::size_t n = in.count("the number of cameras", 1, most);
  const std::size_t m = in.count("the number of points", 1, most);
  const std::size_t p = in.count("the number of observations", 1, most);
  const auto read = [&in](auto numbers, const std::string& what) {
    for (double& each : numbers) each = in.number(what);
    return numbers;
  };
  const auto camera = read(ba_camera{}, "a parameter of the camera");
  const auto point = read(ba_point{}, "a coordinate of the point");
  const double weight = in.number("the weight");
  const auto feature = read(ba_feature{}, "a coordinate of the feature");
  in.require_end();

  ba_problem result;
  result.cameras.assign(n, camera);
  result.points.assign(m, point);
  result.weights.assign(p, weight);
  result.observations.reserve(p);
  for (std::size_t i = 0; i < p; ++i) result.observations.push_back({i % n, i % m, feature});
  return result;
}

/// v turned about the axis r by the angle |r|: v cos + (r x v) sin/|r| + r (r . v) (1 - cos)/|r|^2. From the half
/// angle, since 1 - cos = 2 sin^2 of the half, without cancellation.
inline ba_point rotate(const double* r, const ba_point& v) {
  const double squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  double ratio = 0.5, half_cosine = 1.0;  // sine of the half angle over the angle
  if (squared > 0.0) {
    const double angle = std::sqrt(squared);
    ratio = std::sin(0.5 * angle) / angle;
    half_cosine = std::cos(0.5 * angle);
  }
  const double bend = 2.0 * ratio * ratio;
  const double cosine = 1.0 - bend * squared;
  const double sine_ratio = 2.0 * ratio * half_cosine;
  const double along = bend * (r[0] * v[0] + r[1] * v[1] + r[2] * v[2]);
  return {v[0] * cosine + (r[1] * v[2] - r[2] * v[1]) * sine_ratio + r[0] * along,
          v[1] * cosine + (r[2] * v[0] - r[0] * v[2]) * sine_ratio + r[1] * along,
          v[2] * cosine + (r[0] * v[1] - r[1] * v[0]) * sine_ratio + r[2] * along};
}

/// The two residuals of an observation.
inline ba_feature ba_residuals(const ba_camera& camera, const ba_point& point, double weight,
                               const ba_feature& feature) {
  const ba_point seen = rotate(camera.data(), {point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]});
  const double inverse_depth = 1.0 / seen[2];
  const double x = seen[0] * inverse_depth;
  const double y = seen[1] * inverse_depth;
  const double squared = x * x + y * y;
  const double scale = camera[6] * (1.0 + squared * (camera[9] + squared * camera[10]));
  return {weight * (x * scale + camera[7] - feature[0]), weight * (y * scale + camera[8] - feature[1])};
}

/// out (3 p): the two residuals of each observation, then the weights'.
inline void ba_objective(const ba_problem& problem, std::vector<double>& out) {
  const std::size_t p = problem.observations.size();
  out.resize(3 * p);
  for (std::size_t i = 0; i < p; ++i) {
    const auto& [camera, point, feature] = problem.observations[i];
    const auto residuals = ba_residuals(problem.cameras[camera], problem.points[point], problem.weights[i], feature);
    out[2 * i] = residuals[0];
    out[2 * i + 1] = residuals[1];
  }
  for (std::size_t i = 0; i < p; ++i) out[2 * p + i] = 1.0 - problem.weights[i] * problem.weights[i];
}

}  // namespace adbench
