// SPDX-License-Identifier: BSL-1.0
// expect: adze: a comparison is not a number: use adze::select(condition, a, b)
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return adze::select(x > 0, x, 0); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return (x > 0) * x; };
  (void)adze::gradient(f, 1.0);
#endif
}
