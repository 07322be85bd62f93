// SPDX-License-Identifier: BSL-1.0
// expect: adze: an expression has no value until its variables have
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
#ifdef ADZE_CONTROL
  double s = (x * x)(x = 2.0);
  (void)s;
#else
  double s = x * x;
  (void)s;
#endif
}
