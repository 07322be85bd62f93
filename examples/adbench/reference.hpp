#pragma once
// SPDX-License-Identifier: BSL-1.0
// Files of reference values: a line of comment, "objective N" and N numbers, "gradient M" and M numbers.
// What the numbers are was found by matching them with derivatives computed here in other ways:
// - gmm: the objective; the gradient in the order alpha (K), mu (K, d), Q (K, d (d + 1)/2), as in the data file.
// - lstm: the loss; the gradient in the order of the data file, main (layers, 2, 4, b) then extra (3, b). The state is
//   no parameter.
// - ba: two residuals an observation; blocks of (2, 15), row by row, columns 11 camera, 3 point, 1 weight. Both only
// for
//   the first 100 observations. The residuals of the weights are not there.
// - hand: three residuals a point; the Jacobian column by column, (26, 3 n).

#include "text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace adbench {

struct reference {
  std::vector<double> objective;
  std::vector<double> gradient;
};

/// None if there is no such file; of these sizes else.
inline std::optional<reference> read_reference(const std::filesystem::path& path, std::size_t objectives,
                                               std::size_t derivatives) {
  if (!std::filesystem::exists(path)) return std::nullopt;
  text in(path);
  while (in.peek() == '#') in.skip_line();
  const auto section = [&](const std::string& name, std::size_t size) {
    if (const auto found = in.word("'" + name + "'"); found != name) {
      in.fail("'" + name + "' should be here, and " + text::quoted(found) + " is");
    }
    return in.numbers(in.count("the size of the " + name, size, size), name);
  };
  reference r;
  r.objective = section("objective", objectives);
  r.gradient = section("gradient", derivatives);
  in.require_end();
  return r;
}

/// |x - y| / max(1, |x| + |y|): relative where the numbers are large, absolute where they are small.
inline double error(double x, double y) { return std::abs(x - y) / std::max(1.0, std::abs(x) + std::abs(y)); }

/// The largest of them; infinite if the sizes differ or a number is not finite.
inline double largest_error(std::span<const double> x, std::span<const double> y) {
  if (x.size() != y.size()) return std::numeric_limits<double>::infinity();
  double largest = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double e = error(x[i], y[i]);
    if (!std::isfinite(e)) return std::numeric_limits<double>::infinity();
    largest = std::max(largest, e);
  }
  return largest;
}

}  // namespace adbench
