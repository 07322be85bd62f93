// SPDX-License-Identifier: BSL-1.0
// expect: adze: the direction needs one number for each number of the point
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::hvp(f, adze::at(1.0, 2.0), adze::along(1.0, 0.0));
#else
  (void)adze::hvp(f, adze::at(1.0, 2.0), adze::along(1.0));
#endif
}
