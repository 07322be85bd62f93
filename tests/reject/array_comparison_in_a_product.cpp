// SPDX-License-Identifier: BSL-1.0
// expect: adze: a comparison is not a number: use adze::select(condition, a, b)
#include <adze/arrays.hpp>

#include <vector>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(select(x > 1, x, 0.0)); };
#else
  auto f = [](auto x) { return sum((x > 1) * x); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
