// SPDX-License-Identifier: BSL-1.0
// expect: adze: a function's argument meets a named variable: pass the variable as an argument as well
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { return a * x * x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { return a * x * adze::variable<"y">(); };
  (void)adze::gradient(f, 1.0);
#endif
}
