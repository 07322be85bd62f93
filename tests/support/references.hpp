#pragma once
// SPDX-License-Identifier: BSL-1.0
//
// Reader of the truth table of operations (tests/data/op_references.txt, made by scripts/make-op-references.py), and
// the distance in units in the last place that tests compare with. In: a path. Out: one reference_row per point.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <istream>
#include <limits>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace adze_test {

struct reference_row {
  std::string op;
  std::vector<double> arguments;
  double value = 0.0;
  std::vector<double> partials;  // one per argument
  std::optional<double> second;  // d2f/dx2, present when there is one argument
};

namespace detail {

/// A C99 hex float, inf or -inf; the stream operators of C++ do not read hex floats.
inline double parse_double(const std::string& word) {
  char* end = nullptr;
  const double parsed = std::strtod(word.c_str(), &end);
  if (word.empty() || *end != '\0') {
    throw std::runtime_error("not a number: '" + word + "'");
  }
  return parsed;
}

inline std::vector<double> parse_doubles(std::istream& words, std::size_t count) {
  std::vector<double> parsed(count);
  for (double& number : parsed) {
    std::string word;
    words >> word;
    number = parse_double(word);
  }
  return parsed;
}

/// op arity arguments... value partials... [second]
inline reference_row parse_row(const std::string& line) {
  std::istringstream words(line);
  reference_row row;
  std::size_t arity = 0;
  if (!(words >> row.op >> arity) || arity < 1 || arity > 3) {
    throw std::runtime_error("a row starts with an operation and its arity, 1 to 3");
  }
  row.arguments = parse_doubles(words, arity);
  row.value = parse_doubles(words, 1).front();
  row.partials = parse_doubles(words, arity);
  if (arity == 1) {
    row.second = parse_doubles(words, 1).front();
  }
  if (std::string extra; words >> extra) {
    throw std::runtime_error("more columns than the arity allows: '" + extra + "'");
  }
  return row;
}

}  // namespace detail

/// Every row of the table. Throws std::runtime_error, with file and line, when it is malformed, empty or missing.
inline std::vector<reference_row> read_references(const std::string& path) {
  std::ifstream file(path);
  std::vector<reference_row> rows;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    try {
      rows.push_back(detail::parse_row(line));
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(path + ":" + std::to_string(number) + ": " + error.what());
    }
  }
  if (rows.empty()) {
    throw std::runtime_error(path + ": no rows, or cannot be opened");
  }
  return rows;
}

/// |got - want| in units in the last place of want; below the normal range the unit is the least subnormal.
/// 0 for equal numbers, which includes equal infinities and zeros of either sign.
/// Infinity when either is NaN, or exactly one is infinite, or their infinities differ in sign.
inline double ulps_between(double got, double want) {
  if (got == want) {
    return 0.0;
  }
  if (!std::isfinite(got) || !std::isfinite(want)) {
    return std::numeric_limits<double>::infinity();
  }
  using limits = std::numeric_limits<double>;
  const int exponent = want == 0.0 ? limits::min_exponent - 1 : std::max(std::ilogb(want), limits::min_exponent - 1);
  const int unit = exponent - (limits::digits - 1);
  if (exponent > 0) {  // halves, so that numbers of opposite sign near the largest double do not overflow
    return std::ldexp(std::abs(got / 2 - want / 2), 1 - unit);
  }
  return std::ldexp(std::abs(got - want), -unit);
}

}  // namespace adze_test
