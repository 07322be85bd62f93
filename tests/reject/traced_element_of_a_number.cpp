// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function takes elements of an argument that is a single number
#include <adze/adze.hpp>

#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { auto s = x[0]; s += x[1]; return s; };
  (void)adze::gradient(adze::traced(f), std::array{1.0, 2.0});
#else
  auto f = [](auto x) { auto s = x[0]; s += x[1]; return s; };
  (void)adze::gradient(adze::traced(f), 1.0);
#endif
}
