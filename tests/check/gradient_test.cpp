// SPDX-License-Identifier: BSL-1.0
// The gradient checker: it passes what is right, fails what is wrong, and never passes NaN.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>
#include <limits>

namespace {

/// Operations whose derivative is wrong: by sign, by a factor, by a little, and not a number.
constexpr auto wrong_sign = adze::custom<"wrong_sign">([](auto x) { return std::cos(x); }, [](auto x) { return sin(x); });
constexpr auto forgotten = adze::custom<"forgotten">([](auto x) { return x * x; }, [](auto x) { return x; });
constexpr auto slightly = adze::custom<"slightly">([](auto x) { return x * x; }, [](auto x) { return 2.00001 * x; });
constexpr auto broken = adze::custom<"broken">([](auto x) { return x * x; }, [](auto x) { return 0 / (x - x); });

}  // namespace

TEST_CASE("right gradients pass, at ordinary and at large and small points") {
  auto const f = [](auto x, auto y) { return exp(sin(x) * y) + x / y + atan2(x, y); };
  for (double scale : {1.0, 1e-3, 20.0}) CHECK(adze::check_gradient(f, 0.75 * scale, -1.25 * scale).passed);
  CHECK(adze::check_gradient([](auto x) { return x * x; }, 1e8).passed);
  CHECK(adze::check_gradient([](auto x) { return exp(x); }, 0.0).passed);
  CHECK(adze::check_gradient([](auto const& x) { return x[0] * x[1] * sin(x[2]); }, std::array{1.0, 2.0, 3.0}).passed);
}

TEST_CASE("wrong gradients fail, and the worst component is named") {
  auto const sign = [](auto x, auto y) { return x * y + wrong_sign(y); };
  auto const check = adze::check_gradient(sign, 0.5, 1.0);
  CHECK_FALSE(check.passed);
  CHECK_FALSE(static_cast<bool>(check));
  CHECK(check.worst_component == 1);
  CHECK(check.computed == Approx(0.5 + std::sin(1.0)));
  CHECK(check.difference == Approx(0.5 - std::sin(1.0)));
  CHECK(adze::to_string(check).find("WRONG") != std::string::npos);
  CHECK_FALSE(adze::check_gradient([](auto x) { return forgotten(x); }, 3.0).passed);
  CHECK_FALSE(adze::check_gradient([](auto x) { return slightly(x); }, 3.0).passed);
}

TEST_CASE("a kink between the differences is found out") {
  CHECK_FALSE(adze::check_gradient([](auto x) { return adze::max(x, 0.0); }, 0.0).computed == 1);
  CHECK(adze::check_gradient([](auto x) { return adze::abs(x); }, 1.0).passed);
}

TEST_CASE("NaN and infinities never pass") {
  double const nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  auto const square = [](auto x) { return x * x; };
  CHECK_FALSE(adze::check_gradient(square, nan).passed);
  CHECK_FALSE(adze::check_gradient(square, inf).passed);
  CHECK_FALSE(adze::check_gradient([](auto x) { return sqrt(x); }, -1.0).passed);
  CHECK_FALSE(adze::check_gradient([](auto x) { return sqrt(x); }, 0.0).passed);
  CHECK_FALSE(adze::check_gradient([](auto x) { return broken(x); }, 2.0).passed);
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return x + log(y); }, 1.0, -1.0).passed);
  CHECK_FALSE(adze::check_gradient([](auto x, auto y) { return log(x) + y; }, -1.0, 1.0).passed);
}
