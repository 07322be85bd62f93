// SPDX-License-Identifier: BSL-1.0
// expect: adze: every operation gives a symbol of a new type: give each result a name of its own
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x; auto t = s + x * x; return t; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { auto s = x; s += x * x; return s; };
  (void)adze::gradient(f, 1.0);
#endif
}
