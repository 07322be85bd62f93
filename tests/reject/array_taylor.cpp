// SPDX-License-Identifier: BSL-1.0
// expect: adze: derivative and taylor do not go through arrays and folds: there are gradient, jvp, vjp and hvp
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) { return sum(v); };
#ifdef ADZE_CONTROL
  (void)adze::jvp(f, adze::at(x), adze::along(x));
#else
  (void)adze::taylor<2>(f, adze::at(x), adze::along(x));
#endif
}
