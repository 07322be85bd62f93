// SPDX-License-Identifier: BSL-1.0
// expect: adze: an argument is a number, a std::array of arguments, or a struct adapted with BOOST_HANA_DEFINE_STRUCT
#include <adze/adze.hpp>

#include <array>
#include <vector>

int main() {
  auto f = [](auto v) { return v[0] * v[1]; };
#ifdef ADZE_CONTROL
  (void)adze::gradient(f, std::array{1.0, 2.0});
#else
  (void)adze::gradient(f, std::vector{1.0, 2.0});
#endif
}
