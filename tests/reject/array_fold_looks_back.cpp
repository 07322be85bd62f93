// SPDX-License-Identifier: BSL-1.0
// expect: adze: the index of a fold starts at 0: subscripts in its body are t, t + 1, ..., not t - 1
#include <adze/arrays.hpp>

constexpr adze::index<"t"> t;

int main() {
  std::vector<double> const x{1, 2};
#ifdef ADZE_CONTROL
  auto f = [](auto v) { return fold(t, v(0), [=](auto s) { return s * v(t) + v(t + 1); }); };
#else
  auto f = [](auto v) { return fold(t, v(0), [=](auto s) { return s * v(t - 1) + v(t); }); };
#endif
  (void)adze::value(f, x);
}
