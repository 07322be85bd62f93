// SPDX-License-Identifier: BSL-1.0
// expect: adze: an expression takes the values of its variables by name
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * y;
#ifdef ADZE_CONTROL
  (void)adze::gradient(e, x = 1.0, y = 2.0);
#else
  (void)adze::gradient(e, 1.0, 2.0);
#endif
}
