// SPDX-License-Identifier: BSL-1.0
// expect: adze: gradient needs a function with one result; use jacobian for several
#include <adze/arrays.hpp>

#include <vector>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return sum(exp(x)); };
#else
  auto f = [](auto x) { return exp(x); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
