// SPDX-License-Identifier: BSL-1.0
// expect: adze: a value is given for a variable that the expression does not have
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * x;
#ifdef ADZE_CONTROL
  (void)y;
  (void)adze::gradient(e)(x = 1.0);
#else
  (void)adze::gradient(e)(x = 1.0, y = 2.0);
#endif
}
