// SPDX-License-Identifier: BSL-1.0
// The code of docs/guide.md about arrays, between the lines `// [name]` and `// [/name]`, and what it computes.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include <cmath>
#include <tuple>
#include <vector>

namespace {

auto near(double x) { return Approx(x).epsilon(1e-12).margin(1e-12); }

}  // namespace

namespace products_of_arrays {
// [array products]
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

// A layer of a network: W (out, in), x (in) -> (out).
constexpr auto layer = [](auto W, auto b, auto x) { return tanh(matmul(W, x) + b); };
constexpr auto energy = [](auto x, auto A) { return quadratic_form(x, A) / 2 + sum(x * x * x * x); };

/// Its output.
vector output(matrix const& W, vector const& b, vector const& x) { return adze::value(layer, W, b, x); }

/// Output, and how it changes when the input moves along dx: one forward pass.
auto moved(matrix const& W, vector const& b, vector const& x, vector const& dx) {
  auto [value, change] = adze::jvp<adze::wrt<2>>(layer, adze::at(W, b, x), adze::along(dx));
  return std::pair(value, change);
}

/// What a gradient at the output sends back to W, b and x: one reverse pass.
std::tuple<matrix, vector, vector> backward(matrix const& W, vector const& b, vector const& x, vector const& at_output) {
  return adze::vjp(layer, adze::at(W, b, x), adze::weights(at_output)).gradient;
}

/// The Hessian times a direction, as conjugate gradients need it; A is data.
vector curvature(vector const& x, matrix const& A, vector const& direction) {
  return adze::hvp<adze::wrt<0>>(energy, adze::at(x, A), adze::along(direction));
}
// [/array products]
}  // namespace products_of_arrays

TEST_CASE("products of arrays") {
  using namespace products_of_arrays;
  matrix W({2, 3}, 0.5);
  W(1, 2) = -1;
  vector const b{0.1, 0.2}, x{0.3, -0.2, 0.4}, dx{1, 0, 2}, w{1, 3};
  double const y[2] = {std::tanh(0.5 * 0.5 + 0.1), std::tanh(0.05 - 0.4 + 0.2)};
  CHECK(output(W, b, x)[1] == near(y[1]));
  auto const [value, change] = moved(W, b, x, dx);
  CHECK(value[0] == near(y[0]));
  CHECK(change[0] == near((1 - y[0] * y[0]) * 1.5));
  CHECK(change[1] == near((1 - y[1] * y[1]) * -1.5));
  auto const [dW, db, back] = backward(W, b, x, w);
  CHECK(db[1] == near(3 * (1 - y[1] * y[1])));
  CHECK(dW(1, 0) == near(db[1] * 0.3));
  CHECK(back[2] == near(0.5 * db[0] - db[1]));
  matrix A({3, 3}, 1.0);
  vector const h = curvature(x, A, dx);
  CHECK(h[2] == near(3 + 12 * 0.4 * 0.4 * 2));
}

namespace matrices_of_arrays {
// [array matrices]
constexpr adze::index<"i"> i;

// The residuals of an exponential fit, for any number of observations.
constexpr auto residuals = [](auto b, auto t, auto y) { return vector(i, b(0) * exp(-b(1) * t(i)) - y(i)); };
// A chain of springs.
constexpr auto chain = [](auto x) { return sum(i, square(square(x(i + 1) - x(i)) - 1)) + square(x(0)); };

/// One row for each observation, one column for each parameter.
adze::tensor<double, 2> slopes(std::vector<double> const& b, std::vector<double> const& t, std::vector<double> const& y) {
  return adze::jacobian<adze::wrt<0>>(residuals, b, t, y);
}

/// The matrix of Newton's method, in memory that is there already.
void stiffness(std::vector<double> const& x, adze::tensor<double, 2>& matrix) {
  adze::hessian_into(chain, adze::into(matrix), x);
}

/// Against central differences, before it is trusted.
bool trusted(std::vector<double> const& x) { return adze::check_gradient(chain, x).passed; }
// [/array matrices]
}  // namespace matrices_of_arrays

TEST_CASE("matrices of arrays") {
  using namespace matrices_of_arrays;
  std::vector<double> const b{2, 0.5}, t{0, 1, 2, 3}, y{2, 1, 1, 0}, x{0.1, 0.4, 1.5};
  auto const j = slopes(b, t, y);
  CHECK(j(3, 0) == near(std::exp(-1.5)));
  CHECK(j(2, 1) == near(-2 * 2 * std::exp(-1.0)));
  adze::tensor<double, 2> h({3, 3});
  stiffness(x, h);
  CHECK(h(0, 1) == near(-(12 * 0.3 * 0.3 - 4)));
  CHECK(h(0, 0) == near(12 * 0.3 * 0.3 - 4 + 2));
  CHECK(h(0, 2) == 0);
  CHECK(trusted(x));
}
