// SPDX-License-Identifier: BSL-1.0
// expect: adze: an element needs one subscript for each dimension: x(i), A(i, k)
#include <adze/arrays.hpp>

int main() {
  adze::tensor<double, 2> const A({2, 2});
#ifdef ADZE_CONTROL
  (void)adze::value([](auto a) { return a(0, 1); }, A);
#else
  (void)adze::value([](auto a) { return a(0); }, A);
#endif
}
