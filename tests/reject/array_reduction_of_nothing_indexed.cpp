// SPDX-License-Identifier: BSL-1.0
// expect: adze: what is reduced over an index must depend on an argument: sum(i, x(i))
#include <adze/arrays.hpp>

#include <vector>

constexpr adze::index<"i"> i;

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(i, x(i)); };
#else
  auto f = [](auto x) { return sum(i, 1.0) + sum(i, x(i)); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
