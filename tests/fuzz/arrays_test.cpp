// SPDX-License-Identifier: BSL-1.0
// Random functions of arrays: captured, differentiated and scheduled at run time, run step by step, and compared with
// plain loops (array_differential.hpp).

#include "array_differential.hpp"

#include <support/catch.hpp>

TEST_CASE("random functions of arrays: the scheduled program agrees with plain loops and their differences") {
  for (unsigned seed = 0; seed < 150; ++seed) CHECK(adze_test::arrays::find_interpreted(seed) == "");
}
