// SPDX-License-Identifier: BSL-1.0
#pragma once
// Forward mode with any number that carries n tangents: seed each variable with its unit vector, evaluate
// once, read the value and the tangents. A library joins by telling how its number is made and read.

#include "contenders/plain.hpp"

namespace bench {

// Library::number<n> is the type; variable<n>(value, i), value(y), tangent(y, i) make and read it.
template <class Library> struct forward_numbers {
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    constexpr std::size_t n = P::variables;
    const auto x = generate<n>([&](auto i) { return Library::template variable<n>(in[i], i); });
    const auto y = evaluate<P>(x, in + n);
    store<n>(gradient, [&](auto i) { return Library::tangent(y, i); });
    return Library::value(y);
  }
};

}  // namespace bench
