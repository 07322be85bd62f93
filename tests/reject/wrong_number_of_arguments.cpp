// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function cannot be called with this number of arguments
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, 1.0, 2.0);
#else
  (void)adze::gradient(f, 1.0, 2.0, 3.0);
#endif
}
