// SPDX-License-Identifier: BSL-1.0
// expect: adze: the elements of an array argument are floating-point numbers, or integers (data and indices)
#include <adze/arrays.hpp>

#include <span>
#include <vector>

int main() {
  auto f = [](auto x, auto mask) { return sum(mask * x); };
  std::vector<double> const x{1.0, 2.0};
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<0>>(f, x, std::vector<int>{1, 0});
#else
  (void)adze::gradient<adze::wrt<0>>(f, x, std::vector<bool>{true, false});
#endif
}
