// SPDX-License-Identifier: BSL-1.0
// What the scheduler promises, read off describe(): how often data are passed over, what is stored, what is not computed.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace {

using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;
namespace loops {
constexpr adze::index<"i"> i;
constexpr adze::index<"k"> k;
constexpr adze::index<"d"> d;
}  // namespace loops
using namespace loops;

int count(std::string const& text, std::string const& what) {
  int n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}
/// How many loops run over this extent, at whatever depth: for i < extent(x0, 0).
int loops_over(std::string const& description, std::string const& extent) { return count(description, "< extent(" + extent + ")"); }
int all_loops(std::string const& description) { return count(description, "for "); }
/// Whether a buffer has a loop index that runs over this extent.
bool stores_over(std::string const& description, std::string const& extent) {
  std::string indices;
  std::istringstream lines(description);
  bool in_buffers = false;
  for (std::string line; std::getline(lines, line);) {
    if (auto const at = line.find("for "); at != std::string::npos && line.find("< extent(" + extent + ")") != std::string::npos) indices += line[at + 4];
    if (line.starts_with("buffers:")) in_buffers = true;
    else if (in_buffers && line.substr(line.find('[')).find_first_of(indices) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("these tests can tell a second pass and storage over the rows") {
  std::string const two = adze::describe<adze::wrt<1>>([](auto X, auto w) { auto const r = matmul(X, w); return sum(square(r - mean(r))); }, matrix{}, vector{});
  INFO(two);
  CHECK(loops_over(two, "x0, 0") > 1);
  CHECK(stores_over(two, "x0, 0"));
}

TEST_CASE("regression: value and gradient are one pass over the data, and storage does not grow with them") {
  std::string const text = adze::describe<adze::wrt<1, 3>>([](auto X, auto w, auto y, auto b) { return sum(square(matmul(X, w) + b - y)); }, matrix{}, vector{}, vector{}, 0.0);
  INFO(text);
  CHECK(loops_over(text, "x0, 0") == 1);
  CHECK_FALSE(stores_over(text, "x0, 0"));
}

TEST_CASE("regression in index notation is the same program") {
  auto const f = [](auto X, auto w, auto y, auto b) { return sum(square(matmul(X, w) + b - y)); };
  auto const g = [](auto X, auto w, auto y, auto b) { return sum(i, square(sum(k, X(i, k) * w(k)) + b - y(i))); };
  std::string const text = adze::describe<adze::wrt<1, 3>>(g, matrix{}, vector{}, vector{}, 0.0);
  INFO(text);
  CHECK(loops_over(text, "x0, 0") == 1);
  CHECK(all_loops(text) == all_loops(adze::describe<adze::wrt<1, 3>>(f, matrix{}, vector{}, vector{}, 0.0)));
}

TEST_CASE("logistic regression: one pass, nothing stored over the rows") {
  std::string const text = adze::describe<adze::wrt<1>>([](auto X, auto w, auto y) { auto const z = matmul(X, w); return sum(softplus(z) - y * z); }, matrix{}, vector{}, vector{});
  INFO(text);
  CHECK(loops_over(text, "x0, 0") == 1);
  CHECK_FALSE(stores_over(text, "x0, 0"));
}

TEST_CASE("log-sum-exp: at most three loops, for the maximum, the sum and the gradient") {
  std::string const text = adze::describe([](auto x) { return logsumexp(x); }, vector{});
  INFO(text);
  CHECK(loops_over(text, "x0, 0") <= 3);
}

TEST_CASE("a mixture of Gaussians: one pass over the points, exp of the scales outside of it, nothing stored per point") {
  auto const f = [](auto x, auto mu, auto q, auto alpha) {
    auto const m = alpha(k) + sum(d, q(k, d)) - 0.5 * sum(d, square(exp(q(k, d)) * (x(i, d) - mu(k, d))));
    auto const largest = held(max(k, m));
    return sum(i, largest + log(sum(k, exp(m - largest))));
  };
  std::string const text = adze::describe<adze::wrt<1, 2, 3>>(f, matrix{}, matrix{}, matrix{}, vector{});
  INFO(text);
  CHECK(loops_over(text, "x0, 0") == 1);
  CHECK_FALSE(stores_over(text, "x0, 0"));
  CHECK(text.find("exp(x2") < text.find("for i <"));
}

TEST_CASE("a network of one layer stores its hidden layer and no matrix") {
  auto const f = [](auto W, auto b, auto v, auto x) { return square(dot(v, tanh(matmul(W, x) + b))); };
  std::string const text = adze::describe(f, matrix{}, vector{}, vector{}, vector{});
  INFO(text);
  std::string const buffers = text.substr(text.find("buffers:"));
  CHECK(buffers.find(',') == std::string::npos);
}

TEST_CASE("nothing is computed for arguments that are not differentiated") {
  auto const f = [](auto x, auto y) { return dot(tanh(x), exp(y)); };
  std::string const both = adze::describe(f, vector{}, vector{}), first = adze::describe<adze::wrt<0>>(f, vector{}, vector{}),
                    second = adze::describe<adze::wrt<1>>(f, vector{}, vector{});
  INFO(both << first << second);
  CHECK(count(both, "tanh_slope") == 1);
  CHECK(count(first, "tanh_slope") == 1);
  CHECK(count(second, "tanh_slope") == 0);
  CHECK(count(first, "df/dx1") == 0);
  CHECK(count(second, "df/dx0") == 0);
  CHECK(count(second, "tanh(") == 1);
}

TEST_CASE("an element-wise function is one loop without buffers") {
  std::string const text = adze::describe([](auto x, auto y) { return sum(exp(x) * sin(y) / (1 + square(x))); }, vector{}, vector{});
  INFO(text);
  CHECK(all_loops(text) == 1);
  CHECK(text.find("buffers: none") != std::string::npos);
}

TEST_CASE("neighbours are one loop: what two of them send to an element is joined") {
  std::string const text = adze::describe([](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); }, vector{});
  INFO(text);
  CHECK(all_loops(text) == 1);
  CHECK(text.find("buffers: none") != std::string::npos);
}

TEST_CASE("quadratic forms pass over the matrix once, for the value, the gradient in the vector and that in the matrix") {
  std::string const text = adze::describe([](auto x, auto A) { return quadratic_form(x, A); }, vector{}, matrix{});
  INFO(text);
  CHECK(count(text, "for j") + count(text, "for i") == 3);  // the matrix, by rows; and what its columns add up to
  CHECK(text.find("i,j") == std::string::npos);
}
