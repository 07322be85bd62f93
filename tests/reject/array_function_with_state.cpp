// SPDX-License-Identifier: BSL-1.0
// expect: adze: a function of arrays captures no run-time values: pass them as arguments, left out
#include <adze/arrays.hpp>

#include <vector>

int main() {
  std::vector<double> const x{1.0, 2.0};
  double k = 3;
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<1>>([](auto s, auto y) { return s * sum(y); }, k, x);
#else
  (void)adze::gradient([k](auto y) { return k * sum(y); }, x);
#endif
}
