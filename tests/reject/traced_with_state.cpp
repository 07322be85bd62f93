// SPDX-License-Identifier: BSL-1.0
// expect: adze: traced is for functions that capture nothing, since the compiler runs them
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [](auto x, auto k) { auto s = x; s *= k; return s; };
  (void)adze::gradient<adze::wrt<0>>(adze::traced(f), 1.0, a);
#else
  auto f = [a](auto x) { auto s = x; s *= a; return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
