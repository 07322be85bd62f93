// SPDX-License-Identifier: BSL-1.0
// expect: declare parameters and results auto, not double
#include <adze/adze.hpp>

#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = 0 * x[0]; for (auto e : x) s += e; return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { double s = 0; for (auto e : x) s += e; return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#endif
}
