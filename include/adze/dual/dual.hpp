#pragma once
// SPDX-License-Identifier: BSL-1.0
// Dual numbers: forward mode through any generic code, with loops and branches. A dual carries a value and N
// directional derivatives; the derivative of each operation comes from the operation's own partials.

#include <adze/core/diagnostics.hpp>
#include <adze/ops/linear.hpp>

#include <array>
#include <cstddef>
#include <iosfwd>
#include <limits>

namespace adze {

template <class T, std::size_t N>
struct dual_kind;

/// value + sum over i of tangent[i] eps_i, with eps_i eps_j = 0.
/// `auto x = dual<double, 2>::variable(3.0, 0);` seeds direction 0. Duals of duals give higher derivatives.
/// Comparisons look at the value only. Source: Griewank & Walther, Evaluating Derivatives, ch. 2.
template <class T, std::size_t N = 1>
struct dual {
  using adze_kind = dual_kind<T, N>;
  static constexpr bool adze_is_condition = false;
  using value_type = T;

  T value{};
  std::array<T, N> tangent{};

  constexpr dual() = default;
  constexpr dual(T const& v) : value(v) {}  // NOLINT: a constant
  template <class U>
    requires(std::is_arithmetic_v<U> && !std::is_same_v<U, T>)
  constexpr dual(U const& v) : value(static_cast<T>(v)) {}  // NOLINT: a constant
  constexpr dual(T const& v, std::array<T, N> const& t) : value(v), tangent(t) {}

  static constexpr dual variable(T const& v, std::size_t direction) {
    dual x(v);
    x.tangent[direction] = T(1);
    return x;
  }
  constexpr explicit operator T() const { return value; }
};

namespace detail {

template <class T> inline constexpr int dual_depth = 0;
template <class T, std::size_t N> inline constexpr int dual_depth<dual<T, N>> = 1 + dual_depth<T>;
template <class T> inline constexpr bool is_dual = dual_depth<T> > 0;

template <class T> constexpr bool all_finite(T const& x) { return x - x == T(0); }
template <class T> constexpr bool all_zero(T const& x) { return x == T(0); }
template <class T, std::size_t N> constexpr bool all_finite(dual<T, N> const& x) {
  for (T const& t : x.tangent) {
    if (!all_finite(t)) return false;
  }
  return all_finite(x.value);
}
template <class T, std::size_t N> constexpr bool all_zero(dual<T, N> const& x) {
  for (T const& t : x.tangent) {
    if (!all_zero(t)) return false;
  }
  return all_zero(x.value);
}

/// The kth partial of Op.
template <class Op, int K, class T, class... X>
ADZE_INLINE constexpr T partial(T const& result, X const&... x) {
  if constexpr (K == 0) return Op::d0(x..., result);
  else if constexpr (K == 1) return Op::d1(x..., result);
  else return Op::d2(x..., result);
}

}  // namespace detail

/// What operations do to dual numbers: the value, and each partial times each tangent.
template <class T, std::size_t N>
struct dual_kind {
  static constexpr int rank = 10 + detail::dual_depth<T>;
  using number = dual<T, N>;

  template <class Op, class... A>
  using result = std::conditional_t<detail::is_condition_op<Op>, bool, number>;

  template <class Op, class... A>
  ADZE_INLINE static constexpr result<Op> apply(A const&... a) {
    if constexpr (detail::is_condition_op<Op>) {
      return adze::apply<Op>(value_of(a)...);
    } else if constexpr (sizeof...(A) == 3 && (std::is_same_v<A, bool> || ...)) {
      return choose(a...);
    } else {
      return chain<Op>(std::make_integer_sequence<int, sizeof...(A)>{}, a...);
    }
  }
  template <class... A>
  static constexpr bool truth(bool c, A const&...) { return c; }
  static constexpr number constant(number const& x, double k) { return number(like(x.value, k)); }
  static constexpr number constant(number const& x, irrational which) { return number(like(x.value, which)); }

 private:
  static constexpr int checked_weight = 6;  // of a division

  template <class A> ADZE_INLINE static constexpr T value_of(A const& a) {
    if constexpr (std::is_same_v<A, number>) {
      return a.value;
    } else {
      static_assert(detail::dual_depth<A> <= detail::dual_depth<T>, "adze: dual numbers of different widths meet");
      return static_cast<T>(a);
    }
  }
  template <class A, class B> static constexpr number choose(bool c, A const& a, B const& b) {
    return c ? number(a) : number(b);
  }
  template <class Op, int... K, class... A>
  ADZE_INLINE static constexpr number chain(std::integer_sequence<int, K...>, A const&... a) {
    return chain_values<Op, K...>(std::array<T, sizeof...(A)>{value_of(a)...}, a...);
  }
  template <class Op, int... K, class... A>
  ADZE_INLINE static constexpr number chain_values(std::array<T, sizeof...(A)> const& x, A const&... a) {
    number z(adze::apply<Op>(x[K]...));
    (add_partial<Op, K, is_first<K, A...>()>(z, a, x[K]...), ...);
    return z;
  }
  /// Whether operand K is the first that varies: its contribution is the tangent so far.
  template <int K, class... A>
  static constexpr bool is_first() {
    constexpr bool varies[] = {std::is_same_v<A, number>...};
    for (int i = 0; i < K; ++i) {
      if (varies[i]) return false;
    }
    return true;
  }
  template <class Op, int K, bool First, class A, class... X>
  ADZE_INLINE static constexpr void add_partial(number&, A const&, X const&...) {}  // a constant
  template <class Op, int K, bool First, class... X>
  ADZE_INLINE static constexpr void add_partial(number& z, number const& a, X const&... x) {
    T const p = detail::partial<Op, K>(z.value, x...);
    // A partial of these may be infinite or NaN at finite arguments (pow(-2, 3) in its exponent, 1/x, overflow): what is
    // constant in a direction must not feel it. The check costs little beside a division.
    if constexpr (Op::weight >= checked_weight) {
      if (!detail::all_finite(p)) {
        for (std::size_t i = 0; i < N; ++i) {
          if constexpr (First) z.tangent[i] = T(0);
          if (!detail::all_zero(a.tangent[i])) z.tangent[i] += a.tangent[i] * p;
        }
        return;
      }
    }
    if constexpr (N <= 16) {  // written out, since at -O2 g++ unrolls no loop
      [&]<std::size_t... I>(std::index_sequence<I...>) ADZE_INLINE_LAMBDA {
        (add_product<First>(z.tangent[I], a.tangent[I], p), ...);
      }(std::make_index_sequence<N>{});
    } else {
      for (std::size_t i = 0; i < N; ++i) add_product<First>(z.tangent[i], a.tangent[i], p);
    }
  }
  template <bool First>
  ADZE_INLINE static constexpr void add_product(T& sum, T const& t, T const& p) {
    if constexpr (First) sum = t * p;
    else sum += t * p;
  }
};

template <class T, std::size_t N> constexpr bool isfinite(dual<T, N> const& x) {
  using std::isfinite;
  return isfinite(x.value);
}
template <class T, std::size_t N> constexpr bool isnan(dual<T, N> const& x) {
  using std::isnan;
  return isnan(x.value);
}
template <class T, std::size_t N> constexpr bool isinf(dual<T, N> const& x) {
  using std::isinf;
  return isinf(x.value);
}

template <class Char, class Traits, class T, std::size_t N>
std::basic_ostream<Char, Traits>& operator<<(std::basic_ostream<Char, Traits>& out, dual<T, N> const& x) {
  out << x.value << " [";
  for (std::size_t i = 0; i < N; ++i) out << (i == 0 ? "" : " ") << x.tangent[i];
  return out << ']';
}

}  // namespace adze

template <class T, std::size_t N>
struct std::numeric_limits<adze::dual<T, N>> : std::numeric_limits<T> {};
