// SPDX-License-Identifier: BSL-1.0
// The code of docs/guide.md, between the lines `// [name]` and `// [/name]`, and what it computes.

#include <support/catch.hpp>

#include <adze/adze.hpp>
#include <adze/at_points.hpp>
#include <adze/gamma.hpp>

#include <boost/hana/define_struct.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include <array>
#include <cmath>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace {

auto near(double x) { return Approx(x).epsilon(1e-12).margin(1e-12); }

}  // namespace

namespace minimiser {
// [minimiser]
constexpr auto rosenbrock = [](auto x, auto y) {
  auto off = y - x * x;
  auto to_go = 1 - x;
  return 100 * off * off + to_go * to_go;
};

/// Steepest descent with Armijo's rule, for a number of steps.
std::array<double, 2> descend(double x, double y, int steps) {
  for (int i = 0; i < steps; ++i) {
    auto const [value, slope] = adze::value_and_gradient(rosenbrock, x, y);
    double const square = slope[0] * slope[0] + slope[1] * slope[1];
    double t = 1;
    while (t > 1e-16 && rosenbrock(x - t * slope[0], y - t * slope[1]) > value - 1e-4 * t * square) t /= 2;
    x -= t * slope[0];
    y -= t * slope[1];
  }
  return {x, y};
}
// [/minimiser]
}  // namespace minimiser

TEST_CASE("gradient in a minimiser") {
  auto const [x, y] = minimiser::descend(-1.2, 1.0, 10);
  CHECK(minimiser::rosenbrock(x, y) < 4.2);
  CHECK(minimiser::rosenbrock(x, y) > 0);
}

namespace greeks {
// [greeks]
constexpr auto call = [](auto spot, auto volatility, auto rate, auto years, auto strike) {
  using namespace adze;
  auto discounted = strike * exp(-rate * years);
  auto deviation = volatility * sqrt(years);
  auto d1 = log(spot / discounted) / deviation + deviation / 2;
  return spot * normal_cdf(d1) - discounted * normal_cdf(d1 - deviation);
};

struct sensitivities {
  double price, delta, vega, rho, theta, gamma, vanna;
};

sensitivities of_call(double spot, double volatility, double rate, double years, double strike) {
  auto const [price, slope] =
      adze::value_and_gradient<adze::wrt<0, 1, 2, 3>>(call, spot, volatility, rate, years, strike);
  auto const second = adze::hessian<adze::wrt<0, 1>>(call, spot, volatility, rate, years, strike);
  return {price, slope[0], slope[1], slope[2], -slope[3], second[0][0], second[0][1]};
}
// [/greeks]
}  // namespace greeks

TEST_CASE("greeks") {
  auto const g = greeks::of_call(100, 0.2, 0.05, 1, 100);
  CHECK(g.price == near(greeks::call(100.0, 0.2, 0.05, 1.0, 100.0)));
  CHECK(g.delta == Approx(0.6368306511756191).epsilon(1e-12));
  double const density = std::exp(-0.35 * 0.35 / 2) / std::sqrt(2 * std::acos(-1.0));
  CHECK(g.gamma == near(density / 20));
  CHECK(g.vega == near(100 * density));
}

namespace many_points {
// [many_points]
constexpr auto forward_price = [](auto spot, auto rate, auto years) { return spot * exp(rate * years); };

struct quotes {
  std::vector<double> spot, years;
};

double average_rho(quotes const& book, double rate) {
  auto const [price, slope] = adze::at_points<adze::wrt<0, 1>>(forward_price, book.spot, rate, book.years);
  double sum = 0;
  for (double rho : slope[1]) sum += rho;
  return sum / static_cast<double>(price.size());
}

void deltas(quotes const& book, double rate, std::span<double> price, std::span<double> delta) {  // allocates nothing
  adze::at_points_into<adze::wrt<0>>(forward_price, adze::points(book.spot, rate, book.years), adze::into(price, delta));
}
// [/many_points]
}  // namespace many_points
TEST_CASE("guide: many points") {
  many_points::quotes const book{{100, 110, 120}, {1, 2, 0.5}};
  double const rho = (100 * std::exp(0.05) + 110 * 2 * std::exp(0.1) + 120 * 0.5 * std::exp(0.025)) / 3;
  CHECK(many_points::average_rho(book, 0.05) == near(rho));
  std::array<double, 3> price{}, delta{};
  many_points::deltas(book, 0.05, price, delta);
  CHECK(price[1] == near(110 * std::exp(0.1)));
  CHECK(delta[2] == near(std::exp(0.025)));
}

namespace robot {
// [jacobian]
// A planar arm with two links: where its hand is, as a function of the angles of its joints, in radians.
constexpr auto hand = [](auto shoulder, auto elbow) {
  auto reach = shoulder + elbow;
  return std::tuple(0.5 * cos(shoulder) + 0.3 * cos(reach), 0.5 * sin(shoulder) + 0.3 * sin(reach));
};

/// How fast the hand moves when the joints turn.
std::array<double, 2> hand_velocity(double shoulder, double elbow, double shoulder_rate, double elbow_rate) {
  return adze::jvp(hand, adze::at(shoulder, elbow), adze::along(shoulder_rate, elbow_rate)).tangent;
}

/// The torques that hold a force at the hand: the transposed Jacobian times the force.
std::array<double, 2> torques(double shoulder, double elbow, double force_x, double force_y) {
  return adze::vjp(hand, adze::at(shoulder, elbow), adze::weights(force_x, force_y)).gradient;
}

/// Zero where the arm is stretched or folded, and the hand cannot move in every direction.
double manipulability(double shoulder, double elbow) {
  auto const j = adze::jacobian(hand, shoulder, elbow);  // j[row][column] = d hand_row / d angle_column
  return j[0][0] * j[1][1] - j[0][1] * j[1][0];
}
// [/jacobian]
}  // namespace robot

TEST_CASE("jacobian") {
  CHECK(robot::manipulability(0.4, 0.7) == near(0.5 * 0.3 * std::sin(0.7)));
  auto const j = adze::jacobian(robot::hand, 0.4, 0.7);
  CHECK(robot::hand_velocity(0.4, 0.7, 2, 3)[0] == near(2 * j[0][0] + 3 * j[0][1]));
  CHECK(robot::torques(0.4, 0.7, 5, 6)[1] == near(5 * j[0][1] + 6 * j[1][1]));
}

namespace fit {
// [least squares]
constexpr auto model = [](auto b, auto t) { return b[0] * exp(-b[1] * t); };

/// One Gauss-Newton step for the parameters of the model: b - (J'J)^-1 J'r, r the residuals.
std::array<double, 2> gauss_newton(std::array<double, 2> b, std::vector<std::array<double, 2>> const& data) {
  double jtj[2][2] = {}, jtr[2] = {};
  for (auto const& [t, y] : data) {
    auto const [value, row] = adze::value_and_gradient<adze::wrt<0>>(model, b, t);  // in b; t is data
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t k = 0; k < 2; ++k) jtj[i][k] += row[i] * row[k];
      jtr[i] += row[i] * (value - y);
    }
  }
  double const determinant = jtj[0][0] * jtj[1][1] - jtj[0][1] * jtj[1][0];
  return {b[0] - (jtj[1][1] * jtr[0] - jtj[0][1] * jtr[1]) / determinant,
          b[1] - (jtj[0][0] * jtr[1] - jtj[1][0] * jtr[0]) / determinant};
}
// [/least squares]
}  // namespace fit

TEST_CASE("least squares") {
  std::vector<std::array<double, 2>> data;
  for (double t : {0.0, 0.5, 1.0, 2.0}) data.push_back({t, 3 * std::exp(-0.7 * t)});
  std::array b{2.5, 0.5};
  for (int i = 0; i < 10; ++i) b = fit::gauss_newton(b, data);
  CHECK(b[0] == near(3));
  CHECK(b[1] == near(0.7));
}

namespace newton {
// [newton]
constexpr auto energy = [](auto x) {
  return exp(x[0] + x[1]) + x[0] * x[0] + 2 * x[1] * x[1] - x[0] * x[1];
};
using vector = std::array<double, 2>;

vector newton_step(vector x) {
  auto const g = adze::gradient(energy, x);
  auto const h = adze::hessian(energy, x);
  double const determinant = h[0][0] * h[1][1] - h[0][1] * h[1][0];
  return {x[0] - (h[1][1] * g[0] - h[0][1] * g[1]) / determinant,
          x[1] - (h[0][0] * g[1] - h[1][0] * g[0]) / determinant};
}

/// The curvature along v without the matrix: v' H v.
double curvature(vector x, vector v) {
  vector const hv = adze::hvp(energy, adze::at(x), adze::along(v));
  return v[0] * hv[0] + v[1] * hv[1];
}
// [/newton]
}  // namespace newton

TEST_CASE("newton") {
  newton::vector x{1, 1};
  for (int i = 0; i < 8; ++i) x = newton::newton_step(x);
  CHECK(std::abs(adze::gradient(newton::energy, x)[0]) < 1e-14);
  CHECK(newton::curvature({0, 0}, {1, 2}) == near(9 + 2 + 16 - 4));
}

namespace series {
// [taylor]
constexpr auto pendulum_energy = [](auto angle) { return 1 - cos(angle); };
constexpr auto saddle = [](auto x, auto y) { return x * x * exp(y) - y; };

std::array<double, 5> around_rest() { return adze::taylor<4>(pendulum_energy, 0.0); }  // 0, 0, 1/2, 0, -1/24
double fourth_derivative() { return adze::derivative<4>(pendulum_energy, 0.0); }       // -1
std::array<double, 3> along_a_ray() { return adze::taylor<2>(saddle, adze::at(1.0, 0.0), adze::along(1.0, 2.0)); }
// [/taylor]
}  // namespace series

TEST_CASE("taylor") {
  CHECK(series::around_rest()[2] == 0.5);
  CHECK(series::around_rest()[4] == near(-1.0 / 24));
  CHECK(series::fourth_derivative() == near(-1));
  CHECK(series::along_a_ray()[0] == 1);
  CHECK(series::along_a_ray()[1] == near(2));          // 2 x u + x^2 v - v
  CHECK(series::along_a_ray()[2] == near(1 + 4 + 2));  // (1 + t)^2 e^(2t) to t^2
}

namespace expressions {
// [expressions]
using namespace adze::literals;
constexpr adze::variable<"x"> x;
constexpr adze::variable<"rate"> rate;

constexpr auto decay = 3_c * x * exp(-rate * x);

double value() { return decay(x = 2.0, rate = 0.5); }
double slope() { return adze::gradient(decay)(x = 2.0, rate = 0.5)[x]; }

constexpr auto by_rate = adze::derivative(decay, rate);         // an expression: evaluate it,
double by_rate_at_two() { return by_rate(x = 2.0, rate = 0.5); }
std::string formula() { return adze::to_string(by_rate); }      // print it,
constexpr auto mixed = adze::derivative(by_rate, x);            // differentiate it again
// [/expressions]
}  // namespace expressions

TEST_CASE("expressions") {
  using expressions::x, expressions::rate;
  CHECK(expressions::value() == near(6 * std::exp(-1.0)));
  CHECK(expressions::slope() == near(0).margin(1e-15));
  CHECK(expressions::by_rate_at_two() == near(-12 * std::exp(-1.0)));
  CHECK(expressions::formula() == "-3 * x * x * exp(-x * rate)");
  CHECK(expressions::mixed(x = 0.0, rate = 0.5) == near(0));
}

namespace branches {
// [select]
constexpr auto huber = [](auto residual, auto limit) {
  using namespace adze;
  auto size = abs(residual);
  return select(size <= limit, residual * residual / 2, limit * (size - limit / 2));
};

constexpr auto entropy = [](auto p) { return select(p > 0, -p * log(p), 0); };  // log(0) reaches nothing

constexpr auto plateau = [](auto t) { return select(t < 0 || t > 1, 0, t * (1 - t)); };
// [/select]
}  // namespace branches

TEST_CASE("select") {
  CHECK(adze::gradient<adze::wrt<0>>(branches::huber, -3.0, 1.0)[0] == -1);
  CHECK(branches::huber(0.5, 1.0) == 0.125);
  CHECK(adze::value_and_gradient(branches::entropy, 0.0).value == 0);
  CHECK(adze::derivative(branches::entropy, 0.0) == 0);
  CHECK(adze::derivative(branches::plateau, 0.25) == 0.5);
  CHECK(adze::derivative(branches::plateau, 2.0) == 0);
}

namespace operations {
// [custom operations]
// The value may be any code on plain numbers: a solver, a table, a library. The partial is called with the argument and
// the result; being generic, it can be differentiated again.
constexpr auto lambert_w = adze::custom<"lambert_w">(
    [](auto x) {  // w with w e^w = x, x >= 0, by Newton's method
      using std::exp, std::log1p, std::abs;
      auto w = log1p(x);
      for (int i = 0; i < 50; ++i) {
        auto const step = (w * exp(w) - x) / (exp(w) * (w + 1));
        w -= step;
        if (abs(step) <= 1e-16 * abs(w)) break;
      }
      return w;
    },
    [](auto, auto w) { return 1 / (exp(w) * (1 + w)); });

// With plain numbers in the partials there are first derivatives only.
constexpr auto power_of_two = adze::custom<"power_of_two">(
    [](auto x) { return std::exp2(x); }, [](double, double result) { return 0.6931471805599453 * result; });
// [/custom operations]
}  // namespace operations

TEST_CASE("custom operations") {
  using operations::lambert_w, operations::power_of_two;
  CHECK(lambert_w(std::exp(1.0)) == near(1));
  auto const f = [](auto x) { return x * lambert_w(x); };
  CHECK(adze::derivative([](auto x) { return lambert_w(x); }, std::exp(1.0)) == near(std::exp(-1.0) / 2));
  CHECK(adze::check_gradient(f, 2.0));
  CHECK(adze::derivative<2>([](auto x) { return lambert_w(x); }, std::exp(1.0)) == near(-0.375 * std::exp(-2.0)));
  CHECK(adze::derivative([](auto x) { return power_of_two(x); }, 3.0) == near(8 * std::log(2.0)));
}

namespace data {
// [data]
// 1. Data as arguments, left out of the derivative. The compiler sees everything: fastest.
constexpr auto line = [](auto slope, auto offset, auto x, auto y) {
  auto residual = slope * x + offset - y;
  return residual * residual;
};
std::array<double, 2> by_arguments(double slope, double offset, double x, double y) {
  return adze::gradient<adze::wrt<0, 1>>(line, slope, offset, x, y);
}

// 2. Data captured. What is used twice is named by let; an auto variable would repeat it.
auto loss(double x, double y) {
  return [x, y](auto slope, auto offset) {
    return adze::let(slope * x + offset - y, [](auto residual) { return residual * residual; });
  };
}
std::array<double, 2> by_capture(double slope, double offset, double x, double y) {
  return adze::gradient(loss(x, y), slope, offset);
}

// 3. Data known to the compiler: constexpr, used as it is.
constexpr std::array coefficients{5.0, -1.0, 2.0};
constexpr auto polynomial = [](auto x) { return (coefficients[2] * x + coefficients[1]) * x + coefficients[0]; };
static_assert(adze::derivative(polynomial, 3.0) == 11);
// [/data]
}  // namespace data

TEST_CASE("data") {
  CHECK(data::by_arguments(2, 1, 3, 4) == std::array{18.0, 6.0});
  CHECK(data::by_capture(2, 1, 3, 4) == std::array{18.0, 6.0});
}

namespace structs {
// [structs and arrays]
template <class T>
struct state {
  BOOST_HANA_DEFINE_STRUCT(state, (std::array<T, 2>, position), (std::array<T, 2>, velocity), (T, mass));
};
constexpr auto kinetic_energy = [](auto s) {
  return s.mass * (s.velocity[0] * s.velocity[0] + s.velocity[1] * s.velocity[1]) / 2;
};
state<double> momentum(state<double> const& s) { return adze::gradient(kinetic_energy, s); }  // in .velocity

// A struct of doubles that is no template: by name or by structured binding.
struct point {
  BOOST_HANA_DEFINE_STRUCT(point, (double, x), (double, y));
};
constexpr auto area = [](auto p) { return adze::get<"x">(p) * adze::get<"y">(p); };
point by_sides(point const& p) { return adze::gradient(area, p); }

// Arrays in loops: a term can be reassigned, a plain auto cannot.
constexpr auto horner = [](auto c, auto x) {
  adze::term sum = c[0];
  for (std::size_t i = 1; i < c.size(); ++i) sum = sum * x + c[i];
  return sum;
};
std::array<double, 4> by_coefficients(std::array<double, 4> const& c, double x) {
  return adze::gradient<adze::wrt<0>>(horner, c, x);
}

// Folds need no term, and work on plain numbers too.
constexpr auto product = [](auto v) { return std::apply([](auto... e) { return (e * ...); }, v); };
// [/structs and arrays]
}  // namespace structs

TEST_CASE("structs and arrays") {
  auto const p = structs::momentum({{1, 2}, {3, 4}, 2});
  CHECK(p.velocity == std::array{6.0, 8.0});
  CHECK(p.mass == 12.5);
  CHECK(p.position == std::array{0.0, 0.0});
  CHECK(structs::by_sides({2, 3}).x == 3);
  CHECK(structs::by_coefficients({1, 2, 3, 4}, 2) == std::array{8.0, 4.0, 2.0, 1.0});
  CHECK(adze::gradient(structs::product, std::array{2.0, 3.0, 5.0}) == std::array{15.0, 10.0, 6.0});
}

namespace reassignment {
// [loops and reassignment]
// Anything that takes its number type from its arguments will do, and runs on doubles as well.
template <class State, class T>
constexpr State runge_kutta_step(State const& y, T const& stiffness, T const& h) {
  auto const slope = [&](State const& s) { return State{s[1], -stiffness * s[0]}; };  // an oscillator
  auto const moved = [&](State const& by, T const& times) {
    State result = y;
    for (std::size_t i = 0; i < 2; ++i) result[i] += times * by[i];
    return result;
  };
  State const k1 = slope(y), k2 = slope(moved(k1, h / 2)), k3 = slope(moved(k2, h / 2)), k4 = slope(moved(k3, h));
  State next = y;
  for (std::size_t i = 0; i < 2; ++i) next[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  return next;
}

constexpr auto end_of_motion = [](auto state, auto stiffness) {
  decltype(stiffness) const h = 0.1;  // a number of the type of the arguments
  for (int step = 0; step < 10; ++step) state = runge_kutta_step(state, stiffness, h);
  return state[0];
};

using state = std::array<double, 2>;
state by_start(state const& start, double stiffness) {
  return adze::gradient<adze::wrt<0>>(adze::traced(end_of_motion), start, stiffness);
}
double by_stiffness(state const& start, double stiffness) {
  return adze::gradient<adze::wrt<1>>(adze::traced(end_of_motion), start, stiffness)[0];
}

/// A determinant by elimination, without pivoting.
constexpr auto determinant = [](auto m) {
  auto product = m[0][0];
  for (std::size_t k = 0; k + 1 < m.size(); ++k) {
    for (std::size_t i = k + 1; i < m.size(); ++i) {
      auto const factor = m[i][k] / m[k][k];
      for (std::size_t j = k; j < m.size(); ++j) m[i][j] -= factor * m[k][j];
    }
    product *= m[k + 1][k + 1];
  }
  return product;
};
using matrix = std::array<std::array<double, 3>, 3>;
matrix cofactors(matrix const& m) { return adze::gradient(adze::traced(determinant), m); }
// [/loops and reassignment]
}  // namespace reassignment

TEST_CASE("loops and reassignment") {
  using number = adze::dual<double, 3>;
  reassignment::state const start{1, 0.5};
  auto const expected = reassignment::end_of_motion(
      std::array{number::variable(start[0], 0), number::variable(start[1], 1)}, number::variable(4, 2));
  auto const by_start = reassignment::by_start(start, 4);
  CHECK(by_start[0] == near(expected.tangent[0]));
  CHECK(by_start[1] == near(expected.tangent[1]));
  CHECK(by_start[0] == Approx(std::cos(2.0)).margin(1e-4));  // the motion itself, up to the method's error
  CHECK(reassignment::by_stiffness(start, 4) == near(expected.tangent[2]));
  auto const c = reassignment::cofactors({{{2, 1, 0}, {1, 2, 1}, {0.5, 4, 8}}});
  CHECK(c[0][0] == near(12));
  CHECK(c[2][1] == near(-2));
}

namespace loops {
// [dual numbers]
/// Kepler's equation, mean = eccentric - e sin(eccentric), solved by Newton's method until it stands still.
template <class T>
T eccentric_anomaly(T const& mean, T const& e) {
  using std::abs, std::cos, std::sin;
  T x = mean;
  for (int i = 0; i < 100; ++i) {
    T const step = (x - e * sin(x) - mean) / (1 - e * cos(x));
    x -= step;
    if (abs(step) < 1e-15) break;
  }
  return x;
}

/// Partials in both arguments at once: two directions.
std::array<double, 2> sensitivities(double mean, double e) {
  using number = adze::dual<double, 2>;
  return eccentric_anomaly(number::variable(mean, 0), number::variable(e, 1)).tangent;
}
// [/dual numbers]
}  // namespace loops

TEST_CASE("dual numbers") {
  double const x = loops::eccentric_anomaly(1.0, 0.3);
  auto const s = loops::sensitivities(1.0, 0.3);
  CHECK(s[0] == near(1 / (1 - 0.3 * std::cos(x))));
  CHECK(s[1] == near(std::sin(x) / (1 - 0.3 * std::cos(x))));
}

namespace checking {
// [checking a gradient]
bool gradient_is_right() {
  auto const f = [](auto x, auto y) { return x * x * y + y; };
  adze::gradient_check const check = adze::check_gradient(f, 2.0, 3.0);
  // to_string(check): "gradient agrees: worst component ..., computed ..., central difference ..., error ..."
  return check.passed && check.error < check.tolerance;
}
// [/checking a gradient]
}  // namespace checking

TEST_CASE("checking a gradient") { CHECK(checking::gradient_is_right()); }

namespace looking {
// [looking inside]
constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };

static_assert(adze::cost(f).primal.operations == 3);
static_assert(adze::cost(f).reverse.operations == 5);  // value and gradient together
static_assert(adze::cost(f).reverse.calls == 2);       // of the mathematical library: sin and cos

std::string program() { return adze::describe(f); }
std::string graph() { return adze::to_dot(f, 2.0, 3.0); }  // dot -Tsvg draws it
// [/looking inside]
}  // namespace looking

TEST_CASE("looking inside") {
  for (char const* line : {"v2 = sin(x0)\n", "v4 = x0 * x1\n", "v6 = x1 + v3\n", "df/dx0 = v6\n", "df/dx1 = x0\n"}) {
    CHECK(looking::program().find(line) != std::string::npos);
  }
  CHECK(looking::graph().find("sin | value 0.909297 | adjoint 1") != std::string::npos);
}

// [number types]
using precise = boost::multiprecision::cpp_bin_float_50;
template <>
inline constexpr bool adze::enable_number<precise> = true;

precise bell_slope(precise const& x) {
  return adze::derivative([](auto t) { return exp(-t * t); }, x);  // to 50 digits
}
// [/number types]

TEST_CASE("number types") {
  precise const x("0.7");
  precise const expected = -2 * x * exp(-x * x);
  CHECK(abs(bell_slope(x) - expected) <= precise("1e-48"));
}

namespace compile_time {
// [compile time]
constexpr auto rational = [](auto x, auto y) { return (x * x - y) / (x + 2 * y); };
static_assert(adze::gradient(rational, 2.0, 1.0) == std::array{0.8125, -0.625});
static_assert(adze::hessian([](auto x, auto y) { return x * x * y; }, 3.0, 5.0)[1][0] == 6);
static_assert(adze::derivative([](auto x) { return sqrt(x); }, 4.0) == 0.25);
// [/compile time]
}  // namespace compile_time

namespace gamma_functions {
// [gamma]
// #include <adze/gamma.hpp>
constexpr auto log_likelihood = [](auto shape, auto mean_log, auto mean) {  // of a gamma distribution with rate 1
  using namespace adze;
  return (shape - 1) * mean_log - mean - lgamma(shape);
};
double score(double shape, double mean_log, double mean) {
  return adze::gradient<adze::wrt<0>>(log_likelihood, shape, mean_log, mean)[0];
}
// [/gamma]
}  // namespace gamma_functions

TEST_CASE("gamma") { CHECK(gamma_functions::score(2.5, 0.3, 2.0) == near(0.3 - adze::digamma(2.5))); }
