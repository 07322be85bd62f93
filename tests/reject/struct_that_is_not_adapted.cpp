// SPDX-License-Identifier: BSL-1.0
// expect: adze: an argument is a number, a std::array of arguments, or a struct adapted with BOOST_HANA_DEFINE_STRUCT
#include <adze/adze.hpp>

struct point {
  double x, y;
};

int main() {
#ifdef ADZE_CONTROL
  (void)adze::gradient([](auto x, auto y) { return x * y; }, 1.0, 2.0);
#else
  (void)adze::gradient([](auto p) { return p.x * p.y; }, point{1.0, 2.0});
#endif
}
