// SPDX-License-Identifier: BSL-1.0
// expect: adze: the function does not return an expression of its arguments
#include <adze/adze.hpp>

#include <string>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return x; };
  (void)adze::gradient(f, 1.0);
#else
  auto f = [](auto x) { (void)x; return std::string("x"); };
  (void)adze::gradient(f, 1.0);
#endif
}
