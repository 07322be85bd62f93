// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on a symbol: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return adze::select(x > 0, x * x, -x); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return x > 0 ? x * x : -x; };
  (void)adze::gradient(f, 1.0);
#endif
}
