// SPDX-License-Identifier: BSL-1.0
// The code of docs/guide.md about the notation of arrays, their memory and their errors, between the lines `// [name]`
// and `// [/name]`, and what it computes.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include <array>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace {

auto near(double x) { return Approx(x).epsilon(1e-12).margin(1e-12); }

}  // namespace

namespace notation {
// [index notation]
constexpr adze::index<"i"> i;  // at namespace scope, static constexpr in a function, or inside of the lambda
constexpr adze::index<"j"> j;

// A sum over i runs over all i for which every subscript is in range: here from 0 to n - 2.
constexpr auto rosenbrock = [](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); };
// From 1 to n - 2.
constexpr auto bending = [](auto x) { return sum(i, square(x(i - 1) - 2 * x(i) + x(i + 1))); };
// Constants are subscripts too. x[0] is x(0); several dimensions take parentheses.
constexpr auto ends = [](auto x, auto A) { return x(0) * A(0, 2) + square(x[1]); };

// Several indices, the last one runs fastest; prod, max and min likewise.
constexpr auto energy = [](auto x, auto A) { return sum(i, j, A(i, j) * x(i) * x(j)) + max(i, x(i)) * prod(j, 1 + x(j)); };
// An inner sum is a value for each i.
constexpr auto rates = [](auto x, auto A) { return sum(i, log(sum(j, exp(A(i, j))) + square(x(i)))); };

// Conditions on indices: j < i, <=, >, >=, ==, !=, also with constants. As the index of a sum, one restricts its left side.
constexpr auto pairs = [](auto x) { return sum(i, sum(j < i, 1 / abs(x(i) - x(j)))); };
constexpr auto band = [](auto A) { return sum(i, j, select(i == j, A(i, j), select(i < 2, A(i, j) / 2, 0))); };

// Elements of an index array as subscripts: id holds integers from 0 on. gather(x, id) is vector(i, x(id(i))).
constexpr auto chosen = [](auto x, auto id, auto y) { return sum(i, square(x(id(i)) - y(i))); };

// vector and matrix make arrays of elements, which go on in whole-array notation; arrays have elements again.
constexpr auto kernel = [](auto x, auto width) {
  auto K = matrix(i, j, exp(-square((x(i) - x(j)) / width)));
  auto weights = softmax(vector(i, sin(x(i))));
  auto smooth = matmul(K, weights);
  return sum(i, square(smooth(i + 1) - smooth(i))) + trace(K);
};
// [/index notation]
}  // namespace notation

TEST_CASE("guide: index notation") {
  using namespace notation;
  std::vector<double> const x{1, 2, 4};
  adze::tensor<double, 2> A({3, 3}, 1.0);
  A(0, 2) = 5, A(2, 1) = -1;
  CHECK(adze::value(rosenbrock, x) == 100.0 + 0 + 0 + 1);
  CHECK(adze::value(bending, x) == 1);
  CHECK(adze::gradient(bending, x) == std::vector<double>{2, -4, 2});
  CHECK(adze::value(ends, x, A) == 9);
  CHECK(adze::value(energy, x, A) == near(7 * 7 + 4 * 4 - 2 * 8 + 4 * 2 * 3 * 5));
  CHECK(adze::value(rates, x, A) == near(std::log(std::exp(5.0) + 2 * std::exp(1.0) + 1) + std::log(3 * std::exp(1.0) + 4) + std::log(2 * std::exp(1.0) + std::exp(-1.0) + 16)));
  CHECK(adze::value(pairs, x) == near(1 + 1.0 / 3 + 1.0 / 2));
  CHECK(adze::value(band, A) == near(3 + 1.0 / 2 * 8));
  CHECK(adze::gradient<adze::wrt<0>>(chosen, x, std::vector<int>{2, 0, 2}, std::vector<double>{1, 1, 1}) == std::vector<double>{0, 0, 12});
  CHECK(adze::check_gradient(kernel, x, 2.0).passed);
}

namespace memory {
// [prepared gradients]
constexpr auto loss = [](auto W, auto X, auto Y) { return squared_norm(tanh(matmul(X, W)) - Y); };

using matrix = adze::tensor<double, 2>;

/// prepare owns the memory of the result and of everything in between: the calls allocate nothing.
double descend(matrix& W, matrix const& X, matrix const& Y, int steps) {
  auto slope = adze::prepare<adze::wrt<0>>(loss, W, X, Y);
  double value = 0;
  for (int step = 0; step < steps; ++step) {
    auto const& now = slope(W, X, Y);  // valid until the next call
    value = now.value;
    for (std::ptrdiff_t e = 0; e < W.size(); ++e) W.data()[e] -= 0.1 * now.gradient.data()[e];
  }
  return value;
}

/// gradient_into writes where it is told to; accumulate adds to what is there.
double of_batches(matrix const& W, std::span<matrix const> inputs, std::span<matrix const> targets, adze::row_view<double, 2> slope) {
  double value = 0;
  for (std::size_t batch = 0; batch < inputs.size(); ++batch) {
    value += batch == 0 ? adze::gradient_into<adze::wrt<0>>(loss, adze::into(slope), W, inputs[batch], targets[batch])
                        : adze::gradient_into<adze::wrt<0>, adze::accumulate>(loss, adze::into(slope), W, inputs[batch], targets[batch]);
  }
  return value;
}
// [/prepared gradients]
}  // namespace memory

TEST_CASE("guide: prepared gradients") {
  using memory::matrix;
  matrix X({4, 2}), Y({4, 1}), W({2, 1}, 0.1);
  for (std::ptrdiff_t i = 0; i < 4; ++i) X(i, 0) = static_cast<double>(i) / 4, X(i, 1) = 1, Y(i, 0) = std::tanh(X(i, 0) - 0.5);
  matrix const start = W;
  matrix slope({2, 1});
  std::array const inputs{X, X}, targets{Y, Y};
  double const both = memory::of_batches(start, inputs, targets, slope.as_view());
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<0>>(memory::loss, start, X, Y);
  CHECK(both == near(2 * value));
  CHECK(slope(1, 0) == near(2 * gradient(1, 0)));
  CHECK(memory::descend(W, X, Y, 2000) < 1e-6);
  CHECK(W(0, 0) == Approx(1).epsilon(1e-2));
}

namespace errors_at_run_time {
// [shape errors]
constexpr adze::index<"i"> i;
constexpr auto product = [](auto A, auto x) { return sum(square(matmul(A, x))); };
constexpr auto looked_up = [](auto table, auto id) { return sum(i, table(id(i))); };

/// What does not fit is found before anything is computed or written; the sentence says what, where and how large.
std::string complaint(adze::tensor<double, 2> const& A, std::vector<double> const& x) {
  try {
    adze::gradient(product, A, x);
  } catch (adze::shape_error const& e) {  // a std::invalid_argument
    return e.what();
  }
  return "";
}

/// A number in an index array that is no subscript is found when it is used.
std::string complaint(std::vector<double> const& table, std::vector<int> const& id) {
  try {
    adze::gradient<adze::wrt<0>>(looked_up, table, id);
  } catch (std::out_of_range const& e) {
    return e.what();
  }
  return "";
}
// [/shape errors]
}  // namespace errors_at_run_time

TEST_CASE("guide: shape errors") {
  using errors_at_run_time::complaint;
  CHECK(complaint(adze::tensor<double, 2>({2, 3}), std::vector<double>(4)) ==
        "adze: matmul: extent 3 (dimension 1 of array 0, of shape (2, 3)) has to equal extent 4 (dimension 0 of array 1, of shape (4))");
  CHECK(complaint(adze::tensor<double, 2>({2, 3}), std::vector<double>(3)).empty());
  CHECK(complaint({1, 2, 3}, std::vector<int>{0, 3}) ==
        "adze: an index array holds 3, but the array it selects from has 3 elements along this dimension");
}

namespace loops_of_a_gradient {
// [loops of a gradient]
constexpr auto least_squares = [](auto w, auto X, auto y) { return squared_norm(matmul(X, w) - y); };
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

std::string loops() { return adze::describe<adze::wrt<0>>(least_squares, vector{}, matrix{}, vector{}); }
// [/loops of a gradient]
}  // namespace loops_of_a_gradient

TEST_CASE("guide: the loops of a gradient") {
  CHECK(loops_of_a_gradient::loops() == R"(value and gradient, reverse:
  for i < extent(x1, 0):
    for j < extent(x0, 0), in batches:
      v3 = x1(i, j) * x0(j)
      v4 = sum over j of v3
    v5 = v4 - x2(i)
    v6 = v5 * v5
    v7 = sum over i of v6
    v9 = 2 * v5
    for j < extent(x0, 0), in batches:
      v10 = x1(i, j) * v9
      v11[j] = sum over i of v10
  for j < extent(x0, 0), in batches:
    df/dx0(j) = v11[j]
  f = v7
buffers:
  v11[j]
)");
}
