// SPDX-License-Identifier: BSL-1.0
// The list of operations and the table of references name the same operations.

#include "accuracy.hpp"

#include <algorithm>
#include <set>

TEST_CASE("every operation of the list has references, and every reference an operation") {
  std::set<std::string> listed, referenced;
  for (std::string const& name : adze_test::op_names()) CHECK(listed.insert(name).second);
  for (auto const& row : adze_test::references()) referenced.insert(row.op);
  CHECK(listed == referenced);
}

TEST_CASE("ulps are counted as they should be") {
  CHECK(adze_test::ulps_between(1.0, 1.0 + 0x1p-52) == 1);
  CHECK(adze_test::ulps_between(-0.0, 0.0) == 0);
  CHECK(adze_test::error_in_ulps(0.0, 1e-308) == 0);
  CHECK(adze_test::error_in_ulps(0.0, 1e-307) > 1e15);
}
