// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function returns a plain number, which does not depend on its arguments: declare variables auto
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return 0 * x + 2.0; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { (void)x; return 2.0; };
  (void)adze::gradient(f, 1.0);
#endif
}
