// SPDX-License-Identifier: BSL-1.0
// expect: adze: a function's argument meets a named variable: pass the variable as an argument as well
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x * x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return x * adze::variable<"y">(); };
  (void)adze::gradient(f, 1.0);
#endif
}
