// SPDX-License-Identifier: BSL-1.0
// expect: adze: the columns of at_points are of one number type
#include <adze/at_points.hpp>

#include <vector>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
  std::vector<double> x(3), value(3), dx(3), dy(3);
#ifdef ADZE_CONTROL
  (void)adze::at_points(f, x, dx);
#else
  (void)adze::at_points(f, x, std::vector<float>(3));
#endif
}
