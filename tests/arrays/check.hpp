#pragma once
// SPDX-License-Identifier: BSL-1.0
// A function of arrays against the same function as plain C++ on long double: its value, and its gradient against
// extrapolated central differences of the plain one. In: both, and arguments in double. Out: Catch2 checks.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include <cmath>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

namespace adze_test {

inline constexpr long double value_agrees = 1e-14L;       // relative: sums of a few dozen terms
inline constexpr long double differences_agree = 1e-10L;  // relative to the largest entry

using std::size_t;
using wide = long double;
using wide_vector = std::vector<wide>;
using wide_matrix = adze::tensor<wide, 2>;

// ---- data

/// n numbers of either sign, all different.
inline std::vector<double> some(int n, double phase = 0.3) {
  std::vector<double> v;
  for (int e = 0; e < n; ++e) v.push_back(0.2 + std::sin(1.7 * e + phase));
  return v;
}
/// n numbers between 0.4 and 1.6.
inline std::vector<double> positive(int n, double phase = 0.3) {
  std::vector<double> v;
  for (int e = 0; e < n; ++e) v.push_back(1 + 0.6 * std::sin(1.3 * e + phase));
  return v;
}
inline adze::tensor<double, 2> some(int n, int m, double phase = 0.3) {
  adze::tensor<double, 2> t({n, m});
  for (std::ptrdiff_t e = 0; e < t.size(); ++e) t.data()[e] = 0.1 + std::cos(0.9 * static_cast<double>(e) + phase);
  return t;
}

// ---- arguments of any kind as long double, and as a flat list

inline wide widened(double x) { return x; }
inline std::vector<int> widened(std::vector<int> const& v) { return v; }
inline wide_vector widened(std::vector<double> const& v) { return {v.begin(), v.end()}; }
template <int R>
adze::tensor<wide, R> widened(adze::tensor<double, R> const& t) {
  adze::tensor<wide, R> w(t.extents());
  for (std::ptrdiff_t e = 0; e < t.size(); ++e) w.data()[e] = t.data()[e];
  return w;
}

/// Calls visit(x) for every number in something, by reference.
template <class A, class Visit>
void for_each_number(A& a, Visit const& visit) {
  if constexpr (std::is_arithmetic_v<A>) visit(a);
  else if constexpr (requires { a.as_view(); }) for (std::ptrdiff_t e = 0; e < a.size(); ++e) visit(a.data()[e]);
  else if constexpr (requires { std::get<0>(a); a.begin(); }) for (auto& part : a) for_each_number(part, visit);
  else if constexpr (requires { std::tuple_size<A>::value; }) std::apply([&](auto&... part) { (for_each_number(part, visit), ...); }, a);
  else for (auto& x : a) for_each_number(x, visit);
}
template <class A>
std::vector<double> flat(A const& a) {
  std::vector<double> all;
  for_each_number(a, [&](auto const& x) { all.push_back(static_cast<double>(x)); });
  return all;
}

/// f'(0) by extrapolated central differences at the step of a falling sequence where two neighbours agree best.
template <class F>
wide slope(F const& f) {
  auto const central = [&](wide h) { return (f(h) - f(-h)) / (2 * h); };
  wide best = 0, previous = 0, least = std::numeric_limits<wide>::infinity(), h = 1.0L / 64;
  for (int k = 0; k < 16; ++k, h /= 2) {
    wide const estimate = (4 * central(h) - central(2 * h)) / 3;
    if (k > 0 && std::fabs(estimate - previous) < least) least = std::fabs(estimate - previous), best = estimate;
    previous = estimate;
  }
  return best;
}

/// The differences of f in every number of its Kth arguments, flat.
template <size_t... K, class F, class... A>
std::vector<double> differences(std::index_sequence<K...>, F const& f, A... a) {
  std::tuple<A...> all(std::move(a)...);
  std::vector<double> result;
  auto const value = [&] { return static_cast<wide>(std::apply(f, all)); };
  auto const each = [&](auto& argument) {
    for_each_number(argument, [&](auto& x) {
      auto const here = x;
      result.push_back(static_cast<double>(slope([&](wide step) {
        x = here + step;
        wide const moved = value();
        x = here;
        return moved;
      })));
    });
  };
  (each(std::get<K>(all)), ...);
  return result;
}

inline void check_close(std::vector<double> const& got, std::vector<double> const& want, long double tolerance = differences_agree) {
  REQUIRE(got.size() == want.size());
  double size = 1;
  for (double x : want) size = std::fmax(size, std::fabs(x));
  for (size_t e = 0; e < got.size(); ++e) {
    INFO("entry " << e << ": " << got[e] << " against " << want[e]);
    CHECK(std::fabs(got[e] - want[e]) <= static_cast<double>(tolerance) * size);
  }
}

/// Value and gradient of f in its arguments K (all of them by default) against `plain`.
template <size_t... K, class F, class P, class... A>
void check_in(std::index_sequence<K...> which, F const& f, P const& plain, A const&... a) {
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<K...>>(f, a...);
  auto const truth = static_cast<double>(plain(widened(a)...));
  INFO("value " << value << " against " << truth);
  CHECK(std::fabs(value - truth) <= static_cast<double>(value_agrees) * (1 + std::fabs(truth)));
  check_close(flat(gradient), differences(which, plain, widened(a)...));
}
template <class F, class P, class... A>
void check(F const& f, P const& plain, A const&... a) {
  check_in(std::index_sequence_for<A...>{}, f, plain, a...);
}

// ---- sums in plain C++

template <class F>
wide total(std::ptrdiff_t n, F const& f) {
  wide s = 0;
  for (std::ptrdiff_t e = 0; e < n; ++e) s += static_cast<wide>(f(e));
  return s;
}
template <class V>
std::ptrdiff_t length(V const& v) { return static_cast<std::ptrdiff_t>(v.size()); }
inline wide at(wide_vector const& v, std::ptrdiff_t e) { return v[static_cast<size_t>(e)]; }
inline std::ptrdiff_t rows(wide_matrix const& m) { return m.extents()[0]; }
inline std::ptrdiff_t columns(wide_matrix const& m) { return m.extents()[1]; }
template <class F>
wide total(wide_vector const& v, F const& f) { return total(length(v), [&](std::ptrdiff_t e) { return f(at(v, e)); }); }
template <class F>
wide total(wide_matrix const& m, F const& f) { return total(m.size(), [&](std::ptrdiff_t e) { return f(m.data()[e]); }); }

inline wide_vector product(wide_matrix const& a, wide_vector const& x) {
  wide_vector y;
  for (std::ptrdiff_t p = 0; p < rows(a); ++p) y.push_back(total(columns(a), [&](std::ptrdiff_t q) { return a(p, q) * at(x, q); }));
  return y;
}
inline wide_matrix product(wide_matrix const& a, wide_matrix const& b) {
  wide_matrix c({rows(a), columns(b)});
  for (std::ptrdiff_t p = 0; p < rows(a); ++p) {
    for (std::ptrdiff_t q = 0; q < columns(b); ++q) c(p, q) = total(rows(b), [&](std::ptrdiff_t l) { return a(p, l) * b(l, q); });
  }
  return c;
}
inline wide_matrix transposed(wide_matrix const& a) {
  wide_matrix b({columns(a), rows(a)});
  for (std::ptrdiff_t p = 0; p < rows(a); ++p) {
    for (std::ptrdiff_t q = 0; q < columns(a); ++q) b(q, p) = a(p, q);
  }
  return b;
}
inline wide_vector row(wide_matrix const& a, std::ptrdiff_t p) { return {a.data() + p * columns(a), a.data() + (p + 1) * columns(a)}; }
inline wide_vector column(wide_matrix const& a, std::ptrdiff_t q) { return row(transposed(a), q); }

}  // namespace adze_test
