#pragma once
// SPDX-License-Identifier: BSL-1.0
// The list of all operations, by family: name, generic function, the box that points are drawn from, and how far from
// the truth its value and derivatives may be. Laws (tests/ops/laws.hpp) and references (tests/ops/accuracy.hpp) run
// over it. `erase` compiles one entry into every way of computing its derivatives, behind plain function pointers.

#include <adze/adze.hpp>
#include <adze/gamma.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace adze_test {

struct interval {
  double low, high;
};

/// How far from the correctly rounded result, in units in the last place (ulp). The mathematical library's own error
/// (glibc: 1 to 2 ulp) comes on top of one to three roundings in a first derivative, three to six in a second.
struct bounds {
  double value = 2;
  double first = 4;
  double second = 8;
};

/// At a point, by what factor the bound of the derivative of this order grows: for sums that cancel, and for results
/// whose arguments are themselves rounded. nullptr: by none.
using amplification = double (*)(double const* x, double want, int order);

template <class F>
struct op_entry {
  char const* name;
  F function;
  std::vector<interval> box;  // one per argument
  bounds ulp{};
  amplification amplify = nullptr;
};
template <class F>
op_entry(char const*, F, std::vector<interval>) -> op_entry<F>;
template <class F>
op_entry(char const*, F, std::vector<interval>, bounds) -> op_entry<F>;
template <class F>
op_entry(char const*, F, std::vector<interval>, bounds, amplification) -> op_entry<F>;

namespace detail {

/// A sum of terms that cancel is as exact as its largest term.
inline double cancelled(double largest_term, double want) { return std::fmax(1.0, largest_term / std::fabs(want)); }

inline double lerp_amplification(double const* x, double want, int order) {
  return order == 0 ? cancelled(std::fabs(x[0]) + std::fabs(x[2] * (x[1] - x[0])), want) : 1;
}
/// Value: the larger argument plus at most ln 2. Partials: x - y is rounded, and sigmoid in its tail is an exponential.
inline double logaddexp_amplification(double const* x, double want, int order) {
  return order == 0 ? cancelled(std::fmax(std::fabs(x[0]), std::fabs(x[1])), want) : 1 + std::fabs(x[0] - x[1]);
}
/// sin x / x, cos x / x, ... of size 1/|x| each; near 0 a series without cancellation.
inline double sinc_amplification(double const* x, double want, int order) {
  return order == 0 || std::fabs(x[0]) < 1 ? 1 : cancelled(2 * order / std::fabs(x[0]), want);
}
/// The square of the derivative, on the way to the second, underflows before the second derivative does.
inline double atan_amplification(double const* x, double, int order) {
  return order == 2 && std::fabs(x[0]) > 1e75 ? std::numeric_limits<double>::infinity() : 1;
}
/// x^(y-1) with y - 1 rounded: the error is multiplied by log x.
inline double pow_amplification(double const* x, double, int order) {
  return order == 2 ? 1 + std::fabs((x[1] - 1) * std::log(x[0])) : 1;
}
/// cdf + x density; (2 - x^2) density.
inline double gelu_amplification(double const* x, double want, int order) {
  double const t = x[0], density = 0.4 * std::exp(-t * t / 2), cdf = std::erfc(-t * 0.707) / 2;
  return order == 0 ? 1 : cancelled(order == 1 ? cdf + std::fabs(t) * density : (2 + t * t) * density, want);
}
/// s (1 + x (1 - s)); s (1 - s) (2 + x (1 - 2 s)).
inline double silu_amplification(double const* x, double want, int order) {
  double const t = x[0], s = 1 / (1 + std::exp(-t)), other = 1 / (1 + std::exp(t));
  double const second = s * other * (2 + std::fabs(t * (other - s)));
  return order == 0 ? 1 : cancelled(order == 1 ? s * (1 + std::fabs(t) * other) : second, want);
}
/// Where 1/r overflows, partials x (1/r) are lost: r below the normal range.
inline double hypot_amplification(double const* x, double, int order) {
  return order > 0 && std::fabs(x[0]) < 1e-307 && std::fabs(x[1]) < 1e-307 ? std::numeric_limits<double>::infinity() : 1;
}

}  // namespace detail

// Bounds that differ from the usual ones.
inline constexpr bounds cbrt_bounds{4, 6, 16};        // y^-2 and y^-5 of glibc's cbrt, itself 2 ulp off
inline constexpr bounds normal_cdf_bounds{6, 4, 8};   // erfc (4 ulp in its tail) of a rounded argument
inline constexpr bounds silu_bounds{3, 5, 8};         // a product with sigmoid

// ---- the list

inline auto arithmetic_ops() {
  std::vector<interval> const any{{-9, 9}}, two{{-9, 9}, {-9, 9}}, three{{-9, 9}, {-9, 9}, {-9, 9}};
  return std::tuple{
      op_entry{"add", [](auto x, auto y) { return x + y; }, two},
      op_entry{"sub", [](auto x, auto y) { return x - y; }, two},
      op_entry{"mul", [](auto x, auto y) { return x * y; }, two},
      op_entry{"div", [](auto x, auto y) { return x / y; }, two},
      op_entry{"neg", [](auto x) { return -x; }, any},
      op_entry{"fma", [](auto x, auto y, auto z) { return adze::fma(x, y, z); }, three},
      op_entry{"lerp", [](auto a, auto b, auto t) { return adze::lerp(a, b, t); }, {{-9, 9}, {-9, 9}, {-1, 2}}, bounds{}, detail::lerp_amplification}};
}

inline auto power_ops() {
  std::vector<interval> const any{{-9, 9}}, positive{{0.01, 9}}, two{{-9, 9}, {-9, 9}};
  return std::tuple{
      op_entry{"sqrt", [](auto x) { return adze::sqrt(x); }, positive},
      op_entry{"cbrt", [](auto x) { return adze::cbrt(x); }, any, cbrt_bounds},
      op_entry{"rsqrt", [](auto x) { return adze::rsqrt(x); }, positive},
      op_entry{"square", [](auto x) { return adze::square(x); }, any},
      op_entry{"cube", [](auto x) { return adze::cube(x); }, any},
      op_entry{"inverse", [](auto x) { return adze::inverse(x); }, any},
      op_entry{"pow", [](auto x, auto y) { return adze::pow(x, y); }, {{0.01, 9}, {-4, 4}}, bounds{}, detail::pow_amplification},
      op_entry{"hypot", [](auto x, auto y) { return adze::hypot(x, y); }, two, bounds{}, detail::hypot_amplification},
      op_entry{"hypot3", [](auto x, auto y, auto z) { return adze::hypot(x, y, z); }, {{-9, 9}, {-9, 9}, {-9, 9}}, bounds{}, detail::hypot_amplification}};
}

inline auto exponential_ops() {
  std::vector<interval> const any{{-9, 9}}, positive{{0.01, 9}};
  return std::tuple{
      op_entry{"exp", [](auto x) { return adze::exp(x); }, any},
      op_entry{"exp2", [](auto x) { return adze::exp2(x); }, any},
      op_entry{"expm1", [](auto x) { return adze::expm1(x); }, any},
      op_entry{"log", [](auto x) { return adze::log(x); }, positive},
      op_entry{"log2", [](auto x) { return adze::log2(x); }, positive},
      op_entry{"log10", [](auto x) { return adze::log10(x); }, positive},
      op_entry{"log1p", [](auto x) { return adze::log1p(x); }, {{-0.9, 9}}},
      op_entry{"xlogy", [](auto x, auto y) { return adze::xlogy(x, y); }, {{-9, 9}, {0.01, 9}}},
      op_entry{"logaddexp", [](auto x, auto y) { return adze::logaddexp(x, y); }, {{-9, 9}, {-9, 9}}, bounds{}, detail::logaddexp_amplification}};
}

inline auto trigonometric_ops() {
  std::vector<interval> const any{{-9, 9}}, unit{{-0.99, 0.99}};
  return std::tuple{
      op_entry{"sin", [](auto x) { return adze::sin(x); }, any},
      op_entry{"cos", [](auto x) { return adze::cos(x); }, any},
      op_entry{"tan", [](auto x) { return adze::tan(x); }, {{-1.5, 1.5}}},
      op_entry{"asin", [](auto x) { return adze::asin(x); }, unit},
      op_entry{"acos", [](auto x) { return adze::acos(x); }, unit},
      op_entry{"atan", [](auto x) { return adze::atan(x); }, any, bounds{}, detail::atan_amplification},
      op_entry{"atan2", [](auto y, auto x) { return adze::atan2(y, x); }, {{-9, 9}, {-9, 9}}},
      op_entry{"sinc", [](auto x) { return adze::sinc(x); }, any, bounds{}, detail::sinc_amplification}};
}

inline auto hyperbolic_ops() {
  std::vector<interval> const any{{-9, 9}};
  return std::tuple{
      op_entry{"sinh", [](auto x) { return adze::sinh(x); }, any},
      op_entry{"cosh", [](auto x) { return adze::cosh(x); }, any},
      op_entry{"tanh", [](auto x) { return adze::tanh(x); }, any},
      op_entry{"asinh", [](auto x) { return adze::asinh(x); }, any},
      op_entry{"acosh", [](auto x) { return adze::acosh(x); }, {{1.01, 9}}},
      op_entry{"atanh", [](auto x) { return adze::atanh(x); }, {{-0.99, 0.99}}}};
}

inline auto rounding_ops() {
  std::vector<interval> const any{{-9, 9}}, two{{-9, 9}, {-9, 9}};
  return std::tuple{
      op_entry{"abs", [](auto x) { return adze::abs(x); }, any},
      op_entry{"sign", [](auto x) { return adze::sign(x); }, any},
      op_entry{"copysign", [](auto x, auto y) { return adze::copysign(x, y); }, two},
      op_entry{"floor", [](auto x) { return adze::floor(x); }, any},
      op_entry{"ceil", [](auto x) { return adze::ceil(x); }, any},
      op_entry{"round", [](auto x) { return adze::round(x); }, any},
      op_entry{"trunc", [](auto x) { return adze::trunc(x); }, any},
      op_entry{"fmod", [](auto x, auto y) { return adze::fmod(x, y); }, two},
      op_entry{"remainder", [](auto x, auto y) { return adze::remainder(x, y); }, two},
      op_entry{"min", [](auto x, auto y) { return adze::min(x, y); }, two},
      op_entry{"max", [](auto x, auto y) { return adze::max(x, y); }, two},
      op_entry{"clamp", [](auto x, auto l, auto h) { return adze::clamp(x, l, h); }, {{-9, 9}, {-6, -1}, {1, 6}}},
      op_entry{"fdim", [](auto x, auto y) { return adze::fdim(x, y); }, two}};
}

inline auto special_ops() {
  std::vector<interval> const any{{-5, 5}};
  return std::tuple{
      op_entry{"erf", [](auto x) { return adze::erf(x); }, any},
      op_entry{"erfc", [](auto x) { return adze::erfc(x); }, any},
      op_entry{"normal_cdf", [](auto x) { return adze::normal_cdf(x); }, any, normal_cdf_bounds}};
}

inline auto activation_ops() {
  std::vector<interval> const any{{-9, 9}};
  return std::tuple{
      op_entry{"sigmoid", [](auto x) { return adze::sigmoid(x); }, any},
      op_entry{"softplus", [](auto x) { return adze::softplus(x); }, any},
      op_entry{"relu", [](auto x) { return adze::relu(x); }, any},
      op_entry{"leaky_relu", [](auto x, auto s) { return adze::leaky_relu(x, s); }, {{-9, 9}, {0, 2}}},
      op_entry{"elu", [](auto x, auto a) { return adze::elu(x, a); }, {{-9, 9}, {0, 2}}},
      op_entry{"gelu", [](auto x) { return adze::gelu(x); }, any, normal_cdf_bounds, detail::gelu_amplification},
      op_entry{"silu", [](auto x) { return adze::silu(x); }, any, silu_bounds, detail::silu_amplification}};
}

inline auto gamma_ops() {
  return std::tuple{
      op_entry{"lgamma", [](auto x) { return adze::lgamma(x); }, {{0.1, 9}}},
      op_entry{"tgamma", [](auto x) { return adze::tgamma(x); }, {{0.1, 9}}},
      op_entry{"digamma", [](auto x) { return adze::digamma(x); }, {{0.1, 9}}}};
}

// ---- one entry, compiled in every mode

using numbers = std::array<double, 3>;
using matrix = std::array<numbers, 3>;

struct erased_op {
  std::string name;
  std::size_t arity;
  std::vector<interval> box;
  bounds ulp;
  amplification amplify;

  double (*plain)(double const*);                  // the function called on doubles
  long double (*plain_long)(long double const*);   // and on long doubles
  double (*value)(double const*);                  // from the compiled program
  numbers (*reverse)(double const*);
  numbers (*forward)(double const*);
  numbers (*dual)(double const*);
  std::array<long double, 3> (*reverse_long)(long double const*);
  matrix (*hessian)(double const*);                // forward over reverse
  matrix (*hvps)(double const*);                   // column i: Hessian times the ith unit vector
  matrix (*dual_dual)(double const*);              // second derivatives by nested duals
  double (*taylor_second)(double const*);          // one argument only: derivative<2>

  double bound(double ulps, double const* x, double want, int order) const {
    return ulps * (amplify != nullptr ? amplify(x, want, order) : 1.0);
  }
};

namespace detail {

template <class F, class I>
struct compiled_op;

template <class F, std::size_t... I>
struct compiled_op<F, std::index_sequence<I...>> {
  static constexpr std::size_t n = sizeof...(I);

  template <class T> static T plain(T const* x) { return static_cast<T>(F{}(x[I]...)); }
  static double value(double const* x) { return adze::value_and_gradient(F{}, x[I]...).value; }

  template <class T, class G> static std::array<T, 3> padded(G const& g) { return {g[I]...}; }
  static numbers reverse(double const* x) { return padded<double>(adze::gradient<adze::reverse>(F{}, x[I]...)); }
  static numbers forward(double const* x) { return padded<double>(adze::gradient<adze::forward>(F{}, x[I]...)); }
  static std::array<long double, 3> reverse_long(long double const* x) {
    return padded<long double>(adze::gradient<adze::reverse>(F{}, x[I]...));
  }
  static numbers dual(double const* x) {
    using D = adze::dual<double, n>;
    D const z = F{}(D::variable(x[I], I)...);
    return padded<double>(z.tangent);
  }

  template <class H> static matrix padded_rows(H const& h) { return {padded<double>(h[I])...}; }
  static matrix hessian(double const* x) { return padded_rows(adze::hessian(F{}, x[I]...)); }
  template <std::size_t J> static numbers hvp(double const* x) {
    return padded<double>(adze::hvp(F{}, adze::at(x[I]...), adze::along((I == J ? 1.0 : 0.0)...)));
  }
  static matrix hvps(double const* x) { return {hvp<I>(x)...}; }
  static matrix dual_dual(double const* x) {
    using D = adze::dual<double, n>;
    using DD = adze::dual<D, n>;
    DD const z = F{}(DD::variable(D::variable(x[I], I), I)...);
    return {padded<double>(z.tangent[I].tangent)...};
  }
  static double taylor_second(double const* x) {
    if constexpr (n == 1) return adze::derivative<2>(F{}, x[0]);
    else return x[0];
  }
};

}  // namespace detail

template <class F>
erased_op erase(op_entry<F> const& e) {
  return [&]<std::size_t N>(std::integral_constant<std::size_t, N>) {
    using op = detail::compiled_op<F, std::make_index_sequence<N>>;
    return erased_op{e.name,      N,           e.box,       e.ulp,       e.amplify,
                     &op::template plain<double>, &op::template plain<long double>,
                     &op::value,  &op::reverse, &op::forward, &op::dual,  &op::reverse_long,
                     &op::hessian, &op::hvps,   &op::dual_dual, &op::taylor_second};
  }([] {
    if constexpr (std::is_invocable_v<F, double>) return std::integral_constant<std::size_t, 1>{};
    else if constexpr (std::is_invocable_v<F, double, double>) return std::integral_constant<std::size_t, 2>{};
    else return std::integral_constant<std::size_t, 3>{};
  }());
}

template <class... F>
std::vector<erased_op> erase_all(std::tuple<op_entry<F>...> const& family) {
  return std::apply([](auto const&... e) { return std::vector<erased_op>{erase(e)...}; }, family);
}

/// The names of the whole list, without compiling anything.
inline std::vector<std::string> op_names() {
  std::vector<std::string> names;
  auto const add = [&](auto const& family) {
    std::apply([&](auto const&... e) { (names.push_back(e.name), ...); }, family);
  };
  add(arithmetic_ops()), add(power_ops()), add(exponential_ops()), add(trigonometric_ops()), add(hyperbolic_ops());
  add(rounding_ops()), add(special_ops()), add(activation_ops()), add(gamma_ops());
  return names;
}

}  // namespace adze_test
