// SPDX-License-Identifier: BSL-1.0
// expect: adze: at_points_into writes the values and one column for each partial
#include <adze/at_points.hpp>

#include <vector>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
  std::vector<double> x(3), value(3), dx(3), dy(3);
#ifdef ADZE_CONTROL
  adze::at_points_into(f, adze::points(x, 2.0), adze::into(value, dx, dy));
#else
  adze::at_points_into(f, adze::points(x, 2.0), adze::into(value, dx));
#endif
}
