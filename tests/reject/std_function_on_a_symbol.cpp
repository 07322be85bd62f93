// SPDX-License-Identifier: BSL-1.0
// expect: adze: a symbol has no value while a function is being captured: call sin(x), not std::sin(x)
#include <adze/adze.hpp>

#include <cmath>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x * sin(x); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return x * std::sin(x); };
  (void)adze::gradient(f, 1.0);
#endif
}
