// SPDX-License-Identifier: BSL-1.0
// expect: or let adze::term s = x take what is reassigned
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { adze::term s = x; s = s * x; return s; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { auto s = x; s = s * x; return s; };
  (void)adze::gradient(f, 1.0);
#endif
}
