// SPDX-License-Identifier: BSL-1.0
// expect: adze: a result and an argument of a Jacobian have at most four dimensions together
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  adze::tensor<double, 3> const cube({2, 2, 2});
  auto f = [](auto c, auto v) { return sum(c) * c + sum(v); };
#ifdef ADZE_CONTROL
  (void)adze::jacobian<adze::wrt<1>>(f, cube, x);
#else
  (void)adze::jacobian(f, cube, x);
#endif
}
