// SPDX-License-Identifier: BSL-1.0
// Dual numbers: forward mode through loops and branches, mixed with plain numbers, nested, and at edges.

#include <support/catch.hpp>

#include <adze/dual/dual.hpp>
#include <adze/gradient.hpp>
#include <adze/hessian.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <sstream>
#include <type_traits>
#include <vector>

namespace {

using D1 = adze::dual<double, 1>;
using D2 = adze::dual<double, 2>;

static_assert(D2::variable(3, 1).tangent[1] == 1 && D2::variable(3, 1).tangent[0] == 0);
static_assert((D1::variable(3, 0) * D1::variable(3, 0)).tangent[0] == 6);
static_assert(std::is_same_v<decltype(2 * D1{} + 1.5F), D1>);
static_assert(std::is_same_v<decltype(D1{} < 1), bool>);
static_assert(sizeof(D2) == 3 * sizeof(double));

template <class T>
T heron(T const& a) {  // Newton's iteration for the square root, stopped by the value
  T x = a;
  while (abs(x * x - a) > 1e-14 * a) x = 0.5 * (x + a / x);
  return x;
}

}  // namespace

TEST_CASE("derivatives go through loops and branches") {
  D1 const root = heron(D1::variable(2.0, 0));
  CHECK(root.value == Approx(std::sqrt(2.0)).epsilon(1e-13));
  CHECK(root.tangent[0] == Approx(0.5 / std::sqrt(2.0)).epsilon(1e-12));

  auto const power = [](auto x, int n) {
    auto product = x;
    for (int i = 1; i < n; ++i) product *= x;
    return product;
  };
  CHECK(power(D1::variable(1.5, 0), 7).tangent[0] == Approx(7 * std::pow(1.5, 6)).epsilon(1e-14));

  auto const piecewise = [](auto x) { return x < 0 ? -2 * x : x * x; };
  CHECK(piecewise(D1::variable(-3.0, 0)).tangent[0] == -2);
  CHECK(piecewise(D1::variable(3.0, 0)).tangent[0] == 6);
}

TEST_CASE("compound assignment and mixed operands") {
  D2 x = D2::variable(3.0, 0);
  D2 const y = D2::variable(2.0, 1);
  x += y;
  x -= 1;
  x *= y;
  x /= 2.0F;  // (x + y - 1) y / 2
  CHECK(x.value == 4);
  CHECK(x.tangent == std::array{1.0, 3.0});
  x = 5;
  CHECK(x.tangent == std::array{0.0, 0.0});
  D2 const z = 1 / y - y / 4 + (+y);
  CHECK(z.tangent[1] == -0.25 - 0.25 + 1);
  CHECK((-y).tangent[1] == -1);
  CHECK(adze::pow(y, 3).tangent[1] == 12);
  CHECK(adze::pow(2.0, y).tangent[1] == Approx(4 * std::log(2.0)));
  CHECK(adze::max(y, 1).tangent[1] == 1);
  CHECK(adze::max(y, 3.0).tangent[1] == 0);
  CHECK(adze::hypot(y, 0).tangent[1] == 1);
}

TEST_CASE("comparisons look at the value only") {
  D1 const x = D1::variable(1.0, 0), one = 1.0;
  CHECK(x == one);
  CHECK_FALSE(x != one);
  CHECK(x <= 1);
  CHECK(1 >= x);
  CHECK_FALSE(x < one);
  CHECK(x > 0.5);
  CHECK_FALSE(x != 1);
}

TEST_CASE("in std::vector, with accumulated sums") {
  std::vector<D2> const v{D2::variable(3.0, 0), D2::variable(4.0, 1), 12.0};
  D2 sum = 0;
  for (D2 const& e : v) sum += e * e;
  D2 const norm = sqrt(sum);
  CHECK(norm.value == 13);
  CHECK(norm.tangent[0] == Approx(3.0 / 13));
  CHECK(norm.tangent[1] == Approx(4.0 / 13));
}

TEST_CASE("duals of duals give second and third derivatives") {
  using DD = adze::dual<D1, 1>;
  using DDD = adze::dual<DD, 1>;
  auto const f = [](auto x) { return exp(x) * sin(x) + pow(x, 4) / (1 + x); };
  double const x = 0.75;
  DD const second = f(DD::variable(D1::variable(x, 0), 0));
  CHECK(second.tangent[0].tangent[0] == Approx(adze::hessian(f, x)[0][0]).epsilon(1e-13));
  auto const cubic = [](auto t) { return t * t * t / 2; };
  DDD const third = cubic(DDD::variable(DD::variable(D1::variable(x, 0), 0), 0));
  CHECK(third.tangent[0].tangent[0].tangent[0] == 3);
  CHECK(third.value.value.value == cubic(x));
}

TEST_CASE("what is constant in a direction does not feel a partial that is infinite or NaN") {
  double const inf = std::numeric_limits<double>::infinity();
  D2 const x = D2::variable(-2.0, 0), three = 3.0;
  D2 const cube = adze::pow(x, three);  // the partial in the exponent is NaN: log of a negative number
  CHECK(cube.tangent[0] == 12);
  CHECK(cube.tangent[1] == 0);
  D2 const large = D2::variable(1e300, 0) / D2::variable(1e-200, 1);  // the partials overflow
  CHECK(large.tangent[0] == 1e200);
  CHECK(large.tangent[1] == -inf);
  D2 const tail = D2::variable(1.0, 0) + log(D2::variable(0.0, 1));
  CHECK(tail.tangent[0] == 1);
  CHECK(tail.tangent[1] == inf);
  CHECK(sqrt(D2(0.0)).tangent == std::array{0.0, 0.0});
  D2 const poles = adze::xlogy(D2::variable(0.0, 0), D2::variable(0.0, 1));
  CHECK(poles.tangent[0] == -inf);
  CHECK(poles.tangent[1] == 0);
}

TEST_CASE("in float and long double") {
  auto const f = [](auto x) { return exp(x) / (1 + x * x); };
  auto const in_float = f(adze::dual<float, 1>::variable(0.5F, 0));
  auto const in_long = f(adze::dual<long double, 1>::variable(0.5L, 0));
  static_assert(std::is_same_v<decltype(in_float.value), float>);
  double const want = adze::gradient(f, 0.5)[0];
  CHECK(static_cast<double>(in_float.tangent[0]) == Approx(want).epsilon(1e-6));
  CHECK(static_cast<double>(in_long.tangent[0]) == Approx(want).epsilon(1e-14));
}

TEST_CASE("a dual behaves like a number elsewhere") {
  CHECK(std::numeric_limits<D1>::epsilon() == std::numeric_limits<double>::epsilon());
  CHECK(std::numeric_limits<D1>::is_specialized);
  CHECK(isfinite(D1(1.0)));
  CHECK(isnan(D1(std::numeric_limits<double>::quiet_NaN())));
  CHECK(isinf(D1(std::numeric_limits<double>::infinity())));
  CHECK(static_cast<double>(D1(2.5)) == 2.5);
  std::ostringstream text;
  text << D2::variable(1.5, 1);
  CHECK(text.str() == "1.5 [0 1]");
}

TEST_CASE("a gradient runs in dual numbers: forward over reverse by hand") {
  auto const f = [](auto x, auto y) { return x * x * y + sin(x * y); };
  auto const g = [&](auto x, auto y) { return 2 * x * y + y * cos(x * y); };
  double const h = 0.5;
  CHECK(adze::gradient(f, h, 2.0)[0] == Approx(g(h, 2.0)));
  CHECK(g(D1::variable(h, 0), D1(2.0)).tangent[0] == Approx(adze::hessian(f, h, 2.0)[0][0]));
}
