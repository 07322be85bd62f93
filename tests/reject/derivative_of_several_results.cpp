// SPDX-License-Identifier: BSL-1.0
// expect: adze: derivative and taylor need a function with one result
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x) { return std::tuple(x, x * x); };
#ifdef ADZE_CONTROL
  (void)adze::jacobian(f, 1.0);
#else
  (void)adze::derivative(f, 1.0);
#endif
}
