// SPDX-License-Identifier: BSL-1.0
// Twelve random functions, differentiated in every way (differential.hpp). More: scripts/fuzz.

#include "differential.hpp"

#include <support/catch.hpp>

TEST_CASE("random functions 48 to 59: all modes agree") {
  CHECK(adze_test::find_disagreements_among<48>(std::make_integer_sequence<unsigned, 12>{}) == "");
}
