// SPDX-License-Identifier: BSL-1.0
// expect: adze: a symbol has no value while a function is being captured
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x * trunc(x); };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { return x * static_cast<int>(x); };
  (void)adze::gradient(f, 1.0);
#endif
}
