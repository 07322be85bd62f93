// SPDX-License-Identifier: BSL-1.0
#include <adze/dual/dual.hpp>
#include <adze/gradient.hpp>

#include "support/catch.hpp"

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>

#include <array>
#include <cmath>
#include <tuple>
#include <type_traits>

namespace {

// Two ways to the same derivative round differently in the last places.
constexpr double tolerance = 1e-14;
auto near(double x) { return Approx(x).epsilon(tolerance).margin(tolerance); }

constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };
constexpr auto rational = [](auto x, auto y) { return (x * x - y) / (x + 2 * y); };

// ---- everything that is arithmetic can be computed by the compiler

static_assert(adze::gradient([](auto x) { return 3 * x + x * x; }, 2.0) == std::array{7.0});
static_assert(adze::gradient(rational, 2.0, 1.0) == std::array{(4 * 4.0 - 3) / 16, (-4.0 - 6) / 16});
static_assert(adze::gradient<adze::forward>(rational, 2.0, 1.0) == adze::gradient(rational, 2.0, 1.0));
static_assert(adze::value_and_gradient(rational, 2.0, 1.0).value == 0.75);
static_assert(adze::gradient([](auto x) { return x[0] * x[1] * x[2]; }, std::array{2.0, 3.0, 5.0}) ==
              std::array{15.0, 10.0, 6.0});
constexpr auto prepared = adze::gradient(rational);
static_assert(prepared(2.0, 1.0) == adze::gradient(rational, 2.0, 1.0));

// ---- arguments of every shape

template <class T>
struct line_of {
  BOOST_HANA_DEFINE_STRUCT(line_of, (T, slope), (T, offset));
};
template <class T>
struct model_of {
  BOOST_HANA_DEFINE_STRUCT(model_of, (line_of<T>, line), (std::array<T, 2>, weights), (T, scale));
};
struct point {
  double x, y;
};
struct body {
  BOOST_HANA_DEFINE_STRUCT(body, (double, mass), (std::array<double, 2>, position));
};
struct mixed {
  BOOST_HANA_DEFINE_STRUCT(mixed, (float, small), (double, large), (int, count));
};

}  // namespace
BOOST_HANA_ADAPT_STRUCT(point, x, y);
namespace {

template <class Shape, class F, class... A>
constexpr bool has_shape = std::is_same_v<decltype(adze::gradient(std::declval<F>(), std::declval<A>()...)), Shape>;

constexpr auto sum = [](auto... x) { return (x + ...); };
constexpr auto second = [](auto, auto x) { return x[0] + x[1]; };
static_assert(has_shape<std::array<double, 1>, decltype(sum), double>);
static_assert(has_shape<std::array<float, 2>, decltype(sum), float, float>);
static_assert(has_shape<std::array<float, 2>, decltype(sum), int, float>);
static_assert(has_shape<std::array<double, 2>, decltype(sum), float, double>);
static_assert(has_shape<std::array<long double, 2>, decltype(sum), double, long double>);
static_assert(has_shape<std::array<double, 2>, decltype(sum), int, int>);  // integers alone count as double
static_assert(has_shape<std::tuple<double, std::array<double, 2>>, decltype(second), double, std::array<double, 2>>);

}  // namespace

TEST_CASE("gradients of scalars are arrays in every mode") {
  auto const expected = std::array{3 + std::cos(2.0), 2.0};
  for (auto const& g : {adze::gradient(f, 2.0, 3.0), adze::gradient<adze::forward>(f, 2.0, 3.0),
                        adze::gradient<adze::reverse>(f, 2.0, 3.0), adze::gradient<adze::automatic>(f, 2.0, 3.0)}) {
    CHECK(g[0] == near(expected[0]));
    CHECK(g[1] == near(expected[1]));
  }
}

TEST_CASE("value_and_gradient gives both at once, by name and by structured binding") {
  auto const both = adze::value_and_gradient(f, 2.0, 3.0);
  auto const [value, gradient] = both;
  CHECK(value == 6 + std::sin(2.0));
  CHECK(both.value == value);
  CHECK(both.gradient == gradient);
  CHECK(gradient == adze::gradient(f, 2.0, 3.0));
}

TEST_CASE("integers are numbers too") {
  CHECK(adze::gradient(rational, 2, 1) == adze::gradient(rational, 2.0, 1.0));
  CHECK(adze::gradient(rational, 2, 1.0F) == adze::gradient(rational, 2.0F, 1.0F));
}

TEST_CASE("float and long double gradients are computed in these types") {
  auto const half = [](auto x) { return exp(x); };
  CHECK(adze::gradient(half, 0.3F)[0] == std::exp(0.3F));
  CHECK(adze::gradient(half, 0.3L)[0] == std::exp(0.3L));
  CHECK(adze::gradient(half, 0.3L)[0] != static_cast<long double>(std::exp(0.3)));
}

TEST_CASE("the operator form can be called again and again, on numbers of any type") {
  auto const g = adze::gradient(f);
  CHECK(g(2.0, 3.0) == adze::gradient(f, 2.0, 3.0));
  CHECK(g(0.5, 3.0) == adze::gradient(f, 0.5, 3.0));
  static_assert(std::is_same_v<decltype(g(2.0F, 3.0F)), std::array<float, 2>>);
  auto const v = adze::value_and_gradient<adze::forward>(f);
  CHECK(v(2.0, 3.0).value == f(2.0, 3.0));
}

TEST_CASE("wrt chooses the arguments, in the order in which it names them") {
  auto const g = [](auto x, auto y, auto z) { return x * y * y * z; };
  CHECK(adze::gradient<adze::wrt<0>>(g, 2.0, 3.0, 5.0) == std::array{45.0});
  CHECK(adze::gradient<adze::wrt<1>>(g, 2.0, 3.0, 5.0) == std::array{60.0});
  CHECK(adze::gradient<adze::wrt<2, 0>>(g, 2.0, 3.0, 5.0) == std::array{18.0, 45.0});
  CHECK(adze::gradient<adze::wrt<2, 0>, adze::forward>(g, 2.0, 3.0, 5.0) == std::array{18.0, 45.0});
  CHECK(adze::gradient<adze::automatic, adze::wrt<1>>(g, 2.0, 3.0, 5.0) == std::array{60.0});
}

TEST_CASE("one array argument has a gradient of its own type") {
  auto const norm = [](auto x) { return sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]); };
  std::array const at{2.0, 3.0, 6.0};
  std::array<double, 3> const g = adze::gradient(norm, at);
  for (std::size_t i = 0; i < 3; ++i) CHECK(g[i] == near(at[i] / 7));
  CHECK(adze::gradient<adze::forward>(norm, at)[2] == near(6.0 / 7));
}

TEST_CASE("array elements can be reached by loop, std::apply and structured binding") {
  auto const by_index = [](auto x) { return x[0] * x[1] * x[2]; };
  auto const by_loop = [](auto x) {
    adze::term product = x[0];
    for (std::size_t i = 1; i < x.size(); ++i) product *= x[i];
    return product;
  };
  auto const by_range = [](auto x) {
    adze::term product = x[0];
    for (auto const& e : x) product = product * e;
    return product / x[0];
  };
  auto const by_apply = [](auto x) { return std::apply([](auto... e) { return (e * ...); }, x); };
  auto const by_binding = [](auto x) {
    auto [a, b, c] = x;
    return a * b * c;
  };
  std::array const at{2.0, 3.0, 5.0};
  auto const expected = std::array{15.0, 10.0, 6.0};
  CHECK(adze::gradient(by_index, at) == expected);
  CHECK(adze::gradient(by_loop, at) == expected);
  for (std::size_t i = 0; i < 3; ++i) CHECK(adze::gradient(by_range, at)[i] == near(expected[i]));
  CHECK(adze::gradient(by_apply, at) == expected);
  CHECK(adze::gradient(by_binding, at) == expected);
}

TEST_CASE("nested arrays keep their nesting") {
  auto const determinant = [](auto m) { return m[0][0] * m[1][1] - m[0][1] * m[1][0]; };
  using matrix = std::array<std::array<double, 2>, 2>;
  matrix const g = adze::gradient(determinant, matrix{{{1.0, 2.0}, {3.0, 4.0}}});
  CHECK(g == matrix{{{4.0, -3.0}, {-2.0, 1.0}}});
}

TEST_CASE("several kinds of arguments give a tuple") {
  auto const g = [](auto a, auto x, auto b) { return a * x[0] * x[1] + b; };
  auto const [da, dx, db] = adze::gradient(g, 2.0, std::array{3.0, 5.0}, 7.0);
  CHECK(da == 15.0);
  CHECK(dx == std::array{10.0, 6.0});
  CHECK(db == 1.0);
  auto const [dx2, da2] = adze::gradient<adze::wrt<1, 0>>(g, 2.0, std::array{3.0, 5.0}, 7.0);
  CHECK(dx2 == dx);
  CHECK(da2 == da);
  CHECK(adze::gradient<adze::wrt<1>>(g, 2.0, std::array{3.0, 5.0}, 7.0) == dx);
  CHECK(adze::gradient<adze::wrt<2, 0>>(g, 2.0, std::array{3.0, 5.0}, 7.0) == std::array{1.0, 15.0});
}

TEST_CASE("struct templates adapted with Hana are used by their members") {
  auto const predict = [](auto l, auto x) { return l.slope * x + l.offset; };
  auto const [d_line, d_x] = adze::gradient(predict, line_of<double>{2.0, 1.0}, 5.0);
  CHECK(d_line.slope == 5.0);
  CHECK(d_line.offset == 1.0);
  CHECK(d_x == 2.0);
  line_of<double> const only = adze::gradient<adze::wrt<0>>(predict, line_of<double>{2.0, 1.0}, 5.0);
  CHECK(only.slope == 5.0);
}

TEST_CASE("structs hold arrays and structs") {
  auto const g = [](auto m, auto x) {
    return m.scale * (m.line.slope * x + m.line.offset) + m.weights[0] * m.weights[1];
  };
  model_of<double> const m{{2.0, 1.0}, {3.0, 4.0}, 10.0};
  auto const d = adze::gradient<adze::wrt<0>>(g, m, 5.0);
  CHECK(d.line.slope == 50.0);
  CHECK(d.line.offset == 10.0);
  CHECK(d.weights == std::array{4.0, 3.0});
  CHECK(d.scale == 11.0);
}

TEST_CASE("plain adapted structs are used by get and by structured binding") {
  auto const by_name = [](auto p) { return adze::get<"x">(p) * adze::get<"y">(p) * adze::get<"y">(p); };
  auto const by_binding = [](auto p) {
    auto [x, y] = p;
    return x * y * y;
  };
  point const by_get = adze::gradient(by_name, point{2.0, 3.0});
  CHECK(by_get.x == 9.0);
  CHECK(by_get.y == 12.0);
  point const bound = adze::gradient(by_binding, point{2.0, 3.0});
  CHECK(bound.x == 9.0);
  CHECK(bound.y == 12.0);
  CHECK(by_name(point{2.0, 3.0}) == 18.0);  // the same function on the struct itself

  auto const g = [](auto b) { return adze::get<"mass">(b) * adze::get<"position">(b)[1]; };
  body const d = adze::gradient(g, body{2.0, {3.0, 4.0}});
  CHECK(d.mass == 4.0);
  CHECK(d.position == std::array{0.0, 2.0});
}

TEST_CASE("a struct of several number types is computed in their common type and given back in its own") {
  auto const g = [](auto m) { return adze::get<"small">(m) * adze::get<"large">(m) * adze::get<"count">(m); };
  auto const [value, gradient] = adze::value_and_gradient(g, mixed{2.0F, 3.0, 4});
  static_assert(std::is_same_v<decltype(value), double const>);
  CHECK(value == 24.0);
  CHECK(gradient.small == 12.0F);
  CHECK(gradient.large == 8.0);
  CHECK(gradient.count == 6);
}

TEST_CASE("arrays of structs") {
  auto const g = [](auto p) { return adze::get<"x">(p[0]) * adze::get<"y">(p[1]); };
  std::array<point, 2> const d = adze::gradient(g, std::array{point{1.0, 2.0}, point{3.0, 4.0}});
  CHECK(d[0].x == 4.0);
  CHECK(d[0].y == 0.0);
  CHECK(d[1].y == 1.0);
  auto const lines = [](auto l) { return l[0].slope * l[1].offset; };
  auto const e = adze::gradient(lines, std::array{line_of<double>{1.0, 2.0}, line_of<double>{3.0, 4.0}});
  CHECK(e[0].slope == 4.0);
  CHECK(e[1].offset == 1.0);
}

TEST_CASE("arguments that do not take part have derivative zero") {
  CHECK(adze::gradient([](auto x, auto) { return x; }, 2.0, 3.0) == std::array{1.0, 0.0});
  CHECK(adze::gradient<adze::forward>([](auto x, auto) { return x; }, 2.0, 3.0) == std::array{1.0, 0.0});
  CHECK(adze::gradient([](auto x) { return 0 * x + 2; }, 2.0) == std::array{0.0});
  CHECK(adze::gradient([](auto x, auto y) { return floor(x) + y; }, 2.5, 3.0) == std::array{0.0, 1.0});
}

TEST_CASE("the same argument returned is the identity") {
  auto const [value, gradient] = adze::value_and_gradient([](auto x) { return x; }, 2.0);
  CHECK(value == 2.0);
  CHECK(gradient[0] == 1.0);
}

TEST_CASE("integer data stay data, integer arrays have gradients of doubles") {
  auto const g = [](auto s, auto v) { return s * v[0] + s * s * v[1]; };
  CHECK(adze::gradient<adze::wrt<0>>(g, 2.0, std::array{3, 4}) == std::array{19.0});
  std::array<double, 2> const d = adze::gradient<adze::wrt<1>>(g, 2.0, std::array{3, 4});
  CHECK(d == std::array{2.0, 4.0});
  CHECK(adze::gradient<adze::wrt<>>(g, 2.0, std::array{3, 4}).empty());
}

TEST_CASE("gradients run on dual numbers: one more derivative, forward over reverse") {
  using number = adze::dual<double>;
  auto const g = adze::gradient([](auto x, auto y) { return x * x * y; }, number::variable(2.0, 0), number(3.0));
  CHECK(g[0].value == 12.0);
  CHECK(g[0].tangent[0] == 6.0);
  CHECK(g[1].tangent[0] == 4.0);
}

TEST_CASE("automatic mode takes the cheaper program") {
  using adze::detail::all_inputs;
  using one = adze::detail::symbolic_source<decltype([](auto x) { return sin(x) * exp(x); }), double>;
  using many = adze::detail::symbolic_source<decltype([](auto x) {
                                               return x[0] * x[1] * x[2] * x[3] * x[4] * x[5];
                                             }),
                                             std::array<double, 6>>;
  static_assert(adze::detail::weight_of<adze::detail::gradient_recipe<many, adze::reverse, all_inputs<6>>> <
                adze::detail::weight_of<adze::detail::gradient_recipe<many, adze::forward, all_inputs<6>>>);
  static_assert(std::is_same_v<decltype(adze::detail::choose_mode<adze::automatic, many, all_inputs<6>>()), adze::reverse>);
  CHECK(adze::detail::weight_of<adze::detail::gradient_recipe<one, adze::forward, all_inputs<1>>> <=
        adze::detail::weight_of<adze::detail::gradient_recipe<one, adze::reverse, all_inputs<1>>>);
}
