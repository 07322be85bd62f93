// SPDX-License-Identifier: BSL-1.0
// expect: adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>
#include <adze/arrays.hpp>

#include <vector>

int main() {
  auto f = [](auto x, auto ids) { return sum(gather(x, ids)); };
  std::vector<double> const x{1.0, 2.0};
  std::vector<int> const ids{0, 0, 1};
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<0>>(f, x, ids);
#else
  (void)adze::gradient(f, x, ids);
#endif
}
