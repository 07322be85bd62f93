// SPDX-License-Identifier: BSL-1.0
// expect: adze: the array has no such dimension: 0 is the first
#include <adze/arrays.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto A) { return sum(square(sum<1>(A))); };
#else
  auto f = [](auto A) { return sum(square(sum<2>(A))); };
#endif
  (void)adze::gradient(f, adze::tensor<double, 2>({2, 2}));
}
