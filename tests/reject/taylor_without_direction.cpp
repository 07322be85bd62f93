// SPDX-License-Identifier: BSL-1.0
// expect: adze: taylor of a function of several numbers needs a point and a direction
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::taylor<2>(f, adze::at(1.0, 2.0), adze::along(1.0, 0.0));
#else
  (void)adze::taylor<2>(f, 1.0, 2.0);
#endif
}
