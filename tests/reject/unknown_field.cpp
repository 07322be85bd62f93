// SPDX-License-Identifier: BSL-1.0
// expect: adze: get<"name">: the struct has no field of this name
#include <adze/adze.hpp>

#include <boost/hana/define_struct.hpp>

struct point {
  BOOST_HANA_DEFINE_STRUCT(point, (double, x), (double, y));
};

int main() {
#ifdef ADZE_CONTROL
  auto f = [](auto p) { return adze::get<"y">(p); };
  (void)adze::gradient(f, point{1.0, 2.0});
#else
  auto f = [](auto p) { return adze::get<"z">(p); };
  (void)adze::gradient(f, point{1.0, 2.0});
#endif
}
