#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gamma family: lgamma tgamma digamma polygamma. Needs Boost.Math, which costs a second of compile time, so it is
// not part of <adze/adze.hpp>: include <adze/gamma.hpp>.

#include <adze/ops/apply.hpp>

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>

#include <cmath>

namespace adze::op {

/// The nth derivative of digamma; n = 0 is digamma itself. Partial in x: the next one. DLMF 5.15. The order n is an
/// operand, always a constant: as a template parameter each order would instantiate the next without end.
struct polygamma {
  static constexpr char const* name = "polygamma";
  static constexpr int arity = 2, weight = 60;
  template <class T> static T value(T const& n, T const& x) {
    using policy = boost::math::policies::policy<
        boost::math::policies::domain_error<boost::math::policies::ignore_error>,
        boost::math::policies::pole_error<boost::math::policies::ignore_error>,
        boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
        boost::math::policies::promote_double<true>>;
    if (n == T(0)) return boost::math::digamma(x, policy{});
    return boost::math::polygamma(static_cast<int>(n), x, policy{});
  }
  template <class T> static constexpr T d0(T const& n, T const&, T const&) { return like(n, 0); }
  template <class T> static constexpr T d1(T const& n, T const& x, T const&) { return apply<polygamma>(T(n + 1), x); }
};

/// log |Gamma(x)|. Partial digamma x.
struct lgamma {
  static constexpr char const* name = "lgamma";
  static constexpr int arity = 1, weight = 40;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::lgamma;
    return lgamma(x);
  }
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<polygamma>(like(x, 0), x); }
};

/// Gamma(x). Partial Gamma(x) digamma(x).
struct tgamma {
  static constexpr char const* name = "tgamma";
  static constexpr int arity = 1, weight = 40;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) {
    using std::tgamma;
    return tgamma(x);
  }
  template <class T> static constexpr T d0(T const& x, T const& y) { return y * apply<polygamma>(like(x, 0), x); }
};

}  // namespace adze::op

namespace adze {

/// log |Gamma(x)|; poles at 0, -1, -2, ... d/dx = digamma x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto lgamma(X const& x) { return apply<op::lgamma>(x); }
/// Gamma(x); poles at 0, -1, -2, ... d/dx = Gamma(x) digamma(x).
template <class X> requires operands<X>
ADZE_INLINE constexpr auto tgamma(X const& x) { return apply<op::tgamma>(x); }
/// The logarithmic derivative of Gamma; poles at 0, -1, -2, ... d/dx = trigamma x.
template <class X> requires operands<X>
ADZE_INLINE constexpr auto digamma(X const& x) { return apply<op::polygamma>(0.0, x); }
/// The nth derivative of digamma. d/dx = polygamma<n + 1>(x).
template <int N, class X> requires operands<X>
ADZE_INLINE constexpr auto polygamma(X const& x) {
  static_assert(N >= 0, "adze: the order of polygamma is not negative");
  return apply<op::polygamma>(static_cast<double>(N), x);
}

}  // namespace adze
