// SPDX-License-Identifier: BSL-1.0
// expect: adze: the compiler cannot run the traced function
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto t = x; t = adze::like(x, 0.5); return x * sin(t); };
  (void)adze::gradient(adze::traced(f), 1.0);
#else
  auto f = [](auto x) { auto t = x; t = 0.5; return x * sin(t); };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
