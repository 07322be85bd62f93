// SPDX-License-Identifier: BSL-1.0
// expect: adze: a subscript is an index, an index plus a constant, a constant, or an element of an index array
#include <adze/arrays.hpp>

#include <vector>

constexpr adze::index<"i"> i;

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(i, x(i)) + x(2); };
#else
  auto f = [](auto x) { return sum(i, x(i)) + x(2.0); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0, 3.0});
}
