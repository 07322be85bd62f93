// SPDX-License-Identifier: BSL-1.0
// expect: cannot branch on a symbol: use adze::select(condition, a, b)
#include <adze/adze.hpp>

#include <algorithm>
#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x[0]; s = max(s, x[1]); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { auto s = x[0]; s = std::max(s, x[1]); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#endif
}
