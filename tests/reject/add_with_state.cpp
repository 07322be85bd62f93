// SPDX-License-Identifier: BSL-1.0
// expect: adze: every operation gives an expression of a new type: give each result a name of its own
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { auto s = a * x; auto t = s + x * x; return t; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { auto s = a * x; s += x * x; return s; };
  (void)adze::gradient(f, 1.0);
#endif
}
