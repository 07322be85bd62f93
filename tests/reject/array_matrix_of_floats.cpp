// SPDX-License-Identifier: BSL-1.0
// expect: adze: the matrix is an adze::tensor or view of two dimensions, of the computation's number type
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  adze::tensor<double, 2> A({2, 2});
  adze::tensor<float, 2> floats({2, 2});
  auto f = [](auto v) { return v * v; };
#ifdef ADZE_CONTROL
  adze::jacobian_into(f, adze::into(A), x);
#else
  adze::jacobian_into(f, adze::into(floats), x);
#endif
}
