// SPDX-License-Identifier: BSL-1.0
// expect: adze: the lambdas of a custom operation capture nothing
#include <adze/adze.hpp>

int main() {
  [[maybe_unused]] double a = 2.0;
#ifdef ADZE_CONTROL
  (void)adze::custom<"scaled">([](auto x) { return 2.0 * x; }, [](auto) { return 2.0; });
#else
  (void)adze::custom<"scaled">([a](auto x) { return a * x; }, [a](auto) { return a; });
#endif
}
