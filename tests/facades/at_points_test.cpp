// SPDX-License-Identifier: BSL-1.0
// One function at many points: what gradient gives at each, for every length; lengths and memory that do not fit are
// refused before anything is computed.

#include <support/catch.hpp>

#include <adze/adze.hpp>
#include <adze/at_points.hpp>

#include <array>
#include <cmath>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace {

constexpr auto f = [](auto x, auto y, auto z) { return exp(x) * sin(y * z) + adze::select(x < y, x * z, log(2 + y * y) / (1 + z * z)); };

/// A few ulp of the largest term.
template <class T>
bool close(T got, T want) { return std::fabs(got - want) <= 16 * std::numeric_limits<T>::epsilon() * (1 + std::fabs(want)); }

template <class T>
std::vector<T> column(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<T> v(count);
  for (T& x : v) x = static_cast<T>(std::uniform_real_distribution<double>(-2, 2)(random));
  return v;
}

template <class Call>
std::string refused(Call const& call) {
  try {
    call();
  } catch (adze::shape_error const& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEMPLATE_TEST_CASE("at points: what gradient gives at each, for any number of them", "", float, double, long double) {
  using T = TestType;
  for (std::size_t count = 0; count < 40; ++count) {
    auto const x = column<T>(count, 1), y = column<T>(count, 2), z = column<T>(count, 3);
    auto const got = adze::at_points(f, x, y, z);
    CHECK(got.value.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      auto const want = adze::value_and_gradient(f, x[i], y[i], z[i]);
      INFO(i << " of " << count);
      CHECK(close(got.value[i], want.value));
      for (std::size_t k = 0; k < 3; ++k) CHECK(close(got.gradient[k][i], want.gradient[k]));
    }
  }
}

TEST_CASE("at points: single numbers, captured numbers, chosen arguments, modes, any contiguous range") {
  double const a = 0.75;
  auto const g = [a](auto x, auto y) { return exp(a * x) / y; };
  std::array<double, 5> const x{0.5, 1, 1.5, 2, 2.5};
  auto const [value, gradient] = adze::at_points<adze::wrt<1>, adze::forward>(g, std::span(x), 4);
  static_assert(std::tuple_size_v<std::remove_cvref_t<decltype(gradient)>> == 1);
  for (std::size_t i = 0; i < x.size(); ++i) {
    CHECK(close(value[i], std::exp(a * x[i]) / 4));
    CHECK(close(gradient[0][i], -std::exp(a * x[i]) / 16));
  }
}

TEST_CASE("at points: into memory of the caller, and not beyond") {
  auto const x = column<double>(11, 1);
  std::vector<double> memory(3 * 13, -7.0);
  std::span<double> const all(memory);
  adze::at_points_into([](auto u, auto v) { return u * v; }, adze::points(x, 3.0),
                       adze::into(all.subspan(1, 11), all.subspan(14, 11), all.subspan(27, 11)));
  for (std::size_t i = 0; i < 13; ++i) {
    bool const inside = i >= 1 && i < 12;
    CHECK(memory[i] == (inside ? 3 * x[i - 1] : -7));
    CHECK(memory[13 + i] == (inside ? 3 : -7));
    CHECK(memory[26 + i] == (inside ? x[i - 1] : -7));
  }
}

TEST_CASE("at points: lengths that differ are refused, with both") {
  std::vector<double> const x(5), y(4);
  CHECK(refused([&] { adze::at_points([](auto u, auto v) { return u * v; }, x, y); }) == "adze::at_points: columns 0 and 1 have 5 and 4 points");
  CHECK(refused([&] { adze::at_points([](auto u, auto v, auto w) { return u * v + w; }, 1.0, x, y); }) ==
        "adze::at_points: columns 1 and 2 have 5 and 4 points");
  std::vector<double> value(5, -7.0), dx(6);
  CHECK(refused([&] { adze::at_points_into([](auto u) { return u * u; }, adze::points(x), adze::into(value, dx)); }) ==
        "adze::at_points_into: output 1 has room for 6 numbers, the columns have 5 points");
  CHECK(value == std::vector<double>(5, -7.0));
}

TEST_CASE("at points: outputs that share memory are refused") {
  std::vector<double> x(8), value(8), dx(16);
  auto const square = [](auto u) { return u * u; };
  std::span<double> const d(dx);
  CHECK(refused([&] { adze::at_points_into(square, adze::points(x), adze::into(x, value)); }) == "adze::at_points_into: output 0 overlaps column 0");
  CHECK(refused([&] { adze::at_points_into(square, adze::points(d.first(8)), adze::into(value, d.subspan(7, 8))); }) ==
        "adze::at_points_into: output 1 overlaps column 0");
  CHECK(refused([&] { adze::at_points_into(square, adze::points(x), adze::into(d.first(8), d.subspan(4, 8))); }) ==
        "adze::at_points_into: output 1 overlaps output 0");
  CHECK(refused([&] { adze::at_points_into(square, adze::points(x), adze::into(d.first(8), d.subspan(8, 8))); }).empty());
}
