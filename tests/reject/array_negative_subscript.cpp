// SPDX-License-Identifier: BSL-1.0
// expect: adze: a constant subscript is negative: the first element is x(0)
#include <adze/arrays.hpp>

#include <vector>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x(1) * sum(x); };
#else
  auto f = [](auto x) { return x(-1) * sum(x); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
