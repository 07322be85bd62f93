// SPDX-License-Identifier: BSL-1.0
// expect: adze: an index is left in the result: reduce it, sum(i, x(i)), or make an array, vector(i, x(i))
#include <adze/arrays.hpp>

constexpr adze::index<"i"> i;

int main() {
  std::vector<double> const x{1, 2};
#ifdef ADZE_CONTROL
  auto f = [](auto v) { return vector(i, v(i)); };
#else
  auto f = [](auto v) { return v(i); };
#endif
  (void)adze::value(f, x);
}
