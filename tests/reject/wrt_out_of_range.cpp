// SPDX-License-Identifier: BSL-1.0
// expect: adze: wrt<...> names an argument that the function does not have
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<1>>(f, 1.0, 2.0);
#else
  (void)adze::gradient<adze::wrt<2>>(f, 1.0, 2.0);
#endif
}
