// SPDX-License-Identifier: BSL-1.0
// expect: adze: a function of arrays captures no run-time values: pass them as arguments, left out of the derivative
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  double const rate = 2;
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<0>>([](auto v, auto r) { return r * sum(v); }, x, rate);
#else
  double const* p = &rate;
  (void)adze::gradient([p](auto v) { return *p * sum(v); }, x);
#endif
}
