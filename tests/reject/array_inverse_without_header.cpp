// SPDX-License-Identifier: BSL-1.0
// expect: adze: the inverse of a matrix needs #include <adze/linear_algebra.hpp>; element by element it is 1 / A
#include <adze/arrays.hpp>

int main() {
  auto f = [](auto A) { return sum(inverse(A)); };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, std::vector<double>{1, 2});
#else
  (void)adze::gradient(f, adze::tensor<double, 2>({2, 2}));
#endif
}
