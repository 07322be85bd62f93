// SPDX-License-Identifier: BSL-1.0
// expect: adze: a custom operation takes as many arguments as it has partials
#include <adze/adze.hpp>

constexpr auto twice = adze::custom<"twice">([](auto x) { return 2 * x; }, [](auto) { return 2; });

int main() {
#ifdef ADZE_CONTROL
  (void)adze::gradient([](auto x) { return twice(x); }, 1.0);
#else
  (void)adze::gradient([](auto x) { return twice(x, x); }, 1.0);
#endif
}
