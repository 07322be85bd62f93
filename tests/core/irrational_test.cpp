// SPDX-License-Identifier: BSL-1.0
#include <adze/core/irrational.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace {

using adze::irrational;
using adze::value_of;
static_assert(value_of<double>(irrational::ln2) == std::numbers::ln2);
static_assert(value_of<double>(irrational::ln10) == std::numbers::ln10);
static_assert(value_of<double>(irrational::inverse_ln2) == std::numbers::log2e);
static_assert(value_of<double>(irrational::inverse_ln10) == std::numbers::log10e);
static_assert(value_of<double>(irrational::two_over_sqrt_pi) == 2 * std::numbers::inv_sqrtpi);
static_assert(value_of<float>(irrational::ln2) == std::numbers::ln2_v<float>);
static_assert(value_of<long double>(irrational::ln2) == std::numbers::ln2_v<long double>);

}  // namespace

TEST_CASE("the constants are what their names say") {
  auto const check = [](irrational which, long double expected) {
    INFO(adze::name_of(which));
    CHECK(std::abs(value_of<long double>(which) - expected) <= 2 * std::numeric_limits<long double>::epsilon() * expected);
  };
  check(irrational::ln2, std::log(2.0L));
  check(irrational::ln10, std::log(10.0L));
  check(irrational::inverse_ln2, 1 / std::log(2.0L));
  check(irrational::inverse_ln10, 1 / std::log(10.0L));
  check(irrational::two_over_sqrt_pi, 2 / std::sqrt(std::acos(-1.0L)));
  check(irrational::inverse_sqrt_2pi, 1 / std::sqrt(2 * std::acos(-1.0L)));
  check(irrational::sqrt_half, std::sqrt(0.5L));
  CHECK(std::string(adze::name_of(irrational::sqrt_half)) == "sqrt(1/2)");
}
