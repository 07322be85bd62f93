// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function returns a truth value: turn it into a number with adze::select
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return adze::select(x < 1, x, 1); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return x < 1; };
  (void)adze::gradient(f, 1.0);
#endif
}
