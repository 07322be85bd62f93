#pragma once
// SPDX-License-Identifier: BSL-1.0
// The Jacobian of BA by Adze: the residuals of one observation are a function of 15 numbers, and the sparse Jacobian is
// its small Jacobian, once for each observation.

#include "ba.hpp"
#include <adze/adze.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <tuple>
#include <vector>

namespace adbench {

/// The two residuals of an observation, for every kind of number. At angle zero the ratio of the half angle's sine to
/// the angle is 1/2.
inline constexpr auto ba_residual_pair = [](const auto& camera, const auto& point, const auto& weight,
                                            const auto& feature) {
  using adze::select;
  using std::cos, std::sin, std::sqrt;
  const auto& [r0, r1, r2, c0, c1, c2, focal, u0, v0, k1, k2] = camera;
  const auto& [p0, p1, p2] = point;
  const auto& [u, v] = feature;

  const auto a = p0 - c0;
  const auto b = p1 - c1;
  const auto c = p2 - c2;
  const auto squared = r0 * r0 + r1 * r1 + r2 * r2;
  const auto angle = sqrt(squared);
  const auto ratio = select(squared > 0.0, sin(0.5 * angle) / angle, 0.5);
  const auto bend = 2.0 * ratio * ratio;
  const auto cosine = 1.0 - bend * squared;
  const auto sine_ratio = 2.0 * ratio * cos(0.5 * angle);
  const auto along = bend * (r0 * a + r1 * b + r2 * c);
  const auto x = a * cosine + (r1 * c - r2 * b) * sine_ratio + r0 * along;
  const auto y = b * cosine + (r2 * a - r0 * c) * sine_ratio + r1 * along;
  const auto z = c * cosine + (r0 * b - r1 * a) * sine_ratio + r2 * along;

  const auto px = x / z;
  const auto py = y / z;
  const auto radius = px * px + py * py;
  const auto scale = focal * (1.0 + radius * (k1 + radius * k2));
  return std::tuple{weight * (px * scale + u0 - u), weight * (py * scale + v0 - v)};
};

inline constexpr auto ba_weight_residual = [](const auto& weight) { return 1.0 - weight * weight; };

/// The sparse Jacobian has 15 nonzeros in each row of a residual pair (11 camera, 3 point, 1 weight) and one in each
/// row of a weight's residual. They stand in the order of the rows, (p, 2, 15) then (p).
inline constexpr std::size_t ba_row = 15;

/// In a mode of Adze. nonzeros is resized, and overwritten.
template <class Mode = adze::automatic> void ba_jacobian(const ba_problem& problem, std::vector<double>& nonzeros) {
  const std::size_t p = problem.observations.size();
  nonzeros.resize(p * (2 * ba_row + 1));
  double* out = nonzeros.data();
  for (std::size_t i = 0; i < p; ++i) {
    const auto& [camera, point, feature] = problem.observations[i];
    const auto rows = adze::jacobian<Mode, adze::wrt<0, 1, 2>>(ba_residual_pair, problem.cameras[camera],
                                                               problem.points[point], problem.weights[i], feature);
    for (const auto& [by_camera, by_point, by_weight] : rows) {
      out = std::copy(by_camera.begin(), by_camera.end(), out);
      out = std::copy(by_point.begin(), by_point.end(), out);
      *out++ = by_weight;
    }
  }
  for (std::size_t i = 0; i < p; ++i) *out++ = adze::derivative(ba_weight_residual, problem.weights[i]);
}

/// The same by dual numbers, which share the function but none of the rest.
inline void ba_jacobian_by_duals(const ba_problem& problem, std::vector<double>& nonzeros) {
  using number = adze::dual<double, ba_row>;
  const std::size_t p = problem.observations.size();
  nonzeros.resize(p * (2 * ba_row + 1));
  double* out = nonzeros.data();
  for (std::size_t i = 0; i < p; ++i) {
    const auto& [at_camera, at_point, feature] = problem.observations[i];
    std::array<number, 11> camera;
    std::array<number, 3> point;
    for (std::size_t j = 0; j < 11; ++j) camera[j] = number::variable(problem.cameras[at_camera][j], j);
    for (std::size_t j = 0; j < 3; ++j) point[j] = number::variable(problem.points[at_point][j], 11 + j);
    const auto weight = number::variable(problem.weights[i], 14);
    const auto [first, second] = ba_residual_pair(camera, point, weight, feature);
    out = std::copy(first.tangent.begin(), first.tangent.end(), out);
    out = std::copy(second.tangent.begin(), second.tangent.end(), out);
  }
  for (std::size_t i = 0; i < p; ++i) {
    *out++ = ba_weight_residual(adze::dual<double>::variable(problem.weights[i], 0)).tangent[0];
  }
}

}  // namespace adbench
