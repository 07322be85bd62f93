#pragma once
// SPDX-License-Identifier: BSL-1.0
// Reductions over a loop index: sum, product, max, min; and what has a value but no derivative of its own.
// A reduction is an operation on one line; the index it runs over stands in the line. Its partial is a line that depends
// on that index, which is why diff/linear.hpp asks `partial_over` instead of d0.

#include <adze/ops/exponential.hpp>
#include <adze/ops/rounding.hpp>

#include <limits>

namespace adze::op {

struct reduction {
  static constexpr int arity = 1, weight = 1;
  static constexpr bool is_reduction = true;
  // How a reduction stands in identities: it is what it is.
};

/// sum_i x_i. Partial 1.
struct sum_over : reduction {
  static constexpr char const* name = "sum";
  template <class T> ADZE_INLINE static constexpr T neutral() { return T(0); }
  template <class T> ADZE_INLINE static constexpr T combine(T const& a, T const& x) { return a + x; }
};

/// prod_i x_i. Partial: the product of the others.
struct product_over : reduction {
  static constexpr char const* name = "prod";
  template <class T> ADZE_INLINE static constexpr T neutral() { return T(1); }
  template <class T> ADZE_INLINE static constexpr T combine(T const& a, T const& x) { return a * x; }
};

/// max_i x_i; -inf over nothing; NaN where one is NaN. Partial: 1 at the largest, shared in equal parts at a tie.
struct max_over : reduction {
  static constexpr char const* name = "max";
  template <class T> ADZE_INLINE static constexpr T neutral() { return T(-std::numeric_limits<double>::infinity()); }
  template <class T> ADZE_INLINE static constexpr T combine(T const& a, T const& x) { return x > a || x != x ? x : a; }
};

/// min_i x_i; +inf over nothing. Partial as for max.
struct min_over : reduction {
  static constexpr char const* name = "min";
  template <class T> ADZE_INLINE static constexpr T neutral() { return T(std::numeric_limits<double>::infinity()); }
  template <class T> ADZE_INLINE static constexpr T combine(T const& a, T const& x) { return x < a || x != x ? x : a; }
};

/// x, taken as a constant by derivatives.
struct held {
  static constexpr char const* name = "held";
  static constexpr int arity = 1, weight = 0;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return x; }
};

}  // namespace adze::op

namespace adze {

/// x as a constant: derivatives do not pass. (stop_gradient, detach elsewhere.)
template <class X> requires symbolic_operands<X>
ADZE_INLINE constexpr auto held(X const& x) { return apply<op::held>(x); }
template <number X>
ADZE_INLINE constexpr X held(X const& x) { return x; }

}  // namespace adze
