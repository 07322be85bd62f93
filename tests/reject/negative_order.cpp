// SPDX-License-Identifier: BSL-1.0
// expect: adze: the order of a derivative is not negative
#include <adze/adze.hpp>

int main() {
  auto f = [](auto x) { return x * x; };
#ifdef ADZE_CONTROL
  (void)adze::derivative<1>(f, 1.0);
#else
  (void)adze::derivative<-1>(f, 1.0);
#endif
}
