// SPDX-License-Identifier: BSL-1.0
// expect: adze: the expression does not have this variable
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto e = x * x;
#ifdef ADZE_CONTROL
  (void)y;
  (void)adze::derivative(e, x);
#else
  (void)adze::derivative(e, y);
#endif
}
