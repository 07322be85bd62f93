// SPDX-License-Identifier: BSL-1.0
// expect: adze: Jacobians, Hessians and gradients in forward mode do not go through fold and scan of arrays
#include <adze/arrays.hpp>

int main() {
  std::vector<double> const x{1, 2};
  auto f = [](auto v) {
    constexpr adze::index<"i"> i;
    return adze::fold(i, adze::like(v(0), 0), [=](auto s) { return sin(s) + v(i); });
  };
#ifdef ADZE_CONTROL
  (void)adze::jvp(f, adze::at(x), adze::along(x));
#else
  (void)adze::jacobian(f, x);
#endif
}
