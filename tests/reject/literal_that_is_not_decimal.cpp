// SPDX-License-Identifier: BSL-1.0
// expect: adze: _c takes decimal literals
#include <adze/adze.hpp>

int main() {
  using namespace adze::literals;
#ifdef ADZE_CONTROL
  (void)16_c;
#else
  (void)0x10_c;
#endif
}
