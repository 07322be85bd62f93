// SPDX-License-Identifier: BSL-1.0
// expect: adze: matmul takes matrices and vectors
#include <adze/arrays.hpp>

int main() {
  auto f = [](auto A) { return sum(matmul(A, A)); };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, adze::tensor<double, 2>({2, 2}));
#else
  (void)adze::gradient(f, adze::tensor<double, 3>({2, 2, 2}));
#endif
}
