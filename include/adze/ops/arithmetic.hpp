#pragma once
// SPDX-License-Identifier: BSL-1.0
// + - * / and unary minus, fma and lerp. An operation is a struct: its name, its value on numbers, its partial
// derivatives d0, d1, d2 (of the arguments and of the result that is already there), its identities.
//
// Identities come in two strengths. Those that keep every value, NaN and signed zero hold everywhere. Those behind
// `x.relaxed()` hold in the reals only and are applied in derivative code alone, where a structural zero is zero.

#include <adze/ops/apply.hpp>

#include <cmath>

namespace adze::op {

struct neg;
struct sub;
struct mul;
struct div;

struct add {
  static constexpr char const* name = "+";
  static constexpr int arity = 2, weight = 1;
  static constexpr bool commutative = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x + y; }
  template <class T> static constexpr T d0(T const& x, T const&, T const&) { return like(x, 1); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, 1); }

  template <class T> static constexpr T identity(T x, T y) {
    if (x.is_plain() && y.is_plain() && !x.same(y)) return x.none();  // the usual case, soon decided
    if (x.is_constant() && y.is_constant()) return x.fold_sum(y);
    if (x.equals(0) && x.is_negative()) return y;                  // x + (-0) = x, signed zeros included
    if (y.equals(0) && y.is_negative()) return x;
    if (y.is_negation()) return apply<sub>(x, y.operand(0));  // x + -y = x - y
    if (x.is_negation()) return apply<sub>(y, x.operand(0));
    if (!x.relaxed()) return x.none();
    if (x.equals(0)) return y;
    if (y.equals(0)) return x;
    if (!x.same_base(y)) return x.none();
    return times(x.factor().fold_sum(y.factor()), x.base());       // k u + l u = (k + l) u
  }
  template <class T> static constexpr T times(T factor, T base) {
    return factor.exists() ? apply<mul>(factor, base) : factor;
  }
};

struct sub {
  static constexpr char const* name = "-";
  static constexpr int arity = 2, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x - y; }
  template <class T> static constexpr T d0(T const& x, T const&, T const&) { return like(x, 1); }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return like(x, -1); }

  template <class T> static constexpr T identity(T x, T y) {
    if (x.is_plain() && y.is_plain() && !x.same(y)) return x.none();
    if (x.is_constant() && y.is_constant()) return x.fold_difference(y);
    if (y.equals(0) && !y.is_negative()) return x;                 // x - (+0) = x
    if (y.is_negation()) return apply<add>(x, y.operand(0));  // x - -y = x + y
    if (!x.relaxed()) return x.none();
    if (y.equals(0)) return x;
    if (x.equals(0)) return apply<neg>(y);
    if (x.is_negation()) return apply<neg>(apply<add>(x.operand(0), y));
    if (!x.same_base(y)) return x.none();
    return add::times(x.factor().fold_difference(y.factor()), x.base());
  }
};

struct mul {
  static constexpr char const* name = "*";
  static constexpr int arity = 2, weight = 1;
  static constexpr bool commutative = true;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x * y; }
  template <class T> static constexpr T d0(T const&, T const& y, T const&) { return y; }
  template <class T> static constexpr T d1(T const& x, T const&, T const&) { return x; }

  template <class T> static constexpr T identity(T x, T y) {
    if (x.is_plain() && y.is_plain() && !x.has_reciprocals()) return x.none();  // the usual case, soon decided
    if (x.is_constant() && y.is_constant()) return x.fold_product(y);
    if (y.is_constant()) return with_constant(y, x);
    if (x.is_constant()) return with_constant(x, y);
    if (x.is_negation()) return apply<neg>(apply<mul>(x.operand(0), y));  // (-x) y = -(x y)
    if (y.is_negation()) return apply<neg>(apply<mul>(x, y.operand(0)));
    if (!x.relaxed()) return x.none();
    if (x.has_factor() && y.has_factor()) {  // (k u) (l v) = (k l) (u v)
      T const product = x.factor().fold_product(y.factor());
      if (product.exists()) return apply<mul>(product, apply<mul>(x.base(), y.base()));
    }
    if (T const rest = cancel(x, y); rest.exists()) return rest;
    return cancel(y, x);
  }

  /// (u b) (1/b) = u and (u b) (v (1/b)) = u v, in derivative code: what quotients and logarithms of quotients leave.
  template <class T> static constexpr T cancel(T x, T y) {
    if (y.is_reciprocal()) return divided(x, y.operand(1), 3);
    if (!y.template is<mul>()) return x.none();
    for (int k = 0; k < 2; ++k) {
      if (!y.operand(k).is_reciprocal()) continue;
      T const rest = divided(x, y.operand(k).operand(1), 3);
      if (rest.exists()) return apply<mul>(rest, y.operand(1 - k));
    }
    return x.none();
  }
  /// x/b where b is a factor of x that a search of this depth finds.
  template <class T> static constexpr T divided(T x, T b, int depth) {
    if (x.same(b)) return like(x, 1);
    if (depth == 0 || !x.template is<mul>()) return x.none();
    for (int k = 0; k < 2; ++k) {
      T const rest = divided(x.operand(k), b, depth - 1);
      if (rest.exists()) return apply<mul>(rest, x.operand(1 - k));
    }
    return x.none();
  }
  template <class T> static constexpr T with_constant(T k, T x) {
    if (k.equals(1)) return x;
    if (k.equals(-1)) return apply<neg>(x);
    if (x.is_negation()) return apply<mul>(apply<neg>(k), x.operand(0));  // k (-x) = (-k) x
    if (!k.relaxed()) return k.none();
    if (k.equals(0)) return like(k, 0);
    if (x.has_factor()) {  // k (l u) = (k l) u
      T const product = k.fold_product(x.factor());
      if (product.exists()) return apply<mul>(product, x.base());
    }
    return k.none();
  }
};

struct div {
  static constexpr char const* name = "/";
  static constexpr int arity = 2, weight = 6;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y) { return x / y; }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return like(x, 1) / y; }
  template <class T> static constexpr T d1(T const&, T const& y, T const& z) { return -(z / y); }

  template <class T> static constexpr T identity(T x, T y) {
    if (y.equals(1)) return x;
    if (y.equals(-1)) return apply<neg>(x);
    if (y.is_power_of_two()) return apply<mul>(x, y.reciprocal());  // exact
    if (x.is_negation()) return apply<neg>(apply<div>(x.operand(0), y));
    if (y.is_negation()) return apply<neg>(apply<div>(x, y.operand(0)));
    if (!x.relaxed()) return x.none();
    if (x.equals(0)) return x;
    // In derivative code reciprocals are shared; one that is used once becomes a division again (program/optimise.hpp).
    x.note_reciprocal();
    if (x.equals(1)) {  // 1/(a/b) = b (1/a)
      if (y.template is<div>() && !y.is_reciprocal()) return apply<mul>(y.operand(1), apply<div>(x, y.operand(0)));
      return x.none();
    }
    return apply<mul>(x, apply<div>(like(x, 1), y));
  }
};

struct neg {
  static constexpr char const* name = "-";
  static constexpr int arity = 1, weight = 1;
  template <class T> ADZE_INLINE static constexpr T value(T const& x) { return -x; }
  template <class T> static constexpr T d0(T const& x, T const&) { return like(x, -1); }

  template <class T> static constexpr T identity(T x) {
    if (x.is_constant()) return x.negated();
    if (x.is_negation()) return x.operand(0);
    if (!x.relaxed()) return x.none();
    if (x.template is<sub>()) return apply<sub>(x.operand(1), x.operand(0));
    // -(k u) = (-k) u, unless k u is there anyway, as part of the function
    if (x.has_factor() && !x.is_exact()) return apply<mul>(apply<neg>(x.factor()), x.base());
    return x.none();
  }
};

/// x y + z, rounded once.
struct fma {
  static constexpr char const* name = "fma";
  static constexpr int arity = 3, weight = 2;
  template <class T> ADZE_INLINE static constexpr T value(T const& x, T const& y, T const& z) {
    using std::fma;
    return fma(x, y, z);
  }
  template <class T> static constexpr T d0(T const&, T const& y, T const&, T const&) { return y; }
  template <class T> static constexpr T d1(T const& x, T const&, T const&, T const&) { return x; }
  template <class T> static constexpr T d2(T const& x, T const&, T const&, T const&) { return like(x, 1); }
};

/// a + t (b - a), exact at both ends (C++20 std::lerp).
struct lerp {
  static constexpr char const* name = "lerp";
  static constexpr int arity = 3, weight = 4;
  template <class T> ADZE_INLINE static constexpr T value(T const& a, T const& b, T const& t) {
    using std::lerp;
    return lerp(a, b, t);
  }
  template <class T> static constexpr T d0(T const& a, T const&, T const& t, T const&) { return like(a, 1) - t; }
  template <class T> static constexpr T d1(T const&, T const&, T const& t, T const&) { return t; }
  template <class T> static constexpr T d2(T const& a, T const& b, T const&, T const&) { return b - a; }
};

}  // namespace adze::op

namespace adze {

template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::add, A, B> operator+(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::add>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::sub, A, B> operator-(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::sub>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::mul, A, B> operator*(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::mul>(a, b);
}
template <class A, class B> requires symbolic_operands<A, B>
ADZE_INLINE constexpr detail::operator_result<op::div, A, B> operator/(A const& a, B const& b) {
  return detail::deciding_kind<A, B>::template apply<op::div>(a, b);
}
template <class A> requires symbolic_operands<A>
ADZE_INLINE constexpr detail::operator_result<op::neg, A> operator-(A const& a) {
  return detail::deciding_kind<A>::template apply<op::neg>(a);
}
template <class A> requires symbolic_operands<A>
ADZE_INLINE constexpr A operator+(A const& a) { return a; }

// Compound assignment, where the type of the result is the type of the left operand (terms, dual numbers).
template <class A, class B> requires symbolic_operands<A, B> && has_kind<A>
ADZE_INLINE constexpr A& operator+=(A& a, B const& b) { return a = a + b; }
template <class A, class B> requires symbolic_operands<A, B> && has_kind<A>
ADZE_INLINE constexpr A& operator-=(A& a, B const& b) { return a = a - b; }
template <class A, class B> requires symbolic_operands<A, B> && has_kind<A>
ADZE_INLINE constexpr A& operator*=(A& a, B const& b) { return a = a * b; }
template <class A, class B> requires symbolic_operands<A, B> && has_kind<A>
ADZE_INLINE constexpr A& operator/=(A& a, B const& b) { return a = a / b; }

/// x y + z, rounded once. Partials: y, x, 1.
template <class A, class B, class C> requires operands<A, B, C>
ADZE_INLINE constexpr auto fma(A const& x, B const& y, C const& z) { return apply<op::fma>(x, y, z); }

/// a + t (b - a). Partials: 1 - t, t, b - a.
template <class A, class B, class C> requires operands<A, B, C>
ADZE_INLINE constexpr auto lerp(A const& a, B const& b, C const& t) { return apply<op::lerp>(a, b, t); }

}  // namespace adze
