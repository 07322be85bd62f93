// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on a symbol: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x; for (int i = 0; i < 9; ++i) s = (s + x / s) / 2; return s; };
  (void)adze::gradient(adze::traced(f), 2.0);
#else
  auto f = [](auto x) { auto s = x; while (s * s > x) s = s / 2; return s; };
  (void)adze::gradient(adze::traced(f), 2.0);
#endif
}
