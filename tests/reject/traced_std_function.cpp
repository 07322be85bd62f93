// SPDX-License-Identifier: BSL-1.0
// expect: call sin(x), not std::sin(x)
#include <adze/adze.hpp>

#include <array>
#include <cmath>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x[0]; s *= sin(x[1]); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { auto s = x[0]; s *= std::sin(x[1]); return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#endif
}
