// SPDX-License-Identifier: BSL-1.0
// expect: adze: a std::tuple is not an argument: std::apply the function to it
#include <adze/adze.hpp>

#include <tuple>

int main() {
  auto f = [](auto x, auto y) { return x * y; };
#ifdef ADZE_CONTROL
  (void)std::apply([&](auto... x) { return adze::gradient(f, x...); }, std::tuple(1.0, 2.0));
#else
  (void)adze::gradient(f, std::tuple(1.0, 2.0));
#endif
}
