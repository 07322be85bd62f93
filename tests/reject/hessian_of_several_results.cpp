// SPDX-License-Identifier: BSL-1.0
// expect: adze: hessian needs a function with one result
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x, auto y) { return std::tuple(x * y, x); };
#ifdef ADZE_CONTROL
  (void)adze::jacobian(f, 1.0, 2.0);
#else
  (void)adze::hessian(f, 1.0, 2.0);
#endif
}
