// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function cannot be called with this number of arguments
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
  auto f = [a](auto x, auto y) { return a * x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, 1.0, 2.0);
#else
  (void)adze::gradient(f, 1.0);
#endif
}
