// SPDX-License-Identifier: BSL-1.0
// expect: adze: a variable is bound to a number, not to an expression
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * x;
#ifdef ADZE_CONTROL
  (void)y;
  (void)e(x = 1.0);
#else
  (void)e(x = y * y);
#endif
}
