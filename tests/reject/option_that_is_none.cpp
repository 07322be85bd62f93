// SPDX-License-Identifier: BSL-1.0
// expect: adze: an option in angle brackets is adze::forward, reverse, automatic or adze::wrt<positions>
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::forward>(f, 1.0, 2.0);
#else
  (void)adze::gradient<int>(f, 1.0, 2.0);
#endif
}
