#pragma once
// SPDX-License-Identifier: BSL-1.0
// What holds for every operation, written once. In: a family of the list (support/ops.hpp). Out: Catch2 checks.

#include <support/catch.hpp>
#include <support/ops.hpp>
#include <support/references.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <random>

namespace adze_test {

inline constexpr int draws = 40;                  // points per operation
inline constexpr double mode_ulps = 4;            // modes share formulas; a reciprocal may be shared or not
inline constexpr double difference_error = 1e-10; // extrapolated differences in long double, relative to the largest term
inline constexpr double second_ulps = 64;         // second derivatives as sums, in ulp of the largest entry

/// Points of the op's box, always the same ones.
inline std::vector<std::vector<double>> draw(erased_op const& op) {
  std::mt19937_64 random(std::hash<std::string>{}("points of " + op.name));
  std::vector<std::vector<double>> points;
  for (int k = 0; k < draws; ++k) {
    std::vector<double> point;
    for (interval const& side : op.box) {
      double const unit = static_cast<double>(random() >> 11) * 0x1p-53;
      point.push_back(side.low + unit * (side.high - side.low));
    }
    points.push_back(point);
  }
  return points;
}

inline std::string text_of(std::vector<double> const& point) {
  std::string text;
  for (double x : point) text += (text.empty() ? "(" : ", ") + Catch::Detail::stringify(x);
  return text + ")";
}

/// Equal to the last bit; one NaN is as good as another.
inline bool same_bits(double a, double b) {
  return (a != a && b != b) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Calls visit(point) for every way of choosing the op's arguments among these.
template <class Visit>
void for_each_choice(std::size_t arity, std::vector<double> const& choices, Visit const& visit) {
  std::vector<std::size_t> index(arity, 0);
  for (;;) {
    std::vector<double> point;
    for (std::size_t i : index) point.push_back(choices[i]);
    visit(point);
    std::size_t k = 0;
    while (k < arity && ++index[k] == choices.size()) index[k++] = 0;
    if (k == arity) return;
  }
}

/// The derivative of a function of one long double, by extrapolated central differences, at the step of a falling
/// sequence where two neighbours agree best.
template <class F>
long double slope_at(F const& f, long double x) {
  auto const central = [&](long double h) { return (f(x + h) - f(x - h)) / ((x + h) - (x - h)); };
  long double best = 0, previous = 0, least_change = std::numeric_limits<long double>::infinity();
  long double h = 0.0078125L * std::fmax(1.0L / 64, std::fabs(x));
  for (int k = 0; k < 16; ++k, h /= 2) {
    long double const estimate = (4 * central(h) - central(2 * h)) / 3;
    if (k > 0 && std::fabs(estimate - previous) < least_change) {
      least_change = std::fabs(estimate - previous);
      best = estimate;
    }
    previous = estimate;
  }
  return best;
}

inline double largest(matrix const& m) {
  double size = 0;
  for (numbers const& row : m) {
    for (double x : row) size = std::fmax(size, std::fabs(x));
  }
  return size;
}

/// The compiled program computes what the function computes on doubles, to the last bit, whatever the arguments.
inline void check_values(erased_op const& op) {
  double const inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  auto const same = [&](std::vector<double> const& point) {
    INFO(op.name << text_of(point) << ": program " << op.value(point.data()) << ", call " << op.plain(point.data()));
    CHECK(same_bits(op.value(point.data()), op.plain(point.data())));
  };
  for (auto const& point : draw(op)) same(point);
  for_each_choice(op.arity, {nan, inf, -inf, 0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 5e-324, 1e300}, same);
}

/// Reverse, forward and dual mode agree, with each other, with central differences of the plain function, and with the
/// same program run in long double.
inline void check_first(erased_op const& op) {
  for (auto const& point : draw(op)) {
    double const* x = point.data();
    numbers const r = op.reverse(x), f = op.forward(x), d = op.dual(x);
    std::array<long double, 3> exact{};
    std::copy(point.begin(), point.end(), exact.begin());
    std::array<long double, 3> const precise = op.reverse_long(exact.data());
    long double size = std::fabs(op.plain_long(exact.data()));
    for (std::size_t i = 0; i < op.arity; ++i) size = std::fmax(size, std::fabs(precise[i]));
    for (std::size_t i = 0; i < op.arity; ++i) {
      auto const along_i = [&](long double xi) {
        auto moved = exact;
        moved[i] = xi;
        return op.plain_long(moved.data());
      };
      double const difference = static_cast<double>(slope_at(along_i, exact[i]));
      auto const truth = static_cast<double>(precise[i]);
      INFO(op.name << text_of(point) << " in argument " << i << ": reverse " << r[i] << ", forward " << f[i] << ", dual "
                   << d[i] << ", difference " << difference << ", in long double " << truth);
      CHECK(ulps_between(f[i], r[i]) <= mode_ulps);
      CHECK(ulps_between(d[i], r[i]) <= mode_ulps);
      CHECK(ulps_between(r[i], truth) <= op.bound(op.ulp.first, x, truth, 1));
      CHECK(std::fabs(r[i] - difference) <= difference_error * static_cast<double>(std::fmax(1.0L, size)));
    }
  }
}

/// Second derivatives: the Hessian is symmetric however it is computed (mixed partials commute), equals that of nested
/// duals, and is the derivative of the gradient.
inline void check_second(erased_op const& op) {
  for (auto const& point : draw(op)) {
    double const* x = point.data();
    matrix const h = op.hessian(x), products = op.hvps(x), nested = op.dual_dual(x);
    std::array<long double, 3> exact{};
    std::copy(point.begin(), point.end(), exact.begin());
    double const size = largest(h), slack = second_ulps * 0x1p-52 * size;
    if (op.arity == 1) CHECK(std::fabs(op.taylor_second(x) - h[0][0]) <= slack);
    for (std::size_t i = 0; i < op.arity; ++i) {
      for (std::size_t j = 0; j < op.arity; ++j) {
        auto const partial = [&](long double xj) {
          auto moved = exact;
          moved[j] = xj;
          return op.reverse_long(moved.data())[i];
        };
        double const difference = static_cast<double>(slope_at(partial, exact[j]));
        INFO(op.name << text_of(point) << " in arguments " << i << ", " << j << ": Hessian " << h[i][j]
                     << ", Hessian times vector " << products[j][i] << " and " << products[i][j] << ", nested duals "
                     << nested[i][j] << ", difference " << difference);
        CHECK(std::fabs(products[i][j] - products[j][i]) <= slack);
        CHECK(std::fabs(products[i][j] - h[i][j]) <= slack);
        CHECK(std::fabs(nested[i][j] - h[i][j]) <= slack);
        CHECK(std::fabs(nested[i][j] - nested[j][i]) <= slack);
        CHECK(std::fabs(h[i][j] - difference) <= difference_error * std::fmax(1.0, size));
      }
    }
  }
}

inline void check_laws(std::vector<erased_op> const& family) {
  for (erased_op const& op : family) {
    check_values(op);
    check_first(op);
    check_second(op);
  }
}

}  // namespace adze_test
