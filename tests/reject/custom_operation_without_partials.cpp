// SPDX-License-Identifier: BSL-1.0
// expect: adze: a custom operation has one to three arguments, and one partial for each
#include <adze/adze.hpp>

int main() {
#ifdef ADZE_CONTROL
  (void)adze::custom<"twice">([](auto x) { return 2 * x; }, [](auto) { return 2; });
#else
  (void)adze::custom<"twice">([](auto x) { return 2 * x; });
#endif
}
