// SPDX-License-Identifier: BSL-1.0
// expect: adze: every operation gives an array of a new type: give each result a name of its own, auto t = s + x
#include <adze/arrays.hpp>

#include <vector>

int main() {
  auto f = [](auto x) {
#ifdef ADZE_CONTROL
    auto y = exp(x);
#else
    auto y = x;
    y = exp(x);
#endif
    return sum(y);
  };
  (void)adze::gradient(f, std::vector{1.0, 2.0});
}
