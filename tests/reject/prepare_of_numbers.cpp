// SPDX-License-Identifier: BSL-1.0
// expect: adze: prepare is for functions of arrays; of numbers, gradient needs no memory
#include <adze/arrays.hpp>

int main() {
  auto f = [](auto x) { return x * x; };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, 2.0);
#else
  (void)adze::prepare(f, 2.0);
#endif
}
