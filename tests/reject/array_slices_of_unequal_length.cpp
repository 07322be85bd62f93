// SPDX-License-Identifier: BSL-1.0
// expect: adze: two arrays of different static extents meet
#include <adze/arrays.hpp>

#include <vector>

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto x) { return dot(adze::slice<0, 2>(x), adze::slice<1, 3>(x)); };
#else
  auto f = [](auto x) { return dot(adze::slice<0, 2>(x), adze::slice<0, 3>(x)); };
#endif
  (void)adze::gradient(f, std::vector{1.0, 2.0, 3.0});
}
