// SPDX-License-Identifier: BSL-1.0
// expect: adze: cost and to_dot are for functions of numbers; of arrays there is describe
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) { return sum(v); };
#ifdef ADZE_CONTROL
  (void)adze::describe(f, x);
#else
  (void)adze::to_dot(f, x);
#endif
}
