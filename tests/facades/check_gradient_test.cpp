// SPDX-License-Identifier: BSL-1.0
#include <adze/check/gradient.hpp>
#include <adze/ops/custom.hpp>

#include "support/catch.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

constexpr auto right = adze::custom<"right">([](auto x) { return x * x; }, [](auto x) { return 2 * x; });
constexpr auto wrong = adze::custom<"wrong">([](auto x) { return x * x; }, [](auto x) { return 3 * x; });
constexpr auto wrong_in_y = adze::custom<"wrong_in_y">([](auto x, auto y) { return x * y; }, [](auto, auto y) { return y; },
                                                      [](auto x, auto) { return 1.001 * x; });
constexpr auto nan_derivative =
    adze::custom<"nan_derivative">([](auto x) { return x * x; }, [](auto x) { return x * nan_value; });
constexpr auto nan_result = adze::custom<"nan_result">([](auto x) { return x * nan_value; }, [](auto x) { return 2 * x; });

}  // namespace

TEST_CASE("right gradients pass") {
  CHECK(adze::check_gradient([](auto x, auto y) { return exp(x) * sin(y) / x; }, 0.7, 1.9));
  CHECK(adze::check_gradient([](auto x) { return right(x) + 1; }, 3.0));
  CHECK(adze::check_gradient([](auto v, auto s) { return s * v[0] / v[1]; }, std::array{2.0, 5.0}, 3.0));
  CHECK(adze::check_gradient([](auto x) { return 1e8 * x * x; }, 1e-4));
  CHECK(adze::check_gradient([](auto x) { return x * x; }, 0.0));
}

TEST_CASE("a wrong derivative is found, and its component named") {
  adze::gradient_check const check = adze::check_gradient([](auto x) { return wrong(x); }, 2.0);
  CHECK_FALSE(check);
  CHECK(check.computed == 6.0);
  CHECK(check.difference == Approx(4.0).epsilon(1e-8));
  CHECK(check.error > check.tolerance);
  adze::gradient_check const second = adze::check_gradient([](auto x, auto y) { return wrong_in_y(x, y) + x; }, 2.0, 3.0);
  CHECK_FALSE(second.passed);
  CHECK(second.worst_component == 1);
  CHECK(to_string(second).find("WRONG: worst component 1") != std::string::npos);
  CHECK(to_string(adze::check_gradient([](auto x) { return x; }, 2.0)).find("gradient agrees") == 0);
}

TEST_CASE("NaN never passes: in the gradient, in the function, at the point, in any component") {
  CHECK_FALSE(adze::check_gradient([](auto x) { return nan_derivative(x); }, 2.0));
  CHECK_FALSE(adze::check_gradient([](auto x) { return nan_result(x); }, 2.0));
  CHECK_FALSE(adze::check_gradient([](auto x) { return x * x; }, nan_value));
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return nan_derivative(x) + y; }, 2.0, 3.0));
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return x + nan_derivative(y); }, 2.0, 3.0));
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return nan_derivative(x) + wrong(y); }, 2.0, 3.0));
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return wrong(x) + nan_derivative(y); }, 2.0, 3.0));
}

TEST_CASE("infinite derivatives do not pass") {
  CHECK_FALSE(adze::check_gradient([](auto x) { return sqrt(x); }, 0.0));
  CHECK_FALSE(adze::check_gradient([](auto x) { return 1 / x; }, 0.0));
}
