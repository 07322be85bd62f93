// SPDX-License-Identifier: BSL-1.0
// An array that is computed once and used at several loops, where computing it again would be cheap.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

using namespace array_tests;

TEST_CASE("a cheap array that takes a reduction is read at another loop") {
  auto const A = grid(5, 5, 0.2);
  auto const x = ramp(5, 0.3);
  auto const f = [](auto v, auto M) {
    auto const h = v * sum(v);
    return dot(h, matmul(M, h));
  };
  double s = 0, expected = 0;
  for (double e : x) s += e;
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t k = 0; k < 5; ++k) expected += x[i] * s * A(i, k) * x[k] * s;
  }
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<0>>(f, x, A);
  CHECK(value == Approx(expected).epsilon(1e-14));
  std::vector<long double> slopes;
  for (std::size_t i = 0; i < 5; ++i) {
    std::vector<double> unit(5, 0.0);
    unit[i] = 1;
    auto const g = [&](auto const& v) { return adze::value(f, v, A); };
    slopes.push_back(difference(g, std::tuple(x), std::tuple(unit))[0]);
  }
  CHECK(distance(flat(gradient), slopes) < of_differences);
}
