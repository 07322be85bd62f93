// SPDX-License-Identifier: BSL-1.0
// expect: adze: an element needs one subscript for each dimension: x(i), A(i, k)
#include <adze/arrays.hpp>

constexpr adze::index<"i"> i;

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto A) { return sum(i, A(i, i)); };
#else
  auto f = [](auto A) { return sum(i, A(i)); };
#endif
  (void)adze::gradient(f, adze::tensor<double, 2>({2, 2}));
}
