// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on an expression: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { return adze::select(x > a, x * x, a * x); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { if (x > a) return x * x; else return a * x; };
  (void)adze::gradient(f, 1.0);
#endif
}
