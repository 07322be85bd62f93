// SPDX-License-Identifier: BSL-1.0
// Functions with loops and reassignment, through adze::traced, against dual numbers, which run the same code, and
// against differences.

#include <adze/adze.hpp>

#include "support/catch.hpp"

#include <boost/hana/define_struct.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace {

constexpr double tolerance = 1e-13;  // duals and reverse mode round differently, a few operations deep
auto near(double x) { return Approx(x).epsilon(tolerance).margin(tolerance); }

template <class X>
using element = std::remove_cvref_t<decltype(std::declval<X>()[0])>;

/// The gradient of f on dual numbers, and the value behind it.
template <std::size_t N, class F>
std::array<double, N + 1> by_duals(F const& f, std::array<double, N> const& x) {
  std::array<adze::dual<double, N>, N> seeded;
  for (std::size_t i = 0; i < N; ++i) seeded[i] = adze::dual<double, N>::variable(x[i], i);
  auto const result = f(seeded);
  std::array<double, N + 1> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = result.tangent[i];
  all[N] = result.value;
  return all;
}

template <std::size_t N, class F>
void check_against_duals(F const& f, std::array<double, N> const& x) {
  auto const expected = by_duals(f, x);
  auto const [value, reverse] = adze::value_and_gradient(adze::traced(f), x);
  auto const forward = adze::gradient<adze::forward>(adze::traced(f), x);
  CHECK(value == f(x));  // to the last bit
  CHECK(value == expected[N]);
  for (std::size_t i = 0; i < N; ++i) {
    CHECK(reverse[i] == near(expected[i]));
    CHECK(forward[i] == near(expected[i]));
  }
}

// ---- functions with loops

constexpr auto speelpenning_with_sines = [](auto x) {
  using std::sin;
  auto s = x[0];
  for (std::size_t i = 1; i < 8; ++i) s = s * x[i] + sin(s);
  return s;
};
constexpr std::array<double, 8> eight{1.0, 0.5, 0.7, 1.1, 0.3, 0.9, 1.2, 0.8};

/// Sums that start as numbers, an array of intermediate values, a swap, branches on the counter.
constexpr auto recurrence = [](auto x) {
  using std::exp, std::swap;
  using T = element<decltype(x)>;
  T sum{};
  T product(1);
  T scale = 0.1;
  std::array<T, 3> kept{};
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (i % 2 == 0) sum += x[i] * scale;
    else sum -= x[i] / (1 + product);
    product *= x[i];
    kept[i] = exp(-sum);
    scale = scale / 3 - 0.25;
  }
  swap(kept[0], kept[2]);
  return kept[0] - 2 * kept[1] * sum + kept[2] / product;
};

constexpr auto horner = [](auto x) {
  auto sum = x[0];
  sum = 0;
  for (double c : {5.0, -1.0, 2.0, 3.0}) sum = sum * x[0] + c;
  return sum;
};

template <class T>
constexpr T determinant(std::array<std::array<T, 3>, 3> m) {
  T result = 1;
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t i = k + 1; i < 3; ++i) {
      T const factor = m[i][k] / m[k][k];
      for (std::size_t j = k; j < 3; ++j) m[i][j] -= factor * m[k][j];
    }
    result *= m[k][k];
  }
  return result;
}
constexpr auto determinant_of = [](auto m) { return determinant(m); };

/// Three steps of the power iteration for a symmetric 2x2 matrix, and Rayleigh's quotient of where they lead.
constexpr auto largest_eigenvalue = [](auto x) {
  using std::sqrt;
  using T = element<decltype(x)>;
  T const matrix[2][2] = {{x[0], x[1]}, {x[1], x[2]}};
  T v[2] = {T(1), T(1)};
  T quotient;
  for (int step = 0; step < 3; ++step) {
    T w[2] = {T(0), T(0)};
    for (int i = 0; i < 2; ++i) {
      for (int j = 0; j < 2; ++j) w[i] += matrix[i][j] * v[j];
    }
    quotient = (v[0] * w[0] + v[1] * w[1]) / (v[0] * v[0] + v[1] * v[1]);
    T const length = sqrt(w[0] * w[0] + w[1] * w[1]);
    for (int i = 0; i < 2; ++i) v[i] = w[i] / length;
  }
  return quotient;
};

// ---- a pendulum by the classical Runge-Kutta method: angle and speed after five steps

template <class T>
std::array<T, 2> constexpr slope(std::array<T, 2> const& state, T const& gravity) {
  using std::sin;
  return {state[1], -gravity * sin(state[0])};
}
constexpr auto pendulum = [](auto start, auto gravity) {
  using T = decltype(gravity);
  auto const moved = [](auto const& from, auto const& along, T const& by) {
    auto to = from;
    for (std::size_t i = 0; i < 2; ++i) to[i] += by * along[i];
    return to;
  };
  std::array<T, 2> state = start;
  T const h = 0.1;
  for (int step = 0; step < 5; ++step) {
    auto const k1 = slope(state, gravity);
    auto const k2 = slope(moved(state, k1, h / 2), gravity);
    auto const k3 = slope(moved(state, k2, h / 2), gravity);
    auto const k4 = slope(moved(state, k3, h), gravity);
    for (std::size_t i = 0; i < 2; ++i) state[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return state;
};

// ---- structs

template <class T>
struct spring_of {
  BOOST_HANA_DEFINE_STRUCT(spring_of, (std::array<T, 2>, position), (T, stiffness));
};
struct point {
  BOOST_HANA_DEFINE_STRUCT(point, (double, x), (std::array<double, 2>, yz));
};
constexpr auto energy = [](auto s) {
  auto sum = s.stiffness;
  sum = 0;
  for (auto const& p : s.position) sum += p * p;
  s.stiffness *= 0.5;
  return s.stiffness * sum;
};
constexpr auto cubes = [](auto p) {
  auto sum = adze::get<"x">(p);
  sum *= sum * sum;
  for (auto const& e : adze::get<"yz">(p)) sum += e * e * e;
  return sum;
};

// ---- what is arithmetic is computed by the compiler

static_assert(adze::gradient(adze::traced(horner), std::array{2.0})[0] == 15 * 4.0 - 2 * 2.0 + 2);
static_assert(adze::derivative<2>(adze::traced([](auto x) {
                                    auto power = x;
                                    for (int i = 0; i < 3; ++i) power *= x;
                                    return power;
                                  }),
                                  3.0) == 12 * 9.0);
constexpr std::array<std::array<double, 3>, 3> matrix{{{2.0, 1.0, 0.0}, {1.0, 2.0, 1.0}, {0.5, 4.0, 8.0}}};
static_assert(adze::gradient(adze::traced(energy), spring_of<double>{{3.0, 4.0}, 2.0}).stiffness == 12.5);
static_assert(adze::gradient(adze::traced(cubes), point{1.0, {2.0, 3.0}}).yz == std::array{12.0, 27.0});

// Terms: 0 until told otherwise; numbers as long as they meet no symbol.
static_assert(adze::term{}.number == 0 && adze::term(2).number == 2);
static_assert((-(adze::term(6) / 4 - 1) * 3 + adze::term(1)).number == -0.5L);
static_assert((adze::term(1) / 3).number == 1.0 / 3);  // in double, as literals
static_assert(adze::select(adze::term(1) < 2 && !(adze::term(1) == 2), adze::term(5), 6).number == 5);
static_assert(std::is_same_v<decltype(adze::term() + 1.0), adze::term>);

}  // namespace

TEST_CASE("a chain with reassignment agrees with duals and with differences") {
  check_against_duals(speelpenning_with_sines, eight);
  auto const gradient = adze::gradient(adze::traced(speelpenning_with_sines), eight);
  for (std::size_t i = 0; i < eight.size(); ++i) {
    constexpr long double h = 1e-5L;  // its square is the error of a central difference, relative
    std::array<long double, 8> up{}, down{};
    for (std::size_t k = 0; k < eight.size(); ++k) up[k] = down[k] = eight[k];
    up[i] += h;
    down[i] -= h;
    auto const difference = (speelpenning_with_sines(up) - speelpenning_with_sines(down)) / (2 * h);
    CHECK(gradient[i] == Approx(static_cast<double>(difference)).epsilon(1e-8).margin(1e-8));
  }
}

TEST_CASE("sums that start as numbers, arrays of intermediate values, swap, nested loops") {
  check_against_duals(recurrence, std::array{0.4, 1.3, -0.7});
  check_against_duals(horner, std::array{0.7});
  check_against_duals(largest_eigenvalue, std::array{2.0, 0.5, 1.0});
}

TEST_CASE("standard algorithms that add and multiply run on terms") {
  constexpr auto f = [](auto x) {
    using T = element<decltype(x)>;
    return std::accumulate(x.begin(), x.end(), T(0)) * std::inner_product(x.begin(), x.end(), x.begin(), T(1));
  };
  check_against_duals(f, std::array{2.0, 3.0, 0.5});
}

TEST_CASE("the program is that of the operations written out") {
  constexpr auto loop = [](auto x) {
    auto s = x[0];
    for (std::size_t i = 1; i < 4; ++i) s = s * x[i] + sin(s);
    return s;
  };
  constexpr auto written_out = [](auto x) {
    auto a = x[0] * x[1] + sin(x[0]);
    auto b = a * x[2] + sin(a);
    return b * x[3] + sin(b);
  };
  constexpr std::array<double, 4> at{0.5, 0.6, 0.7, 0.8};
  CHECK(adze::describe(adze::traced(loop), at) == adze::describe(written_out, at));
  CHECK(adze::to_dot(adze::traced(loop), at) == adze::to_dot(written_out, at));
  STATIC_REQUIRE(adze::cost(adze::traced(loop), at).reverse.operations == adze::cost(written_out, at).reverse.operations);
}

TEST_CASE("the end of a pendulum's swing in its start and in gravity, against duals") {
  std::array<double, 2> const start{1.2, -0.3};
  double const gravity = 9.81;
  using number = adze::dual<double, 3>;
  auto const expected = pendulum(std::array{number::variable(start[0], 0), number::variable(start[1], 1)},
                                 number::variable(gravity, 2));
  auto const rows = adze::jacobian(adze::traced(pendulum), start, gravity);
  for (std::size_t r = 0; r < 2; ++r) {
    auto const& [in_start, in_gravity] = rows[r];
    CHECK(in_start[0] == near(expected[r].tangent[0]));
    CHECK(in_start[1] == near(expected[r].tangent[1]));
    CHECK(in_gravity == near(expected[r].tangent[2]));
  }
  auto const along = adze::jvp(adze::traced(pendulum), adze::at(start, gravity), adze::along(std::array{0.0, 0.0}, 1.0));
  CHECK(along.value == pendulum(start, gravity));
  CHECK(along.tangent[0] == near(expected[0].tangent[2]));
  auto const back = adze::vjp(adze::traced(pendulum), adze::at(start, gravity), adze::weights(0.0, 1.0));
  CHECK(std::get<1>(back.gradient) == near(expected[1].tangent[2]));
  auto const angle = [](auto s, auto g) { return pendulum(s, g)[0]; };
  CHECK(adze::gradient<adze::wrt<1>>(adze::traced(angle), start, gravity)[0] == near(expected[0].tangent[2]));
}

TEST_CASE("a determinant by elimination: its gradient is its inverse transposed, times itself") {
  auto const cofactors = adze::gradient(adze::traced(determinant_of), matrix);
  double const expected[3][3] = {{12, -7.5, 3}, {-8, 16, -7.5}, {1, -2, 3}};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) CHECK(cofactors[i][j] == near(expected[i][j]));
  }
  CHECK(adze::check_gradient(adze::traced(determinant_of), matrix).passed);
  // The determinant is linear in every entry, and two entries of different rows and columns have the third cofactor.
  auto const second = adze::hessian(adze::traced(determinant_of), matrix);
  for (std::size_t i = 0; i < 9; ++i) CHECK(second[i][i] == near(0));
  CHECK(second[0][4] == near(matrix[2][2]));
  CHECK(second[0][5] == near(-matrix[2][1]));
}

TEST_CASE("structs of numbers, and structs that are templates") {
  auto const g = adze::gradient(adze::traced(energy), spring_of<double>{{3.0, 4.0}, 2.0});
  CHECK(g.position == std::array{6.0, 8.0});
  CHECK(g.stiffness == 12.5);
  auto const cubed = adze::gradient(adze::traced(cubes), point{1.0, {2.0, 3.0}});
  CHECK(cubed.x == 3.0);
  CHECK(cubed.yz == std::array{12.0, 27.0});
  auto const total = [](auto points) {
    auto sum = adze::get<"x">(points[0]);
    for (std::size_t i = 1; i < points.size(); ++i) {
      auto const [x, yz] = points[i];
      sum *= x + yz[0] * yz[1];
    }
    return sum;
  };
  std::array<point, 2> const points{{{1.0, {0.0, 0.0}}, {2.0, {3.0, 4.0}}}};
  auto const both = adze::gradient(adze::traced(total), points);
  CHECK(both[0].x == 14.0);
  CHECK(both[1].yz == std::array{4.0, 3.0});
}

TEST_CASE("Hessians, Hessian-vector products and Taylor coefficients") {
  using inner = adze::dual<double, 3>;
  using outer = adze::dual<inner, 3>;
  std::array<double, 3> const x{0.4, 1.3, -0.7};
  std::array<outer, 3> seeded;
  for (std::size_t i = 0; i < 3; ++i) seeded[i] = outer::variable(inner::variable(x[i], i), i);
  auto const expected = recurrence(seeded);
  auto const h = adze::hessian(adze::traced(recurrence), x);
  std::array<double, 3> const v{0.5, -1.0, 2.0};
  auto const product = adze::hvp(adze::traced(recurrence), adze::at(x), adze::along(v));
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) CHECK(h[i][j] == near(expected.tangent[i].tangent[j]));
    CHECK(product[i] == near(h[i][0] * v[0] + h[i][1] * v[1] + h[i][2] * v[2]));
  }
  auto const coefficients = adze::taylor<2>(adze::traced(recurrence), adze::at(x), adze::along(v));
  CHECK(coefficients[2] == near((v[0] * product[0] + v[1] * product[1] + v[2] * product[2]) / 2));
}

TEST_CASE("select, conditions known to the compiler, and results that are numbers") {
  auto const f = [](auto x, auto y) {
    auto s = x;
    s = 1;
    for (int i = 0; i < 3; ++i) s = select(s > y || adze::select(i == 2, s, 0.5) < 0.25, s * x, select(i == 1, s + y, s - y));
    return std::tuple(s, x + 0, 2 * s);
  };
  for (double y : {0.5, 1.5}) {
    auto const rows = adze::jacobian(adze::traced(f), 3.0, y);
    auto const expected = f(adze::dual<double, 2>::variable(3.0, 0), adze::dual<double, 2>::variable(y, 1));
    CHECK(rows[0][0] == std::get<0>(expected).tangent[0]);
    CHECK(rows[0][1] == std::get<0>(expected).tangent[1]);
    CHECK(rows[2][0] == 2 * rows[0][0]);
  }
  auto const constant = [](auto x) {
    auto s = x;
    s = adze::select(true, decltype(s)(2), decltype(s)(3));
    return s;
  };
  CHECK(adze::value_and_gradient(adze::traced(constant), 5.0).value == 2.0);
  CHECK(adze::gradient(adze::traced(constant), 5.0)[0] == 0.0);
}

TEST_CASE("numbers that are to meet functions are made with like") {
  auto const f = [](auto x) {
    using std::sin;
    auto time = adze::like(x, 0.5), sum = x;
    for (int i = 0; i < 3; ++i) {
      sum += x * sin(time);
      time += 0.25;
    }
    return sum;
  };
  CHECK(adze::derivative(adze::traced(f), 2.0) == near(1 + std::sin(0.5) + std::sin(0.75) + std::sin(1.0)));
  CHECK(f(2.0) == near(2 * adze::derivative(adze::traced(f), 2.0)));
}

TEST_CASE("traced functions run on numbers and duals, and inside functions that are not traced") {
  static constexpr auto fifth = adze::traced([](auto x) {
    auto power = x;
    for (int i = 0; i < 4; ++i) power *= x;
    return power;
  });
  STATIC_REQUIRE(fifth(2.0) == 32.0);
  CHECK(fifth(adze::dual<double>::variable(2.0, 0)).tangent[0] == 80.0);
  CHECK(adze::gradient([](auto x, auto y) { return fifth(x) * y; }, 2.0, 3.0) == std::array{240.0, 32.0});
  CHECK(adze::gradient(fifth)(2.0)[0] == 80.0);
  CHECK(adze::gradient(fifth, 2.0F)[0] == 80.0F);
}
