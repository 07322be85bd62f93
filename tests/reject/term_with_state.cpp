// SPDX-License-Identifier: BSL-1.0
// expect: adze: adze::term is for functions that neither capture nor read run-time values
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { auto s = a * x; return s + x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { adze::term s = a * x; s += x; return s; };
  (void)adze::gradient(f, 1.0);
#endif
}
