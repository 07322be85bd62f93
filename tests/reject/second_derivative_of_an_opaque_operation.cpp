// SPDX-License-Identifier: BSL-1.0
// expect: adze: a second derivative is asked of a custom operation whose partials are written for numbers only
#include <adze/adze.hpp>

constexpr auto squared = adze::custom<"squared">([](auto x) { return x * x; }, [](double x) { return 2 * x; });

int main() {
  auto f = [](auto x) { return squared(x); };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, 1.0);
#else
  (void)adze::hessian(f, 1.0);
#endif
}
