// SPDX-License-Identifier: BSL-1.0
// expect: adze: an index has no range: it must stand in a subscript inside of what it runs over, sum(i, x(i))
#include <adze/arrays.hpp>

constexpr adze::index<"i"> i;

int main() {
  std::vector<double> const x{1, 2};
#ifdef ADZE_CONTROL
  auto f = [](auto v) { return sum(i, v(i)); };
#else
  auto f = [](auto v) { return sum(i, v(0)); };
#endif
  (void)adze::value(f, x);
}
