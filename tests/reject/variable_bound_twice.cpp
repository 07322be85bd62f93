// SPDX-License-Identifier: BSL-1.0
// expect: adze: a variable is given two values
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * y;
#ifdef ADZE_CONTROL
  (void)e(x = 1.0, y = 2.0);
#else
  (void)e(x = 1.0, x = 2.0);
#endif
}
