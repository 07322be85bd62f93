// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on a symbol: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { adze::term y = x; for (int i = 0; i < 3; ++i) y = y * 2; return y; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { adze::term y = x; while (x < 1) y = y * 2; return y; };
  (void)adze::gradient(f, 1.0);
#endif
}
