// SPDX-License-Identifier: BSL-1.0
// expect: adze: derivative of an expression needs the variable: derivative(f, x)
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  auto e = x * x;
#ifdef ADZE_CONTROL
  (void)adze::derivative(e, x);
#else
  (void)adze::derivative(e);
#endif
}
