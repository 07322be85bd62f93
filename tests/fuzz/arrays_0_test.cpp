// SPDX-License-Identifier: BSL-1.0
// Ten random functions of arrays, compiled (array_differential.hpp).

#include "array_differential.hpp"

#include <support/catch.hpp>

TEST_CASE("random functions of arrays 200 to 209: the compiled program agrees with plain loops and their differences") {
  CHECK(adze_test::arrays::find_compiled_among<200>(std::make_integer_sequence<unsigned, 10>{}) == "");
}
