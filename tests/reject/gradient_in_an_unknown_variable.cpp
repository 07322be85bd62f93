// SPDX-License-Identifier: BSL-1.0
// expect: adze: the expression does not have this variable
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
  constexpr adze::variable<"y"> y;
  auto g = adze::gradient(x * x)(x = 1.0);
#ifdef ADZE_CONTROL
  (void)y;
  (void)g[x];
#else
  (void)g[y];
#endif
}
