// SPDX-License-Identifier: BSL-1.0
// expect: adze: in a lambda that captures or reads run-time values, take array elements by structured binding
#include <adze/adze.hpp>

#include <array>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { auto [p, q] = x; return a * p * q; };
  (void)adze::gradient(f, std::array{1.0, 2.0});
#else
  auto f = [a](auto x) { return a * x[0] * x[1]; };
  (void)adze::gradient(f, std::array{1.0, 2.0});
#endif
}
