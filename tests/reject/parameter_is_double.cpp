// SPDX-License-Identifier: BSL-1.0
// expect: adze: a symbol has no value while a function is being captured
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x * x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](double x) { return x * x; };
  (void)adze::gradient(f, 1.0);
#endif
}
