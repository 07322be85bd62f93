// SPDX-License-Identifier: BSL-1.0
// Taylor coefficients against series that are known in closed form.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>

namespace {

using adze::at, adze::along;

template <std::size_t N>
void check_series(char const* name, std::array<double, N> const& got, std::array<double, N> const& want) {
  for (std::size_t k = 0; k < N; ++k) {
    INFO(name << ", coefficient " << k << ": got " << got[k] << ", want " << want[k]);
    CHECK(std::fabs(got[k] - want[k]) <= 1e-13 * std::fmax(1.0, std::fabs(want[k])));
  }
}

}  // namespace

TEST_CASE("elementary series at 0") {
  check_series("exp", adze::taylor<6>([](auto x) { return exp(x); }, 0.0), {1, 1, 1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720});
  check_series("sin", adze::taylor<6>([](auto x) { return sin(x); }, 0.0), {0, 1, 0, -1. / 6, 0, 1. / 120, 0});
  check_series("cos", adze::taylor<6>([](auto x) { return cos(x); }, 0.0), {1, 0, -1. / 2, 0, 1. / 24, 0, -1. / 720});
  check_series("tan", adze::taylor<5>([](auto x) { return tan(x); }, 0.0), {0, 1, 0, 1. / 3, 0, 2. / 15});
  check_series("atan", adze::taylor<6>([](auto x) { return atan(x); }, 0.0), {0, 1, 0, -1. / 3, 0, 1. / 5, 0});
  check_series("tanh", adze::taylor<5>([](auto x) { return tanh(x); }, 0.0), {0, 1, 0, -1. / 3, 0, 2. / 15});
  check_series("log1p", adze::taylor<5>([](auto x) { return log1p(x); }, 0.0), {0, 1, -1. / 2, 1. / 3, -1. / 4, 1. / 5});
  check_series("expm1", adze::taylor<4>([](auto x) { return expm1(x); }, 0.0), {0, 1, 1. / 2, 1. / 6, 1. / 24});
  check_series("asin", adze::taylor<5>([](auto x) { return asin(x); }, 0.0), {0, 1, 0, 1. / 6, 0, 3. / 40});
  check_series("atanh", adze::taylor<5>([](auto x) { return atanh(x); }, 0.0), {0, 1, 0, 1. / 3, 0, 1. / 5});
  check_series("asinh", adze::taylor<5>([](auto x) { return asinh(x); }, 0.0), {0, 1, 0, -1. / 6, 0, 3. / 40});
  check_series("sinc", adze::taylor<6>([](auto x) { return adze::sinc(x); }, 0.0), {1, 0, -1. / 6, 0, 1. / 120, 0, -1. / 5040});
  check_series("sigmoid", adze::taylor<5>([](auto x) { return adze::sigmoid(x); }, 0.0), {0.5, 0.25, 0, -1. / 48, 0, 1. / 480});
  double const c = 2 / std::sqrt(std::acos(-1.0));
  check_series("erf", adze::taylor<5>([](auto x) { return erf(x); }, 0.0), {0, c, 0, -c / 3, 0, c / 10});
}

TEST_CASE("roots, powers and quotients at 1") {
  check_series("1/x", adze::taylor<5>([](auto x) { return 1 / x; }, 1.0), {1, -1, 1, -1, 1, -1});
  check_series("x/(1 - x) at 0", adze::taylor<4>([](auto x) { return x / (1 - x); }, 0.0), {0, 1, 1, 1, 1});
  check_series("sqrt", adze::taylor<4>([](auto x) { return sqrt(x); }, 1.0), {1, 1. / 2, -1. / 8, 1. / 16, -5. / 128});
  check_series("cbrt", adze::taylor<3>([](auto x) { return cbrt(x); }, 1.0), {1, 1. / 3, -1. / 9, 5. / 81});
  check_series("pow", adze::taylor<3>([](auto x) { return pow(x, 2.5); }, 1.0), {1, 2.5, 1.875, 0.3125});
  check_series("log", adze::taylor<4>([](auto x) { return log(x); }, 1.0), {0, 1, -1. / 2, 1. / 3, -1. / 4});
  check_series("x^4", adze::taylor<5>([](auto x) { return pow(x, 4); }, 1.0), {1, 4, 6, 4, 1, 0});
}

TEST_CASE("derivatives of order k are k! times the coefficient, and chains compose") {
  auto const f = [](auto x) { return exp(sin(x)); };  // at 0: 1 + x + x^2/2 - x^4/8 - x^5/15
  check_series("exp(sin x)", adze::taylor<5>(f, 0.0), {1, 1, 1. / 2, 0, -1. / 8, -1. / 15});
  CHECK(adze::derivative<4>(f, 0.0) == Approx(-3));
  CHECK(adze::derivative<5>(f, 0.0) == Approx(-8));
  auto const zero = [](auto x) { return x * x; };
  CHECK(adze::derivative<3>(zero, 2.0) == 0);
}

TEST_CASE("along a direction: the function on a line") {
  auto const f = [](auto x, auto y) { return x * x * y + atan2(y, x) + pow(x, y); };
  auto const on_line = [](auto t) {
    auto const x = 1.5 + 0.5 * t;
    auto const y = 2.0 - 0.75 * t;
    return x * x * y + atan2(y, x) + pow(x, y);
  };
  auto const got = adze::taylor<4>(f, at(1.5, 2.0), along(0.5, -0.75));
  auto const want = adze::taylor<4>(on_line, 0.0);
  for (std::size_t k = 0; k <= 4; ++k) CHECK(got[k] == Approx(want[k]).epsilon(1e-12));
  CHECK(got[1] == Approx(adze::jvp(f, at(1.5, 2.0), along(0.5, -0.75)).tangent));
}
