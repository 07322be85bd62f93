// SPDX-License-Identifier: BSL-1.0
// expect: adze: vjp needs one weight for each result
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x, auto y) { return std::tuple(x * y, x); };
#ifdef ADZE_CONTROL
  (void)adze::vjp(f, adze::at(1.0, 2.0), adze::weights(1.0, 0.0));
#else
  (void)adze::vjp(f, adze::at(1.0, 2.0), adze::weights(1.0));
#endif
}
