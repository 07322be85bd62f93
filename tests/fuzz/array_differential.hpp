#pragma once
// SPDX-License-Identifier: BSL-1.0
// What disagrees between Adze and plain loops with differences in long double, for random functions of arrays.

#include "array_interpreter.hpp"
#include "differential.hpp"

#include <sstream>

namespace adze_test::arrays {

inline constexpr real interpreted_value = 1e-13L, compiled_value = 1e-11L;  // relative: chains of up to ten statements
inline constexpr real gradient_agrees = 1e-7L;  // relative to the largest entry: extrapolated differences near kinks

/// The differences of the plain function in every number of every argument.
inline std::vector<std::vector<real>> differences(function const& f, point p) {
  std::vector<std::vector<real>> all;
  for (plain& a : p.given) {
    all.emplace_back();
    for (real& x : a.data) {
      real const here = x;
      all.back().push_back(fuzz_slope([&](real step) {
        x = here + step;
        real const value = plainly(f, p);
        x = here;
        return value;
      }));
    }
  }
  return all;
}

/// Value and gradient against the plain function; text for what disagrees.
inline std::string compare(unsigned seed, function const& f, point const& p, real value, std::vector<std::vector<real>> const& gradient, real tolerance) {
  std::ostringstream text;
  text.precision(12);
  real const truth = plainly(f, p);
  if (!(std::fabs(value - truth) <= tolerance * (1 + std::fabs(truth)))) text << "value " << value << " against " << truth << "\n";
  std::vector<std::vector<real>> const d = differences(f, p);
  real size = 1;
  for (auto const& part : d) {
    for (real x : part) size = std::max(size, std::fabs(x));
  }
  for (std::size_t a = 0; a < d.size(); ++a) {
    for (std::size_t e = 0; e < d[a].size(); ++e) {
      if (std::fabs(gradient[a][e] - d[a][e]) <= gradient_agrees * size) continue;
      text << "df/d" << "xyzABs"[a] << "[" << e << "] " << gradient[a][e] << " against " << d[a][e] << "\n";
    }
  }
  if (text.str().empty()) return "";
  return "seed " + std::to_string(seed) + ":\n" + text_of(f) + text.str();
}

inline std::string find_interpreted(unsigned seed, function const& f) {
  point const p = point_of(seed);
  try {
    ad::arranged const program = gradient_program(f);
    interpreter run(program, p);
    run.run();
    std::vector<std::vector<real>> gradient = run.outputs;
    gradient.push_back({run.numbers[0]});
    return compare(seed, f, p, run.numbers[1], gradient, interpreted_value);
  } catch (std::exception const& e) {
    return "seed " + std::to_string(seed) + ":\n" + text_of(f) + e.what() + "\n";
  }
}
inline std::string find_interpreted(unsigned seed) { return find_interpreted(seed, function_of(seed)); }

/// The same for the program that is compiled.
template <unsigned Seed>
std::string find_compiled() {
  function const f = function_of(Seed);
  point const p = point_of(Seed);
  auto const vector = [](plain const& a) { return std::vector<double>(a.data.begin(), a.data.end()); };
  auto const matrix = [](plain const& a) {
    adze::tensor<double, 2> m({a.rows, a.columns});
    std::copy(a.data.begin(), a.data.end(), m.data());
    return m;
  };
  auto const& g = p.given;
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<0, 1, 2, 3, 4, 5>>(
      fuzzed<Seed>{}, vector(g[0]), vector(g[1]), vector(g[2]), matrix(g[3]), matrix(g[4]), static_cast<double>(g[5](0)), p.ids);
  std::vector<std::vector<real>> parts;
  std::apply(
      [&](auto const&... part) {
        auto const add = [&](auto const& x) {
          if constexpr (requires { x.data(); }) parts.emplace_back(x.data(), x.data() + x.size());
          else parts.push_back({x});
        };
        (add(part), ...);
      },
      gradient);
  return compare(Seed, f, p, value, parts, compiled_value);
}
/// Seeds First, First + 1, ...
template <unsigned First, unsigned... I>
std::string find_compiled_among(std::integer_sequence<unsigned, I...>) {
  return (find_compiled<First + I>() + ...);
}

}  // namespace adze_test::arrays
