// SPDX-License-Identifier: BSL-1.0
// expect: adze: a symbol has no value while a function is being captured
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { adze::term s = x; s += x; return s; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { double s = 0; s += x; return s; };
  (void)adze::gradient(f, 1.0);
#endif
}
