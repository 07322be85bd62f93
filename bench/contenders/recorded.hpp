// SPDX-License-Identifier: BSL-1.0
#pragma once
// The operators of numbers that record themselves at run time. Both the graph and the tape store, for each
// operation, its operands and the partial derivative with respect to each; only where they store it differs.

#include "contenders/plain.hpp"

#include <cmath>

namespace bench {

// V derives from recorded<V> and provides value(), V::record(value, x, dx) and V::record(value, x, dx, y, dy):
// a new number and its partials.
template <class V> struct recorded {
  friend V operator-(const V& x) { return V::record(-x.value(), x, -1.0); }

  friend V operator+(const V& x, const V& y) { return V::record(x.value() + y.value(), x, 1.0, y, 1.0); }
  friend V operator+(const V& x, double c) { return V::record(x.value() + c, x, 1.0); }
  friend V operator+(double c, const V& x) { return x + c; }

  friend V operator-(const V& x, const V& y) { return V::record(x.value() - y.value(), x, 1.0, y, -1.0); }
  friend V operator-(const V& x, double c) { return V::record(x.value() - c, x, 1.0); }
  friend V operator-(double c, const V& x) { return V::record(c - x.value(), x, -1.0); }

  friend V operator*(const V& x, const V& y) { return V::record(x.value() * y.value(), x, y.value(), y, x.value()); }
  friend V operator*(const V& x, double c) { return V::record(x.value() * c, x, c); }
  friend V operator*(double c, const V& x) { return x * c; }

  friend V operator/(const V& x, const V& y) {
    const double inverse = 1.0 / y.value();
    const double quotient = x.value() * inverse;
    return V::record(quotient, x, inverse, y, -quotient * inverse);
  }
  friend V operator/(const V& x, double c) { return x * (1.0 / c); }
  friend V operator/(double c, const V& x) {
    const double quotient = c / x.value();
    return V::record(quotient, x, -quotient / x.value());
  }

  friend V exp(const V& x) {
    const double e = std::exp(x.value());
    return V::record(e, x, e);
  }
  friend V log(const V& x) { return V::record(std::log(x.value()), x, 1.0 / x.value()); }
  friend V sin(const V& x) { return V::record(std::sin(x.value()), x, std::cos(x.value())); }
  friend V tanh(const V& x) {
    const double t = std::tanh(x.value());
    return V::record(t, x, 1.0 - t * t);
  }
  friend V sqrt(const V& x) {
    const double root = std::sqrt(x.value());
    return V::record(root, x, 0.5 / root);
  }
  friend V erfc(const V& x) { return V::record(std::erfc(x.value()), x, erfc_slope(x.value())); }
  friend V pow(const V& x, const V& y) {
    const double p = std::pow(x.value(), y.value());
    return V::record(p, x, y.value() * p / x.value(), y, std::log(x.value()) * p);
  }
};

}  // namespace bench
