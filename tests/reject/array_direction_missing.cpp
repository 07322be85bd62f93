// SPDX-License-Identifier: BSL-1.0
// expect: adze: the direction needs one array for each array of the point, of the same rank
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  adze::tensor<double, 2> A({2, 2});
  auto f = [](auto v, auto M) { return matmul(M, v); };
#ifdef ADZE_CONTROL
  (void)adze::jvp(f, adze::at(x, A), adze::along(x, A));
#else
  (void)adze::jvp(f, adze::at(x, A), adze::along(x));
#endif
}
