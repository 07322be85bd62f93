// SPDX-License-Identifier: BSL-1.0
// expect: adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  std::vector<int> const n{1, 2};
  auto f = [](auto v, auto k) { return dot(v, k); };
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<0>>(f, x, n);
#else
  (void)adze::gradient(f, x, n);
#endif
}
