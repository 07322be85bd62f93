// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function returns nothing: it must return an expression of its arguments
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x * x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { (void)(x * x); };
  (void)adze::gradient(f, 1.0);
#endif
}
