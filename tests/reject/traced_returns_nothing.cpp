// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function returns nothing
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x; s *= x; return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#else
  auto f = [](auto x) { auto s = x; s *= x; };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
