// SPDX-License-Identifier: BSL-1.0
// expect: adze: the compiler cannot run the function of arrays: what it calls must be constexpr
#include <adze/arrays.hpp>

double rate = 2;

int main() {
  std::vector<double> const x{1, 2};
#ifdef ADZE_CONTROL
  (void)adze::gradient<adze::wrt<0>>([](auto v, auto r) { return r * sum(v); }, x, rate);
#else
  (void)adze::gradient([](auto v) { return rate * sum(v); }, x);
#endif
}
