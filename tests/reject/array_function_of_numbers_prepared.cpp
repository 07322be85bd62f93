// SPDX-License-Identifier: BSL-1.0
// expect: adze: prepare is for functions of arrays; of numbers, gradient needs no memory
#include <adze/arrays.hpp>

#include <vector>

int main() {
#ifdef ADZE_CONTROL
  (void)adze::prepare([](auto x) { return sum(x * x); }, std::vector{1.0});
#else
  (void)adze::prepare([](auto x) { return x * x; }, 1.0);
#endif
}
