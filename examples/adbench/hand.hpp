#pragma once
// SPDX-License-Identifier: BSL-1.0
// ADBench's HAND: a hand of 22 bones, posed by 26 numbers, is fitted to n points. The residuals are
//   point - hand, 3 numbers a point; hand = turned about the rotation vector, and moved, sum over bones of w_b T_b v
// T_b follows from the angles of the joints above the bone: each bone is its parent's transform, times its own at rest,
// times the joint's rotation; T_b takes the rest position of the bone back first. The point of the hand is a vertex
// (simple), or lies on a triangle, at coordinates u that are parameters too (complicated).
// F. Srajer et al., A benchmark of selected algorithmic differentiation tools, 2018; J. Taylor et al., User-specific
// hand modeling from monocular depth sequences, 2014.

#include "text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace adbench {

using vector3 = std::array<double, 3>;
using matrix3 = std::array<double, 9>;     // (3, 3), row by row
using transform = std::array<double, 12>;  // (3, 4), row by row: rotation or scale, and translation

/// a after b, as a product of 4 x 4 matrices whose last row is 0 0 0 1.
inline transform after(const transform& a, const transform& b) {
  transform c;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      c[4 * i + j] = a[4 * i] * b[j] + a[4 * i + 1] * b[4 + j] + a[4 * i + 2] * b[8 + j];
    }
    c[4 * i + 3] += a[4 * i + 3];
  }
  return c;
}

/// The hand at rest.
struct hand_model {
  // Bone 0 is the wrist; finger f has bones 1 + 4 f, which never turns, and 2 + 4 f to 4 + 4 f, each the parent of the
  // next; bone 21, the forearm, does not turn either.
  static constexpr std::size_t fingers = 5;
  static constexpr std::size_t joints = 3;  // of a finger
  static constexpr std::size_t bones = 22;
  static constexpr bool turns(std::size_t bone) { return bone > 0 && bone + 1 < bones && (bone - 1) % 4 > 0; }
  static constexpr std::size_t finger_of(std::size_t turning_bone) { return (turning_bone - 1) / 4; }
  static constexpr std::size_t joint_of(std::size_t turning_bone) { return (turning_bone - 1) % 4 - 1; }

  /// Joint j of a finger: the parent's transform at j = 0, and from the joint before to this one else; then what takes
  /// the bone's rest position back.
  struct finger {
    std::array<transform, joints> before;
    std::array<transform, joints> back;
  };
  struct influence {
    std::size_t bone;
    double weight;
  };

  std::array<finger, fingers> hand;
  std::array<transform, bones> resting;  // T_b of the bones that never turn
  std::vector<vector3> vertices;
  std::vector<influence> influences;         // of vertex v: [first_influence[v], first_influence[v + 1]), by bone
  std::vector<std::size_t> first_influence;  // (vertices + 1)
  std::vector<std::array<std::size_t, 3>> triangles;
};

struct hand_problem {
  static constexpr std::size_t pose_size = 26;  // rotation (3, radians), translation (3), 4 angles for each finger
  hand_model model;
  std::array<double, pose_size> pose;
  std::vector<std::size_t> targets;       // (n): the vertices of the points, or the triangles
  std::vector<vector3> points;            // (n)
  std::vector<std::array<double, 2>> us;  // (n), or none: then targets are vertices

  bool is_complicated() const { return !us.empty(); }
};

inline hand_model read_hand_model(const std::filesystem::path& folder) {
  hand_model model;
  {
    // A bone a line: name, parent, its transform at rest relative to the parent, and the inverse of the absolute one,
    // both (4, 4) row by row.
    text in(folder / "bones.txt", " \t\r\n:");
    std::array<transform, hand_model::bones> absolute;
    const auto read_transform = [&in] {
      transform t;
      for (double& each : t) each = in.number("an element of a transform");
      for (double expected : {0.0, 0.0, 0.0, 1.0}) {
        if (in.number("the last row of a transform") != expected) in.fail("the last row of a transform is not 0 0 0 1");
      }
      return t;
    };
    for (std::size_t b = 0; b < hand_model::bones; ++b) {
      const std::string name(in.word("the name of a bone"));
      const int parent = in.integer("the parent of " + name);
      const int expected_parent = b == 0 ? -1 : hand_model::turns(b) ? int(b) - 1 : 0;
      if (parent != expected_parent) {
        in.fail("the parent of " + name + " should be " + std::to_string(expected_parent) + ", and is " +
                std::to_string(parent));
      }
      const transform relative = read_transform();
      const transform back = read_transform();
      absolute[b] = parent < 0 ? relative : after(absolute[std::size_t(parent)], relative);
      if (hand_model::turns(b)) {
        auto& finger = model.hand[hand_model::finger_of(b)];
        const std::size_t joint = hand_model::joint_of(b);
        finger.before[joint] = joint == 0 ? absolute[b] : relative;
        finger.back[joint] = back;
      } else {
        model.resting[b] = after(absolute[b], back);
      }
    }
    in.require_end();
  }
  {
    // A vertex a line: position, normal and texture coordinates (not used), how many bones, and for each bone and
    // weight.
    text in(folder / "vertices.txt", " \t\r\n:");
    model.first_influence.push_back(0);
    while (!in.at_end()) {
      vector3 position;
      for (double& each : position) each = in.number("a coordinate of a vertex");
      for (int i = 0; i < 5; ++i) in.number("a normal or texture coordinate");
      const std::size_t count = in.count("the number of bones of a vertex", 1, hand_model::bones);
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t bone = in.count("the bone of a vertex", 0, hand_model::bones - 1);
        model.influences.push_back({bone, in.number("the weight of a bone")});
      }
      std::sort(model.influences.end() - std::ptrdiff_t(count), model.influences.end(),
                [](const auto& a, const auto& b) { return a.bone < b.bone; });
      model.vertices.push_back(position);
      model.first_influence.push_back(model.influences.size());
    }
    if (model.vertices.empty()) in.fail("there are no vertices");
  }
  {
    text in(folder / "triangles.txt", " \t\r\n:");
    while (!in.at_end()) {
      std::array<std::size_t, 3> corners;
      for (auto& each : corners) each = in.count("a corner of a triangle", 0, model.vertices.size() - 1);
      model.triangles.push_back(corners);
    }
    if (model.triangles.empty()) in.fail("there are no triangles");
  }
  return model;
}

/// "n 26", then a line for each point: target and coordinates; in complicated problems u (2) of each point; the pose.
inline hand_problem read_hand(const std::filesystem::path& path, const std::filesystem::path& model_folder) {
  hand_problem p;
  p.model = read_hand_model(model_folder);
  text in(path);
  const std::size_t n = in.count("the number of points", 1, 1'000'000);
  in.count("the size of the pose", hand_problem::pose_size, hand_problem::pose_size);
  in.require_room(4 * n + hand_problem::pose_size, "points and pose");
  const std::size_t words = in.words_left();
  const bool complicated = words == 6 * n + hand_problem::pose_size;
  if (!complicated && words != 4 * n + hand_problem::pose_size) {
    in.fail(std::to_string(words) + " numbers follow; a simple problem of " + std::to_string(n) + " points has " +
            std::to_string(4 * n + hand_problem::pose_size) + ", a complicated one " +
            std::to_string(6 * n + hand_problem::pose_size));
  }
  const std::size_t targets = complicated ? p.model.triangles.size() : p.model.vertices.size();
  for (std::size_t i = 0; i < n; ++i) {
    p.targets.push_back(in.count("the target of a point", 0, targets - 1));
    vector3 point;
    for (double& each : point) each = in.number("a coordinate of a point");
    p.points.push_back(point);
  }
  if (complicated) {
    for (std::size_t i = 0; i < n; ++i) {
      const double u = in.number("u of a point");
      p.us.push_back({u, in.number("v of a point")});
    }
  }
  for (double& each : p.pose) each = in.number("an element of the pose");
  in.require_end();
  return p;
}

/// The rotation by |r| about the axis r: cos I + sin/|r| [r]x + (1 - cos)/|r|^2 r r'. From the half angle, since 1 -
/// cos = 2 sin^2 of the half, without cancellation. (ADBench takes the identity for |r| < 1e-4.)
inline matrix3 rotation(const double* r) {
  const double squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
  double ratio = 0.5, half_cosine = 1.0;  // sine of the half angle over the angle
  if (squared > 0.0) {
    const double angle = std::sqrt(squared);
    ratio = std::sin(0.5 * angle) / angle;
    half_cosine = std::cos(0.5 * angle);
  }
  const double t = 2.0 * ratio * ratio;
  const double c = 1.0 - t * squared;
  const double s = 2.0 * ratio * half_cosine;
  return {c + t * r[0] * r[0],        t * r[0] * r[1] - s * r[2], t * r[0] * r[2] + s * r[1],
          t * r[0] * r[1] + s * r[2], c + t * r[1] * r[1],        t * r[1] * r[2] - s * r[0],
          t * r[0] * r[2] - s * r[1], t * r[1] * r[2] + s * r[0], c + t * r[2] * r[2]};
}

/// t after a rotation by `sideways` about z after one by `bend` about x; after the latter alone.
inline transform turned(const transform& t, double bend) {
  const double c = std::cos(bend), s = std::sin(bend);
  transform out = t;
  for (std::size_t i = 0; i < 12; i += 4) {
    out[i + 1] = t[i + 1] * c + t[i + 2] * s;
    out[i + 2] = t[i + 2] * c - t[i + 1] * s;
  }
  return out;
}
inline transform turned(const transform& t, double bend, double sideways) {
  const double c = std::cos(sideways), s = std::sin(sideways);
  transform out = t;
  for (std::size_t i = 0; i < 12; i += 4) {
    out[i] = t[i] * c + t[i + 1] * s;
    out[i + 1] = t[i + 1] * c - t[i] * s;
  }
  return turned(out, bend);
}

/// T_b of every bone.
inline std::array<transform, hand_model::bones> hand_transforms(const hand_problem& p) {
  std::array<transform, hand_model::bones> result = p.model.resting;
  const double* angles = p.pose.data() + 6;
  for (std::size_t f = 0; f < hand_model::fingers; ++f, angles += 4) {
    const auto& finger = p.model.hand[f];
    transform absolute = turned(finger.before[0], angles[0], angles[1]);
    result[2 + 4 * f] = after(absolute, finger.back[0]);
    for (std::size_t j = 1; j < hand_model::joints; ++j) {
      absolute = turned(after(absolute, finger.before[j]), angles[1 + j]);
      result[2 + 4 * f + j] = after(absolute, finger.back[j]);
    }
  }
  return result;
}

/// Vertex v, posed but neither turned nor moved as a whole.
inline vector3 skinned(const hand_model& model, const std::array<transform, hand_model::bones>& transforms,
                       std::size_t v) {
  const vector3& at = model.vertices[v];
  vector3 sum{};
  for (std::size_t k = model.first_influence[v]; k < model.first_influence[v + 1]; ++k) {
    const auto& [bone, weight] = model.influences[k];
    const transform& t = transforms[bone];
    for (std::size_t i = 0; i < 3; ++i) {
      sum[i] += weight * (t[4 * i] * at[0] + t[4 * i + 1] * at[1] + t[4 * i + 2] * at[2] + t[4 * i + 3]);
    }
  }
  return sum;
}

/// out (n, 3)
inline void hand_objective(const hand_problem& p, std::vector<double>& out) {
  const auto transforms = hand_transforms(p);
  const matrix3 r = rotation(p.pose.data());
  const double* move = p.pose.data() + 3;
  out.resize(3 * p.points.size());
  for (std::size_t i = 0; i < p.points.size(); ++i) {
    vector3 at;
    if (p.is_complicated()) {
      const auto& [a, b, c] = p.model.triangles[p.targets[i]];
      const auto& [u, v] = p.us[i];
      const vector3 first = skinned(p.model, transforms, a);
      const vector3 second = skinned(p.model, transforms, b);
      const vector3 third = skinned(p.model, transforms, c);
      for (std::size_t j = 0; j < 3; ++j) at[j] = u * first[j] + v * second[j] + (1.0 - u - v) * third[j];
    } else {
      at = skinned(p.model, transforms, p.targets[i]);
    }
    for (std::size_t j = 0; j < 3; ++j) {
      out[3 * i + j] = p.points[i][j] - (r[3 * j] * at[0] + r[3 * j + 1] * at[1] + r[3 * j + 2] * at[2] + move[j]);
    }
  }
}

}  // namespace adbench
