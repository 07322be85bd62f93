// SPDX-License-Identifier: BSL-1.0
#include <adze/adze.hpp>

#include <cmath>

int main() {
  auto f = [](auto x, auto y) { return x * y + sin(x); };
  auto [value, gradient] = adze::value_and_gradient(f, 2.0, 3.0);
  bool right = std::abs(value - (6 + std::sin(2.0))) < 1e-12 && std::abs(gradient[0] - (3 + std::cos(2.0))) < 1e-12 &&
               std::abs(gradient[1] - 2) < 1e-12;
  return right ? 0 : 1;
}
