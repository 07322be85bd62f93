// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function does not return an expression of its arguments
#include <adze/adze.hpp>

#include <string>
#include <tuple>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return std::tuple(x, 1.0); };
  (void)adze::jacobian(f, 1.0);
#else
  auto f = [](auto x) { return std::tuple(x, std::string("x")); };
  (void)adze::jacobian(f, 1.0);
#endif
}
