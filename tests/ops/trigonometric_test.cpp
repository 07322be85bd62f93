// SPDX-License-Identifier: BSL-1.0
// The operations of include/adze/ops/trigonometric.hpp: laws and accuracy.

#include "accuracy.hpp"
#include "laws.hpp"

TEST_CASE("trigonometric operations obey the laws") { adze_test::check_laws(adze_test::erase_all(adze_test::trigonometric_ops())); }

TEST_CASE("trigonometric operations and their derivatives are accurate") {
  adze_test::check_references(adze_test::erase_all(adze_test::trigonometric_ops()));
}
