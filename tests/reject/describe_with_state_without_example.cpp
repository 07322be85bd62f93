// SPDX-License-Identifier: BSL-1.0
// expect: adze: give example arguments: describe(f, 1.0, 2.0)
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
  auto f = [a](auto x) { return a * x; };
#ifdef ADZE_CONTROL
  (void)adze::describe(f, 1.0);
#else
  (void)adze::describe(f);
#endif
}
