// SPDX-License-Identifier: BSL-1.0
// expect: adze: the gradient in an array goes into an array of as many dimensions
#include <adze/arrays.hpp>

#include <vector>

int main() {
  auto f = [](auto A) { return sum(A); };
  adze::tensor<double, 2> const A({2, 2});
#ifdef ADZE_CONTROL
  adze::tensor<double, 2> g({2, 2});
#else
  std::vector<double> g(4);
#endif
  (void)adze::gradient_into(f, adze::into(g), A);
}
