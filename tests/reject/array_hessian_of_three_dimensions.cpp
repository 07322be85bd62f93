// SPDX-License-Identifier: BSL-1.0
// expect: adze: the arrays of a Hessian have at most two dimensions
#include <adze/arrays.hpp>

int main() {
  adze::tensor<double, 3> const cube({2, 2, 2});
  auto f = [](auto c) { return sum(c * c); };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, cube);
#else
  (void)adze::hessian(f, cube);
#endif
}
