// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function returns nothing: it must return an expression of its arguments
#include <adze/adze.hpp>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { return a * x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { (void)(a * x); };
  (void)adze::gradient(f, 1.0);
#endif
}
