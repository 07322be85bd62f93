// SPDX-License-Identifier: BSL-1.0
#pragma once
// Sacado of Trilinos: forward mode with SFad (the newer, Exp design, its default), reverse mode with Rad (a run-time
// graph in an arena).

#include "contenders/forward.hpp"

#include <Sacado_Fad_Exp_SFad.hpp>
#include <Sacado_trad.hpp>
#include <concepts>

namespace bench {

template <class Expression>
requires std::derived_from<Expression, Sacado::Fad::Exp::Expr<Expression>>
struct stored<Expression> {
  using type = typename Sacado::BaseExprType<Expression>::type;
};

template <class T> struct stored<Sacado::Rad::ADvari<T>> { using type = Sacado::Rad::ADvar<T>; };

}  // namespace bench

// Sacado lacks erfc.
namespace Sacado::Fad::Exp {
template <class Expression> auto erfc(const Expr<Expression>& x) {
  auto y = bench::keep(x.derived());
  const double slope = bench::erfc_slope(y.val());
  for (int i = 0; i < y.size(); ++i) {
    y.fastAccessDx(i) *= slope;
  }
  y.val() = std::erfc(y.val());
  return y;
}
}  // namespace Sacado::Fad::Exp

namespace Sacado::Rad {
template <class T> ADvari<T>& erfc(const ADvari<T>& x) { return ADf1(std::erfc(x.Val), bench::erfc_slope(x.Val), x); }
}  // namespace Sacado::Rad

namespace bench {

struct sacado_number {
  template <std::size_t n> using number = Sacado::Fad::Exp::SFad<double, int(n)>;

  template <std::size_t n> static number<n> variable(double value, std::size_t i) { return {int(n), int(i), value}; }
  static double value(const auto& y) { return y.val(); }
  static double tangent(const auto& y, std::size_t i) { return y.dx(int(i)); }
};

struct sacado_fad : forward_numbers<sacado_number> {
  static constexpr auto name = "sacado_sfad";
};

struct sacado_rad {
  static constexpr auto name = "sacado_rad";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    const auto x = load<Sacado::Rad::ADvar<double>, P>(in);
    const Sacado::Rad::ADvar<double> y = evaluate<P>(x, in + P::variables);
    Sacado::Rad::ADcontext<double>::Gradcomp();
    store<P::variables>(gradient, [&](auto i) { return x[i].adj(); });
    return y.val();
  }
};

}  // namespace bench
