// SPDX-License-Identifier: BSL-1.0
// expect: adze: prepare and gradient_into run in reverse mode: leave out adze::forward
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) { return sum(v * v); };
#ifdef ADZE_CONTROL
  (void)adze::prepare(f, x);
#else
  (void)adze::prepare<adze::forward>(f, x);
#endif
}
