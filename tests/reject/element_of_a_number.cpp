// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function takes elements of an argument that is a single number: pass a std::array
#include <adze/adze.hpp>

#include <array>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x[0] * x[1]; };
  (void)adze::gradient(f, std::array{1.0, 2.0});
#else
  auto f = [](auto x) { return x[0] * x[1]; };
  (void)adze::gradient(f, 1.0);
#endif
}
