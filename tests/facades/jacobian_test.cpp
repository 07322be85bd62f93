// SPDX-License-Identifier: BSL-1.0
#include <adze/jacobian.hpp>

#include "support/catch.hpp"

#include <boost/hana/define_struct.hpp>

#include <array>
#include <cmath>
#include <tuple>
#include <type_traits>

namespace {

template <class T>
struct polar {
  BOOST_HANA_DEFINE_STRUCT(polar, (T, radius), (T, angle));
};

constexpr auto products = [](auto x, auto y) { return std::tuple(x * y, x - y, y * y * y); };
static_assert(adze::jacobian(products, 2.0, 3.0) ==
              std::array{std::array{3.0, 2.0}, std::array{1.0, -1.0}, std::array{0.0, 27.0}});

// Sums of products in another order.
constexpr double tolerance = 1e-14;

template <class F, class... A>
void check_modes(F const& f, A const&... a) {
  auto const forward = adze::jacobian<adze::forward>(f, a...);
  auto const reverse = adze::jacobian<adze::reverse>(f, a...);
  auto const usual = adze::jacobian(f, a...);
  auto const automatic = adze::jacobian<adze::automatic>(f, a...);
  for (std::size_t r = 0; r < forward.size(); ++r) {
    for (std::size_t i = 0; i < forward[r].size(); ++i) {
      auto const near = Approx(forward[r][i]).epsilon(tolerance).margin(tolerance);
      CHECK(reverse[r][i] == near);
      CHECK(usual[r][i] == near);
      CHECK(automatic[r][i] == near);
    }
  }
}

}  // namespace

TEST_CASE("forward, reverse and automatic Jacobians agree") {
  check_modes(products, 2.0, 3.0);
  check_modes([](auto x, auto y) { return std::tuple(sin(x * y) / y, exp(-x * x), hypot(x, y), atan2(y, x)); }, 0.7, 1.9);
  check_modes([](auto x) { return std::tuple(x[0] * x[1] * x[2], tanh(x[2] - x[0])); }, std::array{0.5, 1.5, -0.7});
  check_modes([](auto x) { return std::tuple(x, x * x, exp(x)); }, 0.3);
}

TEST_CASE("results may be a std::array of one type") {
  auto const swap = [](auto x) { return std::array{x[1], x[0]}; };
  auto const j = adze::jacobian(swap, std::array{2.0, 3.0});
  CHECK(j == std::array{std::array{0.0, 1.0}, std::array{1.0, 0.0}});
  auto const erased = [](auto x, auto y) { return std::array<adze::term, 2>{x * y, x / y}; };
  CHECK(adze::jacobian(erased, 3.0, 2.0) == std::array{std::array{2.0, 3.0}, std::array{0.5, -0.75}});
}

TEST_CASE("results may be nested, repeated, plain arguments and constants") {
  auto const f = [](auto x, auto y) { return std::tuple(x, std::tuple(x * y, x * y), std::array{y, y}, 3.0); };
  auto const j = adze::jacobian(f, 2.0, 5.0);
  CHECK(j == std::array{std::array{1.0, 0.0}, std::array{5.0, 2.0}, std::array{5.0, 2.0}, std::array{0.0, 1.0},
                        std::array{0.0, 1.0}, std::array{0.0, 0.0}});
  CHECK(adze::jacobian<adze::forward>(f, 2.0, 5.0) == j);
  CHECK(adze::jacobian<adze::reverse>(f, 2.0, 5.0) == j);
}

TEST_CASE("one result is a Jacobian of one row") {
  std::array<std::array<double, 2>, 1> const j = adze::jacobian([](auto x, auto y) { return x * y; }, 2.0, 3.0);
  CHECK(j[0] == std::array{3.0, 2.0});
}

TEST_CASE("rows have the shape of a gradient") {
  auto const cartesian = [](auto p) { return std::tuple(p.radius * cos(p.angle), p.radius * sin(p.angle)); };
  std::array<polar<double>, 2> const rows = adze::jacobian(cartesian, polar<double>{2.0, 0.5});
  CHECK(rows[0].radius == std::cos(0.5));
  CHECK(rows[0].angle == Approx(-2 * std::sin(0.5)).epsilon(tolerance));
  CHECK(rows[1].radius == std::sin(0.5));
  CHECK(rows[1].angle == Approx(2 * std::cos(0.5)).epsilon(tolerance));

  auto const f = [](auto x, auto s) { return std::tuple(s * x[0], s * s); };
  auto const [first, second] = adze::jacobian(f, std::array{2.0, 3.0}, 5.0);
  CHECK(std::get<0>(first) == std::array{5.0, 0.0});
  CHECK(std::get<1>(first) == 2.0);
  CHECK(std::get<1>(second) == 10.0);
}

TEST_CASE("wrt and the operator form") {
  auto const j = adze::jacobian<adze::wrt<1>>(products);
  CHECK(j(2.0, 3.0) == std::array{std::array{2.0}, std::array{-1.0}, std::array{27.0}});
  CHECK(adze::jacobian<adze::reverse, adze::wrt<1, 0>>(products, 2.0, 3.0)[0] == std::array{2.0, 3.0});
  static_assert(std::is_same_v<decltype(j(2.0F, 3.0F)), std::array<std::array<float, 1>, 3>>);
}

TEST_CASE("Jacobians of lambdas with run-time state") {
  double const a = 3.0;
  auto const f = [a](auto x, auto y) { return std::tuple(a * x * y, a + y, a); };
  auto const j = adze::jacobian(f, 2.0, 5.0);
  CHECK(j == std::array{std::array{15.0, 6.0}, std::array{0.0, 1.0}, std::array{0.0, 0.0}});
  CHECK(adze::jacobian<adze::reverse>(f, 2.0, 5.0) == j);
}
