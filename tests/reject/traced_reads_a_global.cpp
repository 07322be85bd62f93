// SPDX-License-Identifier: BSL-1.0
// expect: adze: the compiler cannot run the traced function: what it calls must be constexpr
#include <adze/adze.hpp>

double factor = 2.0;

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x, auto k) { auto s = x; s *= k; return s; };
  (void)adze::gradient<adze::wrt<0>>(adze::traced(f), 1.0, factor);
#else
  auto f = [](auto x) { auto s = x; s *= factor; return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
