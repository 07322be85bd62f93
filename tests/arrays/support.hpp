#pragma once
// SPDX-License-Identifier: BSL-1.0
// Data for the tests of the array facades, and differences in long double.

#include <adze/array_results.hpp>

#include <cmath>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

namespace array_tests {

template <class T = double>
std::vector<T> ramp(std::size_t n, double a) {
  std::vector<T> v(n);
  for (std::size_t e = 0; e < n; ++e) v[e] = static_cast<T>(a + 0.5 * std::sin(1.7 * static_cast<double>(e) + a));
  return v;
}
inline adze::tensor<double, 2> grid(std::ptrdiff_t n, std::ptrdiff_t m, double a) {
  adze::tensor<double, 2> t({n, m});
  for (std::ptrdiff_t e = 0; e < n * m; ++e) t.data()[e] = a + 0.5 * std::cos(0.9 * static_cast<double>(e) + a);
  return t;
}

/// All numbers of numbers, arrays and tuples, in order.
inline void flatten(double x, std::vector<long double>& out) { out.push_back(x); }
inline void flatten(long double x, std::vector<long double>& out) { out.push_back(x); }
template <class V>
  requires requires(V const& v) { v.data(); }
void flatten(V const& v, std::vector<long double>& out) {
  for (std::size_t e = 0; e < static_cast<std::size_t>(v.size()); ++e) flatten(v.data()[e], out);
}
template <class... V>
void flatten(std::tuple<V...> const& v, std::vector<long double>& out) {
  std::apply([&](auto const&... e) { (flatten(e, out), ...); }, v);
}
template <class... V>
std::vector<long double> flat(V const&... v) {
  std::vector<long double> out;
  (flatten(v, out), ...);
  return out;
}

inline long double moved(double x, double t, double v) { return static_cast<long double>(x) + static_cast<long double>(t) * static_cast<long double>(v); }
inline std::vector<long double> moved(std::vector<double> const& x, double t, std::vector<double> const& v) {
  std::vector<long double> r(x.size());
  for (std::size_t e = 0; e < x.size(); ++e) r[e] = moved(x[e], t, v[e]);
  return r;
}
template <int Rank>
adze::tensor<long double, Rank> moved(adze::tensor<double, Rank> const& x, double t, adze::tensor<double, Rank> const& v) {
  adze::tensor<long double, Rank> r(x.extents());
  for (std::ptrdiff_t e = 0; e < x.size(); ++e) r.data()[e] = moved(x.data()[e], t, v.data()[e]);
  return r;
}
inline std::vector<int> const& moved(std::vector<int> const& x, double, std::vector<int> const&) { return x; }

/// (g(x + h v) - g(x - h v)) / (2 h), flat, for x and v as tuples; g is evaluated in long double. Its error is that of
/// h^2 = 1e-12 times a third derivative.
template <class G, class... X>
std::vector<long double> difference(G const& g, std::tuple<X...> const& x, std::tuple<X...> const& v) {
  double const h = 1e-6;
  auto const at = [&](double t) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return flat(g(moved(std::get<I>(x), t, std::get<I>(v))...)); }
    (std::index_sequence_for<X...>{});
  };
  std::vector<long double> up = at(h), down = at(-h);
  for (std::size_t e = 0; e < up.size(); ++e) up[e] = (up[e] - down[e]) / (2 * static_cast<long double>(h));
  return up;
}

/// Sets number n of the arguments to 1, all others to 0.
template <class... X>
void make_unit(std::tuple<X...>& x, std::size_t n) {
  auto const set = [&]<class V>(V& v) {
    if constexpr (std::is_same_v<V, double>) v = n-- == 0 ? 1 : 0;
    else for (std::size_t e = 0; e < static_cast<std::size_t>(v.size()); ++e) v.data()[e] = n-- == 0 ? 1 : 0;
  };
  std::apply([&](auto&... v) { (set(v), ...); }, x);
}

/// The largest |a - b| / (1 + |b|); infinity where one is NaN or the sizes differ.
inline double distance(std::vector<long double> const& a, std::vector<long double> const& b) {
  if (a.size() != b.size()) return HUGE_VAL;
  long double worst = 0;
  for (std::size_t e = 0; e < a.size(); ++e) {
    long double const error = std::fabs(a[e] - b[e]) / (1 + std::fabs(b[e]));
    if (!(error <= worst)) worst = error == error ? error : HUGE_VALL;
  }
  return static_cast<double>(worst);
}

inline constexpr double of_differences = 1e-10;  // h^2 and more than the rounding of long double over h
inline constexpr double of_rounding = 1e-13;     // the same sums in another order

}  // namespace array_tests
