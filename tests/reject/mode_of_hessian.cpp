// SPDX-License-Identifier: BSL-1.0
// expect: adze: the only option of hessian is adze::wrt<positions>
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)adze::hessian<adze::wrt<0>>(f, 1.0, 2.0);
#else
  (void)adze::hessian<adze::forward>(f, 1.0, 2.0);
#endif
}
