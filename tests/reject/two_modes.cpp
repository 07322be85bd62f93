// SPDX-License-Identifier: BSL-1.0
// expect: adze: two modes are given
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::forward, adze::wrt<0>>(f, 1.0, 2.0);
#else
  (void)adze::gradient<adze::forward, adze::reverse>(f, 1.0, 2.0);
#endif
}
