// SPDX-License-Identifier: BSL-1.0
// expect: adze: a variable of an expression is bound to a single number
#include <adze/arrays.hpp>

#include <array>

int main() {
  constexpr adze::variable<"x"> x;
  auto e = x * x;
#ifdef ADZE_CONTROL
  (void)e(x = 1.0);
#else
  (void)e(x = std::array{1.0, 2.0});
#endif
}
