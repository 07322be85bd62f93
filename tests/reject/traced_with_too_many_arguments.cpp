// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function cannot be called with this number of arguments, or of these kinds
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x; s *= x; return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#else
  auto f = [](auto x) { auto s = x; s *= x; return s; };
  (void)adze::gradient(adze::traced(f), 1.0, 2.0);
#endif
}
