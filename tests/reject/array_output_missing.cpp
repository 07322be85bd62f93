// SPDX-License-Identifier: BSL-1.0
// expect: adze: gradient_into needs one output for each argument that is differentiated
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  std::vector<double> g(2);
  auto f = [](auto v, auto w) { return dot(v, w); };
#ifdef ADZE_CONTROL
  (void)adze::gradient_into<adze::wrt<0>>(f, adze::into(g), x, x);
#else
  (void)adze::gradient_into(f, adze::into(g), x, x);
#endif
}
