// SPDX-License-Identifier: BSL-1.0
// expect: adze: the only option of jvp, vjp and hvp is adze::wrt<positions>
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) { return v * v; };
#ifdef ADZE_CONTROL
  (void)adze::jvp<adze::wrt<0>>(f, adze::at(x), adze::along(x));
#else
  (void)adze::jvp<adze::forward>(f, adze::at(x), adze::along(x));
#endif
}
