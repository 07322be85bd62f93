#pragma once
// SPDX-License-Identifier: BSL-1.0
// Derivatives of one-variable functions to any order; Taylor coefficients along a direction.

#include <adze/diff/taylor.hpp>
#include <adze/evaluate.hpp>
#include <adze/expression.hpp>

namespace adze {
namespace detail {

/// Taylor coefficients of orders First..Order in the direction of the only input.
template <class Source, int First, int Order>
struct univariate_taylor_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const direction = one_line(c.program);
    growing_array<int> const all = taylor(c.program, c.roots, direction, Order);
    growing_array<int> outputs;
    for (int i = 0; i < all.size(); ++i) {
      if (i % (Order + 1) >= First) outputs.push_back(all[i]);
    }
    return draft_of(c.program, outputs);
  }
};

/// Taylor coefficients along a direction that is given at run time, as inputs after the point's.
template <class Source, int Order>
struct directional_taylor_recipe {
  static constexpr draft make() {
    captured c = Source::capture();
    growing_array<int> const direction = input_lines(c.program, Source::inputs, Source::inputs);
    return draft_of(c.program, taylor(c.program, c.roots, direction, Order));
  }
};

template <class Source>
constexpr void require_one_result(char const* = nullptr) {
  static_assert(Source::results == 1, "adze: derivative and taylor need a function with one result");
}

template <int Order>
struct derivative_facade {
  template <class F, class... X>
  static constexpr auto compute(F const&, X const&...) {
    static_assert(never<F>, "adze: derivative needs a function of one number; use gradient for several");
    return 0.0;
  }
  template <class F, class X>
  ADZE_INLINE static constexpr auto compute(F const& f, X const& x) {
    using source = source_of<F, X>;
    static_assert(source::inputs == 1, "adze: derivative needs a function of one number; use gradient for several");
    require_one_result<source>();
    using T = number_type<X>;
    constexpr long double factorial = [] {
      long double product = 1;
      for (int k = 2; k <= Order; ++k) product *= k;
      return product;
    }();
    T const coefficient = run_recipe<univariate_taylor_recipe<source, Order, Order>, source, T>(f, x)[0];
    if constexpr (Order < 2) return coefficient;
    else return T(number_as<T>(factorial) * coefficient);
  }
};

template <int Order>
struct taylor_facade {
  template <class F, class... X>
  static constexpr auto compute(F const&, X const&...) {
    static_assert(never<F>,
                  "adze: taylor of a function of several numbers needs a point and a direction: "
                  "taylor<4>(f, adze::at(x, y), adze::along(u, v))");
    return std::array<double, Order + 1>{};
  }
  template <class F, class X>
  ADZE_INLINE static constexpr auto compute(F const& f, X const& x) {
    using source = source_of<F, X>;
    static_assert(source::inputs == 1, 
                  "adze: taylor of a function of several numbers needs a point and a direction: "
                  "taylor<4>(f, adze::at(x, y), adze::along(u, v))");
    require_one_result<source>();
    return run_recipe<univariate_taylor_recipe<source, 0, Order>, source, number_type<X>>(f, x);
  }
  template <class F, class... X, class... V>
  ADZE_INLINE static constexpr auto compute(F const& f, at<X...> const& point, along<V...> const& direction) {
    using source = source_of<F, std::remove_cvref_t<X>...>;
    using T = number_type<std::remove_cvref_t<X>..., std::remove_cvref_t<V>...>;
    require_one_result<source>();
    static_assert((0 + ... + argument<std::remove_cvref_t<X>>::size) == (0 + ... + argument<std::remove_cvref_t<V>>::size),
                  "adze: the direction needs one number for each number of the point");
    return with_both(point.arguments, direction.arguments, [&](auto const&... a) ADZE_INLINE_LAMBDA {
      return run_recipe<directional_taylor_recipe<source, Order>, source, T>(f, a...);
    });
  }
};

}  // namespace detail

/// The Order-th derivative of a function of one number. derivative(f, 2.0); derivative<3>(f, 2.0);
/// auto g = derivative(f); g(2.0). Of an expression, with respect to a variable, it is an expression:
/// derivative(x * y + sin(x), x) is y + cos(x).
template <int Order = 1, class F, class... X>
ADZE_INLINE constexpr auto derivative(F const& f, X const&... x) {
  static_assert(Order >= 0, "adze: the order of a derivative is not negative");
  if constexpr (expression<F>) {
    static_assert(sizeof...(X) == 1, "adze: derivative of an expression needs the variable: derivative(f, x)");
    if constexpr (sizeof...(X) == 1) return detail::derivative_expression<Order>(f, x...);
  } else {
    return detail::now_or_later<detail::derivative_facade<Order>>(f, x...);
  }
}

/// The Taylor coefficients c_0..c_Order of t -> f(x + t v): c_k = f^(k)/k!, as std::array<T, Order + 1>.
/// taylor<4>(f, x) for one number (v = 1); taylor<4>(f, at(x, y), along(u, v)).
template <int Order, class F, class... A>
ADZE_INLINE constexpr auto taylor(F const& f, A const&... arguments) {
  static_assert(Order >= 0, "adze: the order of a Taylor expansion is not negative");
  return detail::now_or_later<detail::taylor_facade<Order>>(f, arguments...);
}

}  // namespace adze
