// SPDX-License-Identifier: BSL-1.0
// expect: adze: an expression takes the values of its variables by name: f(x = 2.0, y = 3.0)
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * y;
#ifdef ADZE_CONTROL
  (void)e(x = 1.0, y = 2.0);
#else
  (void)e(1.0, 2.0);
#endif
}
