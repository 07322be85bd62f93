// SPDX-License-Identifier: BSL-1.0
// expect: adze: hessian needs a function with one result
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) { return v * v; };
#ifdef ADZE_CONTROL
  (void)adze::jacobian(f, x);
#else
  (void)adze::hessian(f, x);
#endif
}
