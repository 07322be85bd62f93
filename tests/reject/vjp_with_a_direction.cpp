// SPDX-License-Identifier: BSL-1.0
// expect: adze: vjp takes the point and the weights of the results
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::vjp(f, adze::at(1.0, 2.0), adze::weights(1.0));
#else
  (void)adze::vjp(f, adze::at(1.0, 2.0), adze::along(1.0));
#endif
}
