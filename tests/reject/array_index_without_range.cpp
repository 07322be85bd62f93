// SPDX-License-Identifier: BSL-1.0
// expect: adze: an index has no range: it must stand in a subscript inside of what it runs over, sum(i, x(i))
#include <adze/arrays.hpp>

#include <vector>

constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(i, j, x(i) * x(j)); };
#else
  auto f = [](auto x) { return sum(i, j, x(i)); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
