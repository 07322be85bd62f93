// SPDX-License-Identifier: BSL-1.0
// expect: adze: vjp needs one weight for each result, an array of the same rank for an array
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  adze::tensor<double, 2> A({2, 2});
  auto f = [](auto v, auto M) { return matmul(M, v); };
#ifdef ADZE_CONTROL
  (void)adze::vjp(f, adze::at(x, A), adze::weights(x));
#else
  (void)adze::vjp(f, adze::at(x, A), adze::weights(A));
#endif
}
