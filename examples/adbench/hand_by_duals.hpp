#pragma once
// SPDX-License-Identifier: BSL-1.0
// The Jacobian of HAND on dual numbers that carry all 28 directions through everything: slow, with no thought given to
// what depends on what, and so a check on the fast one.

#include "hand_jacobian.hpp"
#include <adze/adze.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace adbench {

/// rows (3 n, columns) is resized, and overwritten.
inline void hand_jacobian_by_duals(const hand_problem& p, std::vector<double>& rows) {
  constexpr std::size_t us = 2;
  using number = adze::dual<double, us + hand_problem::pose_size>;
  std::array<number, hand_problem::pose_size> pose;
  for (std::size_t j = 0; j < pose.size(); ++j) pose[j] = number::variable(p.pose[j], us + j);

  const auto turn = whole_rotation(std::array{pose[0], pose[1], pose[2]});
  std::array<std::array<number, 12>, hand_model::bones> transforms;
  for (std::size_t b = 0; b < hand_model::bones; ++b) {
    std::copy(p.model.resting[b].begin(), p.model.resting[b].end(), transforms[b].begin());
  }
  for (std::size_t f = 0; f < hand_model::fingers; ++f) {
    const number* a = &pose[6 + 4 * f];
    const auto& [before, back] = p.model.hand[f];
    const auto joints = finger_transforms(std::array{a[0], a[1], a[2], a[3]}, before, back);
    for (std::size_t k = 0; k < joints.size(); ++k) transforms[2 + 4 * f + k / 12][k % 12] = joints[k];
  }
  const auto posed = [&](std::size_t v) {
    const vector3& at = p.model.vertices[v];
    std::array<number, 3> sum{};
    for (std::size_t k = p.model.first_influence[v]; k < p.model.first_influence[v + 1]; ++k) {
      const auto& [bone, weight] = p.model.influences[k];
      const auto& t = transforms[bone];
      for (std::size_t i = 0; i < 3; ++i) {
        sum[i] += weight * (t[4 * i] * at[0] + t[4 * i + 1] * at[1] + t[4 * i + 2] * at[2] + t[4 * i + 3]);
      }
    }
    return sum;
  };

  rows.resize(3 * p.points.size() * hand_columns(p));
  double* out = rows.data();
  for (std::size_t i = 0; i < p.points.size(); ++i) {
    std::array<number, 3> at;
    if (p.is_complicated()) {
      const auto& [a, b, c] = p.model.triangles[p.targets[i]];
      const std::array u{number::variable(p.us[i][0], 0), number::variable(p.us[i][1], 1)};
      at = on_triangle(u, posed(a), posed(b), posed(c));
    } else {
      at = posed(p.targets[i]);
    }
    for (std::size_t j = 0; j < 3; ++j) {
      const number residual =
          p.points[i][j] - (turn[3 * j] * at[0] + turn[3 * j + 1] * at[1] + turn[3 * j + 2] * at[2] + pose[3 + j]);
      out = std::copy(residual.tangent.end() - std::ptrdiff_t(hand_columns(p)), residual.tangent.end(), out);
    }
  }
}

}  // namespace adbench
