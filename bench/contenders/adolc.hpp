// SPDX-License-Identifier: BSL-1.0
#pragma once
// ADOL-C, reverse mode on its trace ("tape"): traced anew at every point, and traced once and replayed.

#include "contenders/plain.hpp"

#include <adolc/adolc.h>

// ADOL-C has erf only.
inline adub erfc(const badouble& x) { return 1.0 - erf(x); }

namespace bench {

template <> struct stored<adub> { using type = adouble; };

// Traces problem P at in, with the first `independents` inputs as independent variables; returns the value.
template <problem P, std::size_t independents> double trace(short tag, const double* in, int keep) {
  trace_on(tag, keep);
  std::array<adouble, P::variables> x;
  std::array<adouble, P::data> data;
  for (std::size_t i = 0; i < P::variables; ++i) {
    x[i] <<= in[i];
  }
  double value = 0.0;
  if constexpr (independents > P::variables) {
    for (std::size_t i = 0; i < P::data; ++i) {
      data[i] <<= in[P::variables + i];
    }
    evaluate<P>(x, data.data()) >>= value;
  } else {
    evaluate<P>(x, in + P::variables) >>= value;
  }
  trace_off();
  return value;
}

struct adolc {
  static constexpr auto name = "adolc";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    constexpr short tag = 0;
    const double value = trace<P, P::variables>(tag, in, 1);
    double weight = 1.0;
    fos_reverse(tag, 1, int(P::variables), &weight, gradient);
    return value;
  }
};

// Replays one trace at every point, so the data must be independent variables too. Valid here because no
// problem branches on its inputs.
struct adolc_replayed {
  static constexpr auto name = "adolc_replayed";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    constexpr std::size_t inputs = P::variables + P::data;
    static const short tag = record<P>(in);
    double value = 0.0;
    double weight = 1.0;
    std::array<double, inputs> all;
    zos_forward(tag, 1, int(inputs), 1, in, &value);
    fos_reverse(tag, 1, int(inputs), &weight, all.data());
    std::copy_n(all.begin(), P::variables, gradient);
    return value;
  }

 private:
  template <problem P> static short record(const double* in) {
    trace<P, P::variables + P::data>(++last_tag, in, 0);
    return last_tag;
  }
  static inline short last_tag = 0;  // 0 itself is adolc's
};

}  // namespace bench
