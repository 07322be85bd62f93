// SPDX-License-Identifier: BSL-1.0
// expect: adze: a fold starts from values that depend on an argument: adze::like(x(0), 0) is a zero of that kind
#include <adze/arrays.hpp>

constexpr adze::index<"t"> t;

int main() {
  std::vector<double> const x{1, 2};
#ifdef ADZE_CONTROL
  auto f = [](auto v) { return fold(t, adze::like(v(0), 0), [=](auto s) { return s + v(t); }); };
#else
  auto f = [](auto v) { return adze::fold(t, 0.0, [=](auto s) { return s + v(t); }); };
#endif
  (void)adze::value(f, x);
}
