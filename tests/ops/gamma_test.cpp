// SPDX-License-Identifier: BSL-1.0
// The operations of include/adze/ops/gamma.hpp: laws and accuracy.

#include "accuracy.hpp"
#include "laws.hpp"

TEST_CASE("gamma operations obey the laws") { adze_test::check_laws(adze_test::erase_all(adze_test::gamma_ops())); }

TEST_CASE("gamma operations and their derivatives are accurate") {
  adze_test::check_references(adze_test::erase_all(adze_test::gamma_ops()));
}
