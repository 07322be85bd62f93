// SPDX-License-Identifier: BSL-1.0
#include <adze/core/fixed_string.hpp>

#include "support/catch.hpp"

#include <string>

namespace {

template <adze::fixed_string Name>
struct named {
  static constexpr auto name = Name;
};

static_assert(adze::fixed_string("abc").size() == 3);
static_assert(adze::fixed_string("").size() == 0);
static_assert(adze::fixed_string("abc") == adze::fixed_string("abc"));
static_assert(!(adze::fixed_string("abc") == adze::fixed_string("abd")));

template <class A, class B> inline constexpr bool same = false;
template <class A> inline constexpr bool same<A, A> = true;
static_assert(same<named<"x">, named<"x">>);  // one type in every translation unit
static_assert(!same<named<"x">, named<"y">>);

}  // namespace

TEST_CASE("a fixed_string ends with a null character") {
  CHECK(std::string(named<"velocity">::name.c_str()) == "velocity");
}
