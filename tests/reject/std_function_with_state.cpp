// SPDX-License-Identifier: BSL-1.0
// expect: adze: an expression has no value until its variables have: call sin(x), not std::sin(x)
#include <adze/adze.hpp>

#include <cmath>

int main() {
  double a = 2.0;
#ifdef ADZE_CONTROL
  auto f = [a](auto x) { return a * sin(x); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [a](auto x) { return a * std::sin(x); };
  (void)adze::gradient(f, 1.0);
#endif
}
