// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on an expression: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
  constexpr adze::variable<"x"> x;
#ifdef ADZE_CONTROL
  if (2 > 1) return (x * x)(x = 0) > 1;
#else
  if (x > 1) return 1;
#endif
}
