// SPDX-License-Identifier: BSL-1.0
// The edge values: what derivatives are at kinks, jumps, poles and ends of domains. One test for each row of the table
// in docs/derivatives.md, in reverse mode, forward mode and dual numbers.

#include "laws.hpp"

namespace {

using adze::at, adze::along;
double const infinity = std::numeric_limits<double>::infinity();
double const not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Equal up to the rounding of a quotient, both zero of any sign, or both NaN.
bool same(double a, double b) { return (a != a && b != b) || adze_test::ulps_between(a, b) <= 2; }

/// The gradient of f in all three modes, which must be `want`.
template <class F, class... X>
void check_gradient(char const* name, std::array<double, sizeof...(X)> want, F f, X... x) {
  constexpr std::size_t n = sizeof...(X);
  auto const r = adze::gradient<adze::reverse>(f, x...);
  auto const w = adze::gradient<adze::forward>(f, x...);
  auto const d = [&]<std::size_t... I>(std::index_sequence<I...>) {
    using D = adze::dual<double, n>;
    return D(f(D::variable(x, I)...)).tangent;
  }(std::make_index_sequence<n>{});
  for (std::size_t i = 0; i < n; ++i) {
    INFO(name << " at " << adze_test::text_of({x...}) << ", argument " << i << ": want " << want[i] << ", reverse "
              << r[i] << ", forward " << w[i] << ", dual " << d[i]);
    CHECK(same(r[i], want[i]));
    CHECK(same(w[i], want[i]));
    CHECK(same(d[i], want[i]));
  }
}

/// The same for the Hessian: forward over reverse, by products with unit vectors, and from nested duals.
template <class F, class... X>
void check_hessian(char const* name, std::vector<double> want, F f, X... x) {
  using op = adze_test::detail::compiled_op<F, std::make_index_sequence<sizeof...(X)>>;
  double const point[] = {x...};
  auto const h = op::hessian(point), p = op::hvps(point), d = op::dual_dual(point);
  static_cast<void>(f);
  for (std::size_t i = 0, k = 0; i < sizeof...(X); ++i) {
    for (std::size_t j = 0; j < sizeof...(X); ++j, ++k) {
      INFO(name << " at " << adze_test::text_of({x...}) << ", entry " << i << ", " << j << ": want " << want[k]
                << ", Hessian " << h[i][j] << ", products " << p[i][j] << ", nested duals " << d[i][j]);
      CHECK(same(h[i][j], want[k]));
      CHECK(same(p[i][j], want[k]));
      CHECK(same(d[i][j], want[k]));
    }
  }
}

}  // namespace

TEST_CASE("abs has slope 0 at 0, of either sign") {
  auto const f = [](auto x) { return abs(x); };
  check_gradient("abs", {0}, f, 0.0);
  check_gradient("abs", {0}, f, -0.0);
  check_gradient("abs", {1}, f, 5e-324);
  check_gradient("abs", {-1}, f, -5e-324);
  check_gradient("abs", {not_a_number}, f, not_a_number);
  check_gradient("copysign", {0, 0}, [](auto x, auto y) { return copysign(x, y); }, 0.0, -2.0);
  check_gradient("copysign", {-1, 0}, [](auto x, auto y) { return copysign(x, y); }, 3.0, -0.0);
}

TEST_CASE("step functions have slope 0, at their jumps too") {
  for (double x : {0.0, -0.0, 1.0, -2.0, 0.5, -1.5, 0.3, 1e300}) {
    check_gradient("sign", {0}, [](auto t) { return adze::sign(t); }, x);
    check_gradient("floor", {0}, [](auto t) { return floor(t); }, x);
    check_gradient("ceil", {0}, [](auto t) { return ceil(t); }, x);
    check_gradient("round", {0}, [](auto t) { return round(t); }, x);
    check_gradient("trunc", {0}, [](auto t) { return trunc(t); }, x);
  }
}

TEST_CASE("max and min share a tie, one half each") {
  auto const most = [](auto x, auto y) { return adze::max(x, y); };
  auto const least = [](auto x, auto y) { return adze::min(x, y); };
  for (double x : {0.0, 1.5, -3.0, infinity, -infinity}) {
    check_gradient("max", {0.5, 0.5}, most, x, x);
    check_gradient("min", {0.5, 0.5}, least, x, x);
  }
  check_gradient("max", {0.5, 0.5}, most, 0.0, -0.0);
  check_gradient("max", {1, 0}, most, 2.0, 1.0);
  check_gradient("min", {0, 1}, least, 2.0, 1.0);
  check_gradient("max", {0, 1}, most, -infinity, 1.0);
  check_gradient("max", {not_a_number, not_a_number}, most, not_a_number, 1.0);
  check_gradient("min", {not_a_number, not_a_number}, least, 1.0, not_a_number);
  check_gradient("max of one thing with itself", {1}, [](auto x) { return adze::max(x, x); }, 2.0);
}

TEST_CASE("fdim has slope 0 at its kink") {
  auto const f = [](auto x, auto y) { return adze::fdim(x, y); };
  check_gradient("fdim", {0, 0}, f, 2.0, 2.0);
  check_gradient("fdim", {1, -1}, f, 2.0, 1.0);
  check_gradient("fdim", {0, 0}, f, 1.0, 2.0);
  check_gradient("fdim", {not_a_number, not_a_number}, f, not_a_number, 2.0);
}

TEST_CASE("clamp passes the derivative at its bounds, and stops it outside") {
  auto const f = [](auto x, auto l, auto h) { return adze::clamp(x, l, h); };
  check_gradient("clamp", {1, 0, 0}, f, 1.0, 1.0, 2.0);
  check_gradient("clamp", {1, 0, 0}, f, 2.0, 1.0, 2.0);
  check_gradient("clamp", {1, 0, 0}, f, 1.5, 1.0, 2.0);
  check_gradient("clamp", {0, 1, 0}, f, 0.5, 1.0, 2.0);
  check_gradient("clamp", {0, 0, 1}, f, 2.5, 1.0, 2.0);
  check_gradient("clamp", {1, 0, 0}, f, 1.0, 1.0, 1.0);
  check_gradient("clamp", {not_a_number, not_a_number, not_a_number}, f, not_a_number, 1.0, 2.0);
}

TEST_CASE("relu and its kind take the left slope at 0") {
  check_gradient("relu", {0}, [](auto x) { return adze::relu(x); }, 0.0);
  check_gradient("relu", {0}, [](auto x) { return adze::relu(x); }, -0.0);
  check_gradient("relu", {1}, [](auto x) { return adze::relu(x); }, 5e-324);
  check_gradient("leaky_relu", {0.25}, [](auto x) { return adze::leaky_relu(x, 0.25); }, 0.0);
  check_gradient("elu", {0.5}, [](auto x) { return adze::elu(x, 0.5); }, 0.0);
  check_gradient("relu far right", {1}, [](auto x) { return adze::relu(x); }, infinity);
  check_gradient("elu far right, where e^x overflows", {1}, [](auto x) { return adze::elu(x); }, 1000.0);
}

TEST_CASE("roots and inverse functions have infinite slope at the end of their domain") {
  check_gradient("sqrt", {infinity}, [](auto x) { return sqrt(x); }, 0.0);
  check_gradient("cbrt", {infinity}, [](auto x) { return cbrt(x); }, 0.0);
  check_gradient("asin", {infinity}, [](auto x) { return asin(x); }, 1.0);
  check_gradient("asin", {infinity}, [](auto x) { return asin(x); }, -1.0);
  check_gradient("acos", {-infinity}, [](auto x) { return acos(x); }, 1.0);
  check_gradient("acosh", {infinity}, [](auto x) { return acosh(x); }, 1.0);
  check_gradient("pow", {infinity, 0}, [](auto x, auto y) { return pow(x, y); }, 0.0, 0.5);
  check_gradient("sqrt outside its domain", {not_a_number}, [](auto x) { return sqrt(x); }, -1.0);
}

TEST_CASE("an exactly zero adjoint stays zero against an infinite slope, in reverse mode") {
  auto const check = [](std::array<double, 2> want, auto f, double w, double x) {
    auto const g = adze::gradient<adze::reverse>(f, w, x);
    INFO("at " << w << ", " << x << ": got " << g[0] << ", " << g[1] << ", want " << want[0] << ", " << want[1]);
    CHECK(same(g[0], want[0]));
    CHECK(same(g[1], want[1]));
  };
  check({0, 0}, [](auto w, auto x) { return w * sqrt(x); }, 0.0, 0.0);
  check({0, 0}, [](auto w, auto x) { return w * cbrt(x); }, 0.0, 0.0);
  check({0, 0}, [](auto w, auto x) { return w * acosh(x); }, 0.0, 1.0);
  check({std::asin(1.0), 0}, [](auto w, auto x) { return w * asin(x); }, 0.0, 1.0);
  check({0, 0}, [](auto w, auto x) { return w * pow(x, 0.5); }, 0.0, 0.0);
  check({infinity, 0}, [](auto w, auto x) { return w * sqrt(x); }, 0.0, infinity);
  check({0, infinity}, [](auto w, auto x) { return w * sqrt(x); }, 1e-300, 0.0);
}

TEST_CASE("a zero direction stays zero against an infinite slope") {
  auto const f = [](auto x, auto y) { return sqrt(x) + y; };
  auto const moved = adze::jvp(f, at(0.0, 1.0), along(0.0, 3.0));
  CHECK(moved.value == 1);
  CHECK(moved.tangent == 3);
  CHECK(adze::jvp([](auto x) { return asin(x); }, at(1.0), along(0.0)).tangent == 0);
  CHECK(adze::vjp([](auto x) { return std::tuple{sqrt(x), 2 * x}; }, at(0.0), adze::weights(0.0, 1.0)).gradient[0] == 2);
  CHECK(adze::taylor<1>(f, at(0.0, 1.0), along(0.0, 3.0))[1] == 3);
  auto const norm = [](auto x) { return sqrt(x * x); };  // the direction in x * x is 0 at 0
  CHECK(adze::gradient<adze::forward>(norm, 0.0)[0] == 0);
  CHECK(sqrt(adze::square(adze::dual<double, 1>::variable(0.0, 0))).tangent[0] == 0);
}

TEST_CASE("the norm has slope 0 at the origin") {
  auto const two = [](auto x, auto y) { return adze::hypot(x, y); };
  auto const three = [](auto x, auto y, auto z) { return adze::hypot(x, y, z); };
  check_gradient("hypot", {0, 0}, two, 0.0, 0.0);
  check_gradient("hypot", {0, 0}, two, -0.0, 0.0);
  check_gradient("hypot3", {0, 0, 0}, three, 0.0, 0.0, 0.0);
  check_gradient("hypot", {-1, 0}, two, -3.0, 0.0);
  check_gradient("hypot", {0.6, 0.8}, two, 3e-200, 4e-200);
  check_gradient("hypot", {not_a_number, not_a_number}, two, not_a_number, 0.0);
  check_hessian("hypot", {0, 0, 0, 0}, two, 0.0, 0.0);
}

TEST_CASE("pow at base 0 and at negative bases") {
  auto const f = [](auto x, auto y) { return adze::pow(x, y); };
  check_gradient("pow", {0, 0}, f, 0.0, 0.0);
  check_gradient("pow", {1, 0}, f, 0.0, 1.0);
  check_gradient("pow", {0, 0}, f, 0.0, 2.0);
  check_gradient("pow", {0, 0}, f, -0.0, 3.0);
  check_gradient("pow", {0, 0}, f, 0.0, 2.5);
  check_gradient("pow", {0, std::log(3.0)}, f, 3.0, 0.0);
  check_gradient("pow, integral exponent", {12, not_a_number}, f, -2.0, 3.0);
  check_gradient("pow, integral exponent", {-4, not_a_number}, f, -2.0, 2.0);
  check_gradient("pow, integral exponent", {-0.25, not_a_number}, f, -2.0, -1.0);
  check_gradient("pow, fixed exponent", {12}, [](auto x) { return adze::pow(x, 3.0); }, -2.0);
  check_gradient("pow, fixed exponent", {-32}, [](auto x) { return adze::pow(x, 4.0); }, -2.0);
  check_gradient("pow, fixed exponent", {0}, [](auto x) { return adze::pow(x, 4.0); }, 0.0);
  check_gradient("pow, fixed exponent 0", {0}, [](auto x) { return adze::pow(x, 0) + 0 * x; }, 0.0);
  check_gradient("pow, negative base, broken exponent", {not_a_number, not_a_number}, f, -2.0, 0.5);
  check_hessian("pow", {2, 0, 0, 0}, f, 0.0, 2.0);
  check_hessian("pow", {0, 0, 0, 0}, f, 0.0, 3.0);
}

TEST_CASE("atan2 has slope 0 at the origin, and no seam in its derivative") {
  auto const f = [](auto y, auto x) { return adze::atan2(y, x); };
  check_gradient("atan2", {0, 0}, f, 0.0, 0.0);
  check_gradient("atan2", {0, 0}, f, -0.0, -0.0);
  check_gradient("atan2", {-0.5, 0}, f, 0.0, -2.0);
  check_gradient("atan2", {-0.5, 0}, f, -0.0, -2.0);
  check_gradient("atan2", {not_a_number, not_a_number}, f, not_a_number, 1.0);
  check_hessian("atan2", {0, 0, 0, 0}, f, 0.0, 0.0);
}

TEST_CASE("fmod and remainder: slope 1 in x and minus the whole quotient in y") {
  auto const f = [](auto x, auto y) { return adze::fmod(x, y); };
  auto const g = [](auto x, auto y) { return adze::remainder(x, y); };
  check_gradient("fmod", {1, -2}, f, 7.5, 3.0);
  check_gradient("fmod", {1, 2}, f, -7.5, 3.0);
  check_gradient("fmod", {1, 2}, f, 7.5, -3.0);
  check_gradient("fmod", {1, 0}, f, 1.0, 3.0);
  check_gradient("fmod at a jump", {1, -3}, f, 9.0, 3.0);
  check_gradient("fmod, quotient that rounds up", {1, -9}, f, 1.0, 0.1);
  check_gradient("remainder", {1, -3}, g, 8.0, 3.0);
  check_gradient("remainder at a tie, to even", {1, -2}, g, 5.0, 2.0);
}

TEST_CASE("xlogy is 0 with finite slope at x = 0") {
  auto const f = [](auto x, auto y) { return adze::xlogy(x, y); };
  check_gradient("xlogy", {std::log(2.0), 0}, f, 0.0, 2.0);
  check_gradient("xlogy", {-infinity, 0}, f, 0.0, 0.0);
  check_gradient("xlogy", {not_a_number, not_a_number}, f, 0.0, not_a_number);
  check_hessian("xlogy, whose mixed partial at x = 0 is 1/y", {0, 0.5, 0.5, 0}, f, 0.0, 2.0);
}

TEST_CASE("logaddexp where its arguments are equal") {
  auto const f = [](auto x, auto y) { return adze::logaddexp(x, y); };
  check_gradient("logaddexp", {0.5, 0.5}, f, 1.0, 1.0);
  check_gradient("logaddexp", {0.5, 0.5}, f, -infinity, -infinity);
  check_gradient("logaddexp", {0.5, 0.5}, f, infinity, infinity);
  check_gradient("logaddexp", {1, 0}, f, 0.0, -infinity);
  check_gradient("logaddexp", {1, 0}, f, 1e300, -1e300);
  check_hessian("logaddexp, a tie", {0.25, -0.25, -0.25, 0.25}, f, 1.0, 1.0);
}

TEST_CASE("saturating functions have slope 0, not NaN, far out") {
  check_gradient("tanh", {0}, [](auto x) { return tanh(x); }, infinity);
  check_gradient("tanh", {0}, [](auto x) { return tanh(x); }, -1e300);
  check_gradient("sigmoid", {0}, [](auto x) { return adze::sigmoid(x); }, infinity);
  check_gradient("sigmoid", {0}, [](auto x) { return adze::sigmoid(x); }, -infinity);
  check_gradient("softplus", {1}, [](auto x) { return adze::softplus(x); }, infinity);
  check_gradient("softplus", {0}, [](auto x) { return adze::softplus(x); }, -infinity);
  check_gradient("erf", {0}, [](auto x) { return erf(x); }, infinity);
  check_gradient("erf", {0}, [](auto x) { return erf(x); }, 1e200);
  check_gradient("normal_cdf", {0}, [](auto x) { return adze::normal_cdf(x); }, -infinity);
  check_gradient("normal_cdf", {0}, [](auto x) { return adze::normal_cdf(x); }, 1e200);
  check_gradient("atan", {0}, [](auto x) { return atan(x); }, infinity);
  check_gradient("exp", {0}, [](auto x) { return exp(x); }, -infinity);
  check_gradient("expm1", {0}, [](auto x) { return expm1(x); }, -infinity);
  CHECK(adze::normal_cdf(-infinity) == 0);
  CHECK(adze::normal_cdf(infinity) == 1);
}

// ---- NaN

TEST_CASE("NaN in gives NaN out") {
  auto const has_nan = [](adze_test::erased_op const& op, double result) {
    bool const constant = op.name == "floor" || op.name == "ceil" || op.name == "round" || op.name == "trunc" ||
                          op.name == "sign";  // structurally zero
    return constant ? result == 0 : result != result;
  };
  auto const smooth = [&](auto const& family) {
    for (auto const& op : adze_test::erase_all(family)) {
      if (op.arity != 1) continue;
      bool const linear = op.name == "neg" || op.name == "relu";  // slopes that do not depend on x: -1, and 1 right of 0
      INFO(op.name);
      CHECK(op.value(&not_a_number) != op.value(&not_a_number));
      if (linear) continue;
      CHECK(has_nan(op, op.reverse(&not_a_number)[0]));
      CHECK(has_nan(op, op.forward(&not_a_number)[0]));
      CHECK(has_nan(op, op.dual(&not_a_number)[0]));
    }
  };
  smooth(adze_test::power_ops());
  smooth(adze_test::exponential_ops());
  smooth(adze_test::trigonometric_ops());
  smooth(adze_test::hyperbolic_ops());
  smooth(adze_test::rounding_ops());
  smooth(adze_test::special_ops());
  smooth(adze_test::activation_ops());
  smooth(adze_test::gamma_ops());
}
