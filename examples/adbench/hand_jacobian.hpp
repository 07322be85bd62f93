#pragma once
// SPDX-License-Identifier: BSL-1.0
// The Jacobian of HAND by Adze. What is not linear, the joints of a finger in its four angles and the rotation of the
// whole, are functions written for every kind of number, and adze::jacobian gives their derivatives. From there on all
// is linear: the same lines run on numbers that carry the derivatives along.

#include "hand.hpp"
#include <adze/adze.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <type_traits>
#include <vector>

namespace adbench {

/// A number as it is kept in an array: of Adze's symbols, each of a type of its own, a term.
template <class T> constexpr auto kept(const T& x) {
  if constexpr (std::is_base_of_v<adze::program_handle, T>) {
    adze::term t = x;
    return t;
  } else {
    return x;
  }
}

/// a after b, for transforms of any numbers.
template <class A, class B> constexpr auto combined(const std::array<A, 12>& a, const std::array<B, 12>& b) {
  std::array<decltype(kept(a[0] * b[0] + a[1] * b[4] + a[2] * b[8])), 12> c{};
  for (std::size_t i = 0; i < 12; i += 4) {
    for (std::size_t j = 0; j < 4; ++j) c[i + j] = kept(a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j]);
    c[i + 3] = kept(c[i + 3] + a[i + 3]);
  }
  return c;
}

/// t after the rotation in the plane of columns j and j + 1 that takes the first towards the second.
template <class T, class Angle> constexpr auto swung(const std::array<T, 12>& t, std::size_t j, const Angle& angle) {
  using std::cos, std::sin;
  const auto c = cos(angle);
  const auto s = sin(angle);
  std::array<decltype(kept(t[0] * c + t[1] * s)), 12> out{};
  for (std::size_t i = 0; i < 12; ++i) out[i] = kept(t[i]);
  for (std::size_t i = j; i < 12; i += 4) {
    out[i] = kept(t[i] * c + t[i + 1] * s);
    out[i + 1] = kept(t[i + 1] * c - t[i] * s);
  }
  return out;
}

/// T_b of a finger's three joints, one after the other (36 numbers), from its four angles.
inline constexpr auto finger_transforms = [](const auto& angles, const auto& before, const auto& back) {
  const auto [bend, sideways, middle, tip] = angles;
  const auto first = swung(swung(before[0], 0, sideways), 1, bend);
  const auto second = swung(combined(first, before[1]), 1, middle);
  const auto third = swung(combined(second, before[2]), 1, tip);
  const std::array joints{combined(first, back[0]), combined(second, back[1]), combined(third, back[2])};
  std::array<std::remove_cvref_t<decltype(joints[0][0])>, 36> result{};
  for (std::size_t i = 0; i < 36; ++i) result[i] = joints[i / 12][i % 12];
  return result;
};

/// The rotation of the whole hand (3, 3).
inline constexpr auto whole_rotation = [](const auto& r) {
  using adze::select;
  using std::cos, std::sin, std::sqrt;
  const auto [x, y, z] = r;
  const auto squared = x * x + y * y + z * z;
  const auto angle = sqrt(squared);
  const auto ratio = select(squared > 0.0, sin(0.5 * angle) / angle, 0.5);
  const auto t = 2.0 * ratio * ratio;
  const auto c = 1.0 - t * squared;
  const auto s = 2.0 * ratio * cos(0.5 * angle);
  return std::array{kept(c + t * x * x),     kept(t * x * y - s * z), kept(t * x * z + s * y),
                    kept(t * x * y + s * z), kept(c + t * y * y),     kept(t * y * z - s * x),
                    kept(t * x * z - s * y), kept(t * y * z + s * x), kept(c + t * z * z)};
};

/// Where a hand point lies on its triangle.
inline constexpr auto on_triangle = [](const auto& u, const auto& a, const auto& b, const auto& c) {
  const auto rest = 1.0 - u[0] - u[1];
  return std::array{kept(u[0] * a[0] + u[1] * b[0] + rest * c[0]), kept(u[0] * a[1] + u[1] * b[1] + rest * c[1]),
                    kept(u[0] * a[2] + u[1] * b[2] + rest * c[2])};
};

/// Derivatives in four directions at once.
using lanes = double __attribute__((vector_size(32)));

/// Those of a point's three coordinates.
using image = std::array<lanes, 3>;

/// rows (3, at least 4), a row every stride numbers
inline void store_negated(const image& x, double* rows, std::size_t stride) {
  for (std::size_t i = 0; i < 3; ++i) {
    const lanes negated = -x[i];
    std::memcpy(rows + i * stride, &negated, sizeof negated);
  }
}

/// A linear map of a point, or of a point and 1, to an image: one column for each coordinate of the point. What is
/// linear has itself as its derivative.
template <std::size_t columns> struct linear_map {
  std::array<image, columns> column{};

  void add_to(image& out, const std::array<double, columns>& p) const {
    for (std::size_t i = 0; i < 3; ++i) {
      lanes sum = out[i];
      for (std::size_t j = 0; j < columns; ++j) sum += column[j][i] * p[j];
      out[i] = sum;
    }
  }
};

/// The posed hand, with derivatives: of the bones' transforms in the four angles of their finger, of the rotation in
/// the three numbers of its vector.
class posed_hand {
 public:
  explicit posed_hand(const hand_problem& p) : model_(p.model), transforms_(hand_transforms(p)) {
    const std::array turn{p.pose[0], p.pose[1], p.pose[2]};
    rotation_ = rotation(turn.data());
    const auto by_turn = adze::jacobian<adze::automatic>(whole_rotation, turn);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {
        for (std::size_t a = 0; a < 3; ++a) by_turn_.column[j][i][a] = by_turn[3 * i + j][a];
      }
    }
    for (std::size_t f = 0; f < hand_model::fingers; ++f) {
      const auto& finger = model_.hand[f];
      const std::array angles{p.pose[6 + 4 * f], p.pose[7 + 4 * f], p.pose[8 + 4 * f], p.pose[9 + 4 * f]};
      const auto by_angles =
          adze::jacobian<adze::automatic, adze::wrt<0>>(finger_transforms, angles, finger.before, finger.back);
      for (std::size_t j = 0; j < hand_model::joints; ++j) joints_[3 * f + j] = turned(&by_angles[12 * j]);
    }
  }

  /// Vertex v, neither turned nor moved.
  vector3 skinned(std::size_t v) const { return adbench::skinned(model_, transforms_, v); }

  /// A point, turned with the hand.
  vector3 turned(const vector3& p) const {
    const matrix3& r = rotation_;
    return {r[0] * p[0] + r[1] * p[1] + r[2] * p[2], r[3] * p[0] + r[4] * p[1] + r[5] * p[2],
            r[6] * p[0] + r[7] * p[1] + r[8] * p[2]};
  }

  /// The derivatives of a turned point in the rotation vector, the fourth direction being none.
  const linear_map<3>& by_turn() const { return by_turn_; }

  /// Calls found(finger, image) for each finger that vertex v hangs on, with the derivatives of a share of v in its
  /// angles.
  template <class Found> void by_angles(std::size_t v, double share, const Found& found) const {
    const vector3& at = model_.vertices[v];
    const std::size_t end = model_.first_influence[v + 1];
    for (std::size_t k = model_.first_influence[v]; k < end;) {
      if (!hand_model::turns(model_.influences[k].bone)) {
        ++k;
        continue;
      }
      const std::size_t finger = hand_model::finger_of(model_.influences[k].bone);
      image sum{};
      do {
        const auto& [bone, weight] = model_.influences[k];
        const double w = share * weight;
        joints_[3 * finger + hand_model::joint_of(bone)].add_to(sum, {w * at[0], w * at[1], w * at[2], w});
        ++k;
      } while (k < end && hand_model::turns(model_.influences[k].bone) &&
               hand_model::finger_of(model_.influences[k].bone) == finger);
      found(finger, sum);
    }
  }

 private:
  // by_angles (3, 4, 4 angles): the derivatives of a transform
  linear_map<4> turned(const std::array<double, 4>* by_angles) const {
    linear_map<4> out;
    for (std::size_t j = 0; j < 4; ++j) {
      for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t k = 0; k < 3; ++k) {
          for (std::size_t a = 0; a < 4; ++a) out.column[j][i][a] += rotation_[3 * i + k] * by_angles[4 * k + j][a];
        }
      }
    }
    return out;
  }

  const hand_model& model_;
  std::array<transform, hand_model::bones> transforms_;
  matrix3 rotation_;
  linear_map<3> by_turn_;
  std::array<linear_map<4>, hand_model::fingers * hand_model::joints> joints_;
};

/// Derivatives of a residual: in the pose, before them in u (2) where the problem is complicated.
inline std::size_t hand_columns(const hand_problem& p) {
  return hand_problem::pose_size + (p.is_complicated() ? 2 : 0);
}

/// rows (3 n, columns) is resized, and overwritten.
inline void hand_jacobian(const hand_problem& p, std::vector<double>& rows) {
  rows.resize(3 * p.points.size() * hand_columns(p));
  const auto fill = [&]<std::size_t us>(std::integral_constant<std::size_t, us>) {
    constexpr std::size_t columns = us + hand_problem::pose_size;
    const posed_hand hand(p);
    for (std::size_t i = 0; i < p.points.size(); ++i) {
      double* const out = rows.data() + 3 * i * columns;
      double* const by_pose = out + us;
      std::fill_n(out, 3 * columns, 0.0);
      vector3 at;
      if constexpr (us > 0) {
        const auto& corners = p.model.triangles[p.targets[i]];
        const auto& u = p.us[i];
        const std::array shares{u[0], u[1], 1.0 - u[0] - u[1]};
        std::array<vector3, 3> posed;
        std::array<image, hand_model::fingers> by_angles{};
        for (std::size_t k = 0; k < 3; ++k) {
          posed[k] = hand.skinned(corners[k]);
          hand.by_angles(corners[k], shares[k], [&](std::size_t finger, const image& found) {
            for (std::size_t j = 0; j < 3; ++j) by_angles[finger][j] += found[j];
          });
        }
        for (std::size_t f = 0; f < hand_model::fingers; ++f) store_negated(by_angles[f], by_pose + 6 + 4 * f, columns);
        at = on_triangle(u, posed[0], posed[1], posed[2]);
        const auto by_u = adze::jacobian<adze::wrt<0>>(on_triangle, u, hand.turned(posed[0]), hand.turned(posed[1]),
                                                       hand.turned(posed[2]));
        for (std::size_t j = 0; j < 3; ++j) {
          for (std::size_t k = 0; k < us; ++k) out[j * columns + k] = -by_u[j][k];
        }
      } else {
        at = hand.skinned(p.targets[i]);
        hand.by_angles(p.targets[i], 1.0, [&](std::size_t finger, const image& found) {
          store_negated(found, by_pose + 6 + 4 * finger, columns);
        });
      }
      image by_turn{};
      hand.by_turn().add_to(by_turn, at);
      store_negated(by_turn, by_pose, columns);
      for (std::size_t j = 0; j < 3; ++j) by_pose[j * columns + 3 + j] = -1.0;
    }
  };
  if (p.is_complicated()) {
    fill(std::integral_constant<std::size_t, 2>{});
  } else {
    fill(std::integral_constant<std::size_t, 0>{});
  }
}

}  // namespace adbench
