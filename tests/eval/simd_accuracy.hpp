#pragma once
// SPDX-License-Identifier: BSL-1.0
// Operations on batches against long double: the largest error in units in the last place, over the edges, over the
// binades of the whole range and over an interval that matters.

#include <support/catch.hpp>

#include <adze/eval/simd_ops.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <random>
#include <vector>

namespace adze_test {

/// What an operation on batches may be off by.
inline constexpr double simd_bound = 4;

/// |got - want| in units in the last place of want as a T; the least subnormal below the normal range.
template <class T>
double ulps(T got, long double want) {
  using limits = std::numeric_limits<T>;
  T const rounded = static_cast<T>(want);
  if (std::isnan(want) || std::isnan(got)) return std::isnan(want) && std::isnan(got) ? 0 : 1e99;
  if (got == rounded) return std::signbit(got) == std::signbit(rounded) ? 0 : got == 0 && want != 0 ? 0 : got == 0 ? 1e98 : 0;
  if (std::isinf(rounded) || std::isinf(got)) {  // overflow is one unit beyond the largest number
    if (std::isinf(want) || std::signbit(got) != std::signbit(rounded)) return 1e99;
    long double const edge = std::isinf(got) ? std::ldexp(1.0L, limits::max_exponent) : std::fabs(static_cast<long double>(got));
    return static_cast<double>(std::fabs(edge - std::fabs(want)) / std::ldexp(1.0L, limits::max_exponent - limits::digits));
  }
  int const exponent = want == 0 ? limits::min_exponent - 1 : std::max(std::ilogb(want), limits::min_exponent - 1);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - want) / std::ldexp(1.0L, exponent - limits::digits + 1));
}

template <class T>
std::vector<T> edges() {
  using limits = std::numeric_limits<T>;
  std::vector<T> v;
  for (T x : {T(0), limits::denorm_min(), 100 * limits::denorm_min(), limits::min() / 2, limits::min(), T(2) * limits::min(),
              limits::epsilon() / 4, limits::epsilon(), T(0.25), T(0.375), T(0.5), T(0.75), T(1), T(1.5), T(2), T(2.5), T(3), T(4),
              T(7), T(22), T(40), T(100), T(700), T(745.13), T(709.78), T(710.4), T(88.7), T(103.9), T(1e4), T(1e6), T(1e10), T(4503599627370497.5), T(1e16),
              limits::max() / 4, limits::max(), limits::infinity(), limits::quiet_NaN(), T(0.49999999999999994)}) {
    for (T y : {x, std::nextafter(x, T(0)), std::nextafter(x, limits::infinity())}) v.push_back(y), v.push_back(-y);
  }
  return v;
}
/// Of every size and sign.
template <class T>
T any_number(std::mt19937_64& random) {
  using limits = std::numeric_limits<T>;
  double const e = std::uniform_real_distribution<double>(limits::min_exponent - limits::digits, limits::max_exponent)(random);
  return static_cast<T>((random() % 2 == 0 ? 1 : -1) * std::exp2(static_cast<long double>(e)));
}

template <class T, std::size_t N>
using arguments = std::array<std::vector<T>, N>;

struct box {
  double low, high;
};

/// All pairs (triples: some) of edges, numbers of any size, and points of the box.
template <class T, std::size_t N>
arguments<T, N> points(std::array<box, N> const& where, int count = 20000) {
  arguments<T, N> x;
  std::mt19937_64 random(7);
  auto const e = edges<T>();
  if constexpr (N == 1) {
    x[0] = e;
  } else {
    for (T a : e) {
      for (T b : e) {
        x[0].push_back(a), x[1].push_back(b);
        if constexpr (N == 3) x[2].push_back(e[random() % e.size()]);
      }
    }
  }
  for (int i = 0; i < count; ++i) {
    for (auto& column : x) column.push_back(any_number<T>(random));
  }
  for (int i = 0; i < 3 * count; ++i) {
    for (std::size_t k = 0; k < N; ++k) {
      x[k].push_back(static_cast<T>(std::uniform_real_distribution<double>(where[k].low, where[k].high)(random)));
    }
  }
  return x;
}

struct most {
  double error = 0;
  std::array<long double, 3> at{};
  long double got = 0, want = 0;
};

/// The largest error of Op on batches, `want` being its value in long double; where `skip` is no.
template <class Op, class T, std::size_t N, class Want>
most largest_error(arguments<T, N> x, Want const& want) {
  constexpr auto all = std::make_index_sequence<N>{};
  most worst;
  while (x[0].size() % adze::detail::lanes<T> != 0) {
    for (auto& column : x) column.push_back(T(1));
  }
  for (std::size_t i = 0; i < x[0].size(); i += adze::detail::lanes<T>) {
    std::array<T, adze::detail::lanes<T>> y;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      if constexpr (adze::detail::lanes<T> > 1) adze::detail::store(y.data(), adze::detail::on_batches<Op>::value(adze::detail::load(x[K].data() + i)...));
      else y[0] = Op::value(x[K][i]...);
      for (std::size_t l = 0; l < y.size(); ++l) {
        long double const exact = want(static_cast<long double>(x[K][i + l])...);
        double const error = ulps(y[l], exact);
        if (error > worst.error) worst = {error, {static_cast<long double>(x[K][i + l])...}, static_cast<long double>(y[l]), exact};
      }
    }(all);
  }
  return worst;
}

inline void report(char const* op, char const* type, most const& worst) {
  if (std::getenv("ADZE_ULP_TABLE") != nullptr) {
    std::printf("| %-16s | %-6s | %8.3g | %.17Lg, %.17Lg |\n", op, type, worst.error, worst.at[0], worst.at[1]);
  }
  INFO(op << " of " << type << ": " << worst.error << " ulp at " << worst.at[0] << ", " << worst.at[1] << ", " << worst.at[2]
          << ": " << worst.got << ", should be " << worst.want);
  CHECK(worst.error <= simd_bound);
}

template <class Op, std::size_t N, class Want>
void check(std::array<box, N> const& where, Want const& want, char const* name = Op::name) {
  report(name, "double", largest_error<Op>(points<double>(where), want));
  report(name, "float", largest_error<Op>(points<float>(where), want));
}

}  // namespace adze_test
