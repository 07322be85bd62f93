// SPDX-License-Identifier: BSL-1.0
// expect: adze: of expressions in named variables there are gradient, value_and_gradient and derivative
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
#ifdef ADZE_CONTROL
  (void)adze::gradient(x * y);
#else
  (void)adze::hessian(x * y);
#endif
}
