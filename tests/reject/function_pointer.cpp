// SPDX-License-Identifier: BSL-1.0
// expect: declare parameters and results auto, not double
#include <adze/adze.hpp>

template <class T>
auto triple(T x) { return 3 * x; }

int main() {
#ifdef ADZE_CONTROL
  (void)adze::gradient([](auto x) { return triple(x); }, 1.0);
#else
  (void)adze::gradient(triple<double>, 1.0);
#endif
}
