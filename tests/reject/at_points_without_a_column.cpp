// SPDX-License-Identifier: BSL-1.0
// expect: adze: at least one argument of at_points is a column
#include <adze/at_points.hpp>

#include <vector>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
  std::vector<double> x(3), value(3), dx(3), dy(3);
#ifdef ADZE_CONTROL
  (void)adze::at_points(f, x, 2.0);
#else
  (void)adze::at_points(f, 1.0, 2.0);
#endif
}
