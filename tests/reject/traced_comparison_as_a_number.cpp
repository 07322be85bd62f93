// SPDX-License-Identifier: BSL-1.0
// expect: adze: a comparison is not a number: use adze::select(condition, a, b)
#include <adze/adze.hpp>

#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x[0]; s = select(s > x[1], s, 0); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { auto s = x[0]; s = (s > x[1]) * s; return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#endif
}
