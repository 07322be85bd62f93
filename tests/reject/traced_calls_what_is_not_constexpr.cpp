// SPDX-License-Identifier: BSL-1.0
// expect: adze: the compiler cannot run the traced function: what it calls must be constexpr
#include <adze/adze.hpp>

double twice(double k) { return 2 * k; }
constexpr int twice(int k) { return 2 * k; }

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x; s *= twice(2); return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#else
  auto f = [](auto x) { auto s = x; s *= twice(2.0); return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
