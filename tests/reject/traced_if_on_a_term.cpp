// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on a symbol: use adze::select(condition, a, b)
#include <adze/adze.hpp>

#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x[0]; s += x[1]; s = select(s > 1, 1, s); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { auto s = x[0]; s += x[1]; if (s > 1) s = 1; return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#endif
}
