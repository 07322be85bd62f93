// SPDX-License-Identifier: BSL-1.0
// expect: adze: adze::term is for functions that neither capture nor read run-time values
#include <adze/adze.hpp>

constexpr auto power = adze::traced([](auto x) { auto s = x; for (int i = 0; i < 3; ++i) s *= x; return s; });

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [](auto k, auto x) { return k * power(x); };
  (void)adze::gradient<adze::wrt<1>>(f, a, 1.0);
#else
  auto f = [a](auto x) { return a * power(x); };
  (void)adze::gradient(f, 1.0);
#endif
}
