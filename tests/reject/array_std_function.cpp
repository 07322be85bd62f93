// SPDX-License-Identifier: BSL-1.0
// expect: adze: a symbol has no value while a function is being captured: call sin(x), not std::sin(x)
#include <adze/arrays.hpp>

#include <cmath>
#include <vector>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(sin(x)); };
#else
  auto f = [](auto x) { return std::sin(x) + sum(x); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
