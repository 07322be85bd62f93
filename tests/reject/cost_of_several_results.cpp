// SPDX-License-Identifier: BSL-1.0
// expect: adze: cost, describe and to_dot need a function with one result
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x, auto y) { return std::tuple(x * y, x); };
#ifdef ADZE_CONTROL
  (void)adze::jacobian(f, 1.0, 2.0);
#else
  (void)adze::cost(f, 1.0, 2.0);
#endif
}
