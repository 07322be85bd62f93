// SPDX-License-Identifier: BSL-1.0
// Identities: what is simplified, and that the function's own value keeps every bit, NaN and signed zero all the same.

#include <support/catch.hpp>
#include <support/references.hpp>

#include <adze/adze.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

double const infinity = std::numeric_limits<double>::infinity();
double const not_a_number = std::numeric_limits<double>::quiet_NaN();
double const numbers[] = {0.0,  -0.0, 1.0,     -1.0,   0.1,      -3.7,      49.0,     1e-320,      -5e-324,
                          1e17, 1e300, -1e300, 1.5e308, infinity, -infinity, 1e-200, 0x1p-1022, not_a_number};

bool same_bits(double a, double b) {
  return (a != a && b != b) || std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// The program of f computes what f computes on doubles, at all of these numbers.
template <class F>
void keeps_values(char const* name, F f) {
  for (double x : numbers) {
    for (double y : numbers) {
      auto const program = adze::value_and_gradient(f, x, y).value;
      double const call = f(x, y);
      INFO(name << " at " << x << ", " << y << ": program " << program << ", call " << call);
      CHECK(same_bits(program, call));
    }
  }
}

template <class F>
constexpr int operations(F const& f) { return adze::cost(f, 1.0, 1.0).primal.operations; }

}  // namespace

TEST_CASE("sums with zeros: only what is the same for signed zeros goes") {
  auto const plus_zero = [](auto x, auto) { return x + 0.0; };
  auto const plus_minus_zero = [](auto x, auto) { return x + -0.0; };
  auto const minus_zero = [](auto x, auto) { return x - 0.0; };
  auto const minus_minus_zero = [](auto x, auto) { return x - -0.0; };
  auto const zero_minus = [](auto x, auto) { return 0.0 - x; };
  auto const integer_zero = [](auto x, auto) { return 0 + x; };
  keeps_values("x + 0", plus_zero);
  keeps_values("x + -0", plus_minus_zero);
  keeps_values("x - 0", minus_zero);
  keeps_values("x - -0", minus_minus_zero);
  keeps_values("0 - x", zero_minus);
  keeps_values("0 + x", integer_zero);
  STATIC_REQUIRE(operations(plus_zero) == 1);  // -0 + 0 is +0: x + 0 is not x
  STATIC_REQUIRE(operations(plus_minus_zero) == 0);
  STATIC_REQUIRE(operations(minus_zero) == 0);
  STATIC_REQUIRE(operations(zero_minus) == 1);
}

TEST_CASE("products and quotients with constants") {
  auto const times_one = [](auto x, auto) { return 1.0 * x * 1.0; };
  auto const times_minus_one = [](auto x, auto y) { return x * -1.0 + y / -1.0; };
  auto const times_zero = [](auto x, auto) { return x * 0.0; };
  auto const halves = [](auto x, auto y) { return x / 2.0 + y / -0.25; };
  auto const thirds = [](auto x, auto y) { return x / 3.0 + 1.0 / y; };
  auto const one_by_one = [](auto x, auto y) { return x / 1.0 - 0.0 / y; };
  keeps_values("1 x 1", times_one);
  keeps_values("-x - y", times_minus_one);
  keeps_values("x 0", times_zero);
  keeps_values("x/2, y/-1/4", halves);
  keeps_values("x/3, 1/y", thirds);
  keeps_values("x/1 - 0/y", one_by_one);
  STATIC_REQUIRE(operations(times_one) == 0);
  STATIC_REQUIRE(operations(times_zero) == 1);  // NaN and infinities stay NaN
}

TEST_CASE("signs move, values stay") {
  auto const twice = [](auto x, auto) { return -(-x); };
  keeps_values("-(-x)", twice);
  STATIC_REQUIRE(operations(twice) == 0);
  keeps_values("-x + y", [](auto x, auto y) { return -x + y; });
  keeps_values("x + -y", [](auto x, auto y) { return x + -y; });
  keeps_values("x - -y", [](auto x, auto y) { return x - -y; });
  keeps_values("-x - y", [](auto x, auto y) { return -x - y; });
  keeps_values("-x - -y", [](auto x, auto y) { return -x - -y; });
  keeps_values("-x * -y", [](auto x, auto y) { return -x * -y; });
  keeps_values("-x / y", [](auto x, auto y) { return -x / y; });
  keeps_values("x / -y", [](auto x, auto y) { return x / -y; });
  keeps_values("-(x - y)", [](auto x, auto y) { return -(x - y); });
  keeps_values("-(2 x)", [](auto x, auto) { return -(2 * x); });
}

TEST_CASE("nothing is reassociated, distributed or cancelled in the function itself") {
  keeps_values("x - x", [](auto x, auto) { return x - x; });
  keeps_values("x / x", [](auto x, auto) { return x / x; });
  keeps_values("x + x", [](auto x, auto) { return x + x; });
  keeps_values("(x + y) - y", [](auto x, auto y) { return (x + y) - y; });
  keeps_values("0.1 x + 0.2 x", [](auto x, auto) { return 0.1 * x + 0.2 * x; });
  keeps_values("0.1 (0.3 x)", [](auto x, auto) { return 0.1 * (0.3 * x); });
  keeps_values("(0.1 x)(0.3 y)", [](auto x, auto y) { return (0.1 * x) * (0.3 * y); });
  keeps_values("x (y / x)", [](auto x, auto y) { return x * (y / x); });
  keeps_values("(x / 3) / 7", [](auto x, auto) { return x / 3 / 7; });
  keeps_values("sqrt(x) sqrt(x)", [](auto x, auto) { return sqrt(x) * sqrt(x); });
}

TEST_CASE("a reciprocal that the function itself multiplies with stays a product") {
  auto const f = [](auto x, auto y) { return x * (1.0 / y); };
  keeps_values("x (1/y)", f);
  int different = 0;  // the test can tell: x (1/y) is not x / y everywhere
  for (int k = 1; k < 100; ++k) {
    double const x = 3.0, y = k;
    different += x * (1.0 / y) != x / y ? 1 : 0;
    CHECK(adze::value_and_gradient(f, x, y).value == x * (1.0 / y));
    CHECK(adze::hessian(f, x, y)[0][1] == Approx(-1.0 / (y * y)));
  }
  CHECK(different > 0);

  // Here nothing else uses that reciprocal, and the derivative brings one of its own, which may become a division.
  auto const g = [](auto x, auto y, auto z) { return x * (1.0 / y) + log2(z); };
  for (int k = 1; k < 100; ++k) {
    CHECK(adze::value_and_gradient<adze::wrt<2>>(g, 3.0, 1.0 * k, 1.0).value == 3.0 * (1.0 / k));
  }
}

TEST_CASE("small whole powers are products") {
  auto const square = [](auto x, auto) { return pow(x, 2); };
  auto const cube = [](auto x, auto) { return pow(x, 3.0); };
  STATIC_REQUIRE(adze::cost(square, 1.0, 1.0).primal.calls == 0);
  STATIC_REQUIRE(adze::cost(cube, 1.0, 1.0).primal.calls == 0);
  STATIC_REQUIRE(operations(square) == 1);
  STATIC_REQUIRE(operations(cube) == 2);
  for (double x : numbers) {
    INFO("at " << x);
    auto const within = [](double got, double want) {
      return (got != got && want != want) || adze_test::ulps_between(got, want) <= 1;
    };
    CHECK(within(adze::value_and_gradient(square, x, 1.0).value, std::pow(x, 2)));
    CHECK(within(adze::value_and_gradient(cube, x, 1.0).value, std::pow(x, 3)));
  }
  for (int k = 1; k < 1000; ++k) {
    double const x = 0.001 * k * k;
    CHECK(adze_test::ulps_between(adze::value_and_gradient(cube, x, 1.0).value, std::pow(x, 3)) <= 1);
  }
  keeps_values("pow(x, 1)", [](auto x, auto) { return pow(x, 1); });
  keeps_values("pow(x, 0)", [](auto x, auto y) { return pow(x, 0) * y; });
  keeps_values("pow(x, -1)", [](auto x, auto) { return pow(x, -1); });
  keeps_values("pow(x, 4)", [](auto x, auto) { return pow(x, 4); });
  keeps_values("pow(x, 1/2)", [](auto x, auto) { return pow(x, 0.5); });
  keeps_values("pow(x, y)", [](auto x, auto y) { return pow(x, y); });
}

TEST_CASE("a select with equal branches is the branch") {
  auto const f = [](auto x, auto y) { return adze::select(x < y, x * y, y * x); };
  STATIC_REQUIRE(operations(f) == 1);
  keeps_values("select", f);
}

TEST_CASE("constants of the program text keep their digits") {
  keeps_values("0.1 x", [](auto x, auto) { return 0.1 * x; });
  keeps_values("float constant", [](auto x, auto) { return 0.1F * x; });
  keeps_values("large integer", [](auto x, auto) { return 3000000001LL * x; });
  auto const third = [](auto x) { return x * (1.0L / 3); };
  CHECK(adze::value_and_gradient(third, 1.0L).value == 1.0L / 3);
  CHECK(adze::gradient(third, 1.0L)[0] == 1.0L / 3);
}
