// SPDX-License-Identifier: BSL-1.0
// expect: adze: gradient needs a function with one result; use jacobian for several
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x, auto y) { return std::tuple(x * y, x); };
#ifdef ADZE_CONTROL
  (void)adze::jacobian(f, 1.0, 2.0);
#else
  (void)adze::gradient(f, 1.0, 2.0);
#endif
}
