// SPDX-License-Identifier: BSL-1.0
// expect: adze: derivative needs a function of one number; use gradient for several
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, 1.0, 2.0);
#else
  (void)adze::derivative(f, 1.0, 2.0);
#endif
}
