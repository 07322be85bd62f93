// SPDX-License-Identifier: BSL-1.0
// Edge values of reductions: ties, zeros, infinities, NaN; arrays of no elements and of one; branches not taken.

#include "check.hpp"

#include <limits>

using namespace adze_test;
using vector = std::vector<double>;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), no_number = std::numeric_limits<double>::quiet_NaN();
namespace loops {
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
}  // namespace loops
using namespace loops;

template <class F>
std::pair<double, vector> at_point(F const& f, vector const& x) {
  auto const [value, gradient] = adze::value_and_gradient(f, x);
  return {value, gradient};
}
bool all_nan(vector const& v) {
  for (double x : v) {
    if (x == x) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("max and min: a tie shares in equal parts") {
  CHECK(at_point([](auto x) { return max(x); }, {1, 3, 3, 2, 3}) == std::pair{3.0, vector{0, 1.0 / 3, 1.0 / 3, 0, 1.0 / 3}});
  CHECK(at_point([](auto x) { return min(i, x(i)); }, {1, 3, 1}) == std::pair{1.0, vector{0.5, 0, 0.5}});
  CHECK(at_point([](auto x) { return max(x); }, {-0.0, 0.0}).second == vector{0.5, 0.5});
}

TEST_CASE("max and min: NaN is passed on, also when it is not the last element") {
  for (vector const& x : {vector{1, no_number, 2}, vector{no_number, 2, 1}, vector{1, 2, no_number}}) {
    auto const [largest, gradient] = at_point([](auto y) { return max(y); }, x);
    auto const [least, other] = at_point([](auto y) { return min(y); }, x);
    CHECK(std::isnan(largest));
    CHECK(std::isnan(least));
    CHECK(all_nan(gradient));
    CHECK(all_nan(other));
  }
}

TEST_CASE("max and min: infinities are reached like numbers") {
  CHECK(at_point([](auto x) { return max(x); }, {1, inf, 2}) == std::pair{inf, vector{0, 1, 0}});
  CHECK(at_point([](auto x) { return max(x); }, {-inf, -inf}) == std::pair{-inf, vector{0.5, 0.5}});
}

TEST_CASE("prod: without zeros, with one, with two") {
  auto const f = [](auto x) { return prod(x); };
  CHECK(at_point(f, {2, 3, 4}) == std::pair{24.0, vector{12, 8, 6}});
  CHECK(at_point(f, {2, 0, 4}) == std::pair{0.0, vector{0, 8, 0}});
  CHECK(at_point(f, {0, 3, 0}) == std::pair{0.0, vector{0, 0, 0}});
  CHECK(at_point(f, {-2, 0.5}) == std::pair{-1.0, vector{0.5, -2}});
  CHECK(std::isnan(at_point(f, {2, no_number, 4}).second[0]));
}

TEST_CASE("prod along rows: each has zeros of its own") {
  adze::tensor<double, 2> A({3, 2});
  double const numbers[] = {2, 3, 0, 5, 0, 0};
  std::copy(numbers, numbers + 6, A.data());
  auto const g = adze::gradient([](auto a) { return sum(prod<1>(a)); }, A);
  CHECK(flat(g) == vector{3, 2, 5, 0, 0, 0});
}

TEST_CASE("norm at 0: value 0, gradient 0") {
  CHECK(at_point([](auto x) { return norm(x); }, {0, 0, 0}) == std::pair{0.0, vector{0, 0, 0}});
  CHECK(at_point([](auto x) { return norm(x); }, {0, -4}) == std::pair{4.0, vector{0, -1}});
  CHECK(at_point([](auto x) { return 2 * norm(x) + sum(x); }, {0, 0}) == std::pair{0.0, vector{1, 1}});
  CHECK(all_nan(at_point([](auto x) { return norm(x); }, {no_number, 1}).second));
  CHECK(std::isnan(at_point([](auto x) { return norm(x); }, {no_number, 1}).first));
  CHECK(at_point([](auto x) { return norm(x); }, {1e-200, 1e-200}) == std::pair{0.0, vector{0, 0}});  // the squares underflow
  CHECK(adze::hessian([](auto x) { return norm(x); }, vector{0, 0}) == adze::tensor<double, 2>({2, 2}, 0.0));
}

TEST_CASE("logsumexp and softmax: large numbers, infinities, NaN") {
  auto const lse = [](auto x) { return logsumexp(x); };
  CHECK(at_point(lse, {1000, 1000}).first == Approx(1000 + std::log(2.0)));
  CHECK(at_point(lse, {1000, 1000}).second == vector{0.5, 0.5});
  CHECK(at_point(lse, {-1000, -1000}).second == vector{0.5, 0.5});
  CHECK(at_point(lse, {-inf, 2, 2}).first == Approx(2 + std::log(2.0)));
  CHECK(at_point(lse, {-inf, 2, 2}).second == vector{0, 0.5, 0.5});
  CHECK(at_point(lse, {-inf, -inf}).first == -inf);
  CHECK(at_point(lse, {1, inf}).first == inf);
  CHECK(std::isnan(at_point(lse, {1, no_number}).first));
  CHECK(all_nan(at_point(lse, {1, no_number}).second));
  CHECK(all_nan(at_point(lse, {-inf, -inf}).second));
  CHECK(at_point(lse, {1, inf}).second[0] == 0);
  CHECK(std::isnan(at_point(lse, {1, inf}).second[1]));
  CHECK(all_nan(at_point([](auto x) { return adze::softmax(x)(0); }, {-inf, -inf}).second));
}

TEST_CASE("variance of one element is 0, of none NaN; second derivatives at ties and zeros") {
  CHECK(at_point([](auto x) { return variance(x); }, {3}) == std::pair{0.0, vector{0}});
  CHECK(std::isnan(at_point([](auto x) { return variance(x); }, {}).first));
  auto const h = adze::hessian([](auto x) { return prod(x); }, vector{2, 0, 4});
  CHECK(h(0, 1) == 4);
  CHECK(h(0, 2) == 0);
  CHECK(h(1, 1) == 0);
  CHECK(adze::hessian([](auto x) { return max(x); }, vector{1, 1}) == adze::tensor<double, 2>({2, 2}, 0.0));
}

TEST_CASE("arrays of no elements: the reductions of nothing, and no gradient") {
  CHECK(at_point([](auto x) { return sum(x); }, {}) == std::pair{0.0, vector{}});
  CHECK(at_point([](auto x) { return prod(x); }, {}) == std::pair{1.0, vector{}});
  CHECK(at_point([](auto x) { return max(x); }, {}) == std::pair{-inf, vector{}});
  CHECK(at_point([](auto x) { return min(x); }, {}) == std::pair{inf, vector{}});
  CHECK(at_point([](auto x) { return logsumexp(x); }, {}) == std::pair{-inf, vector{}});
  CHECK(at_point([](auto x) { return norm(x); }, {}) == std::pair{0.0, vector{}});
  CHECK(std::isnan(at_point([](auto x) { return mean(x); }, {}).first));
}

TEST_CASE("matrices without rows or without columns") {
  auto const f = [](auto A, auto x) { return sum(square(matmul(A, x))) + sum(x); };
  for (auto const& [n, m] : {std::pair{0, 3}, std::pair{2, 0}, std::pair{0, 0}}) {
    adze::tensor<double, 2> const A({n, m});
    vector const x(static_cast<size_t>(m), 2.0);
    auto const [value, gradient] = adze::value_and_gradient(f, A, x);
    CHECK(value == 2.0 * m);
    CHECK(std::get<0>(gradient).extents() == A.extents());
    CHECK(std::get<1>(gradient) == vector(static_cast<size_t>(m), 1.0));
  }
}

TEST_CASE("short arrays under shifted subscripts: sums over nothing, gradients of zeros") {
  auto const f = [](auto x) { return sum(i, square(x(i + 1) - square(x(i)))); };
  CHECK(at_point(f, {}) == std::pair{0.0, vector{}});
  CHECK(at_point(f, {1.5}) == std::pair{0.0, vector{0}});
  CHECK(at_point(f, {1.5, 1.5}) == std::pair{0.5625, vector{4.5, -1.5}});
  auto const further = [](auto x) { return sum(i, x(i - 1) * x(i + 1)) + sum(i, x(i)); };
  CHECK(at_point(further, {2}) == std::pair{2.0, vector{1}});
  CHECK(at_point(further, {2, 3}) == std::pair{5.0, vector{1, 1}});
  CHECK(at_point(further, {2, 3, 4}) == std::pair{17.0, vector{5, 1, 3}});
}

TEST_CASE("arrays of one element") {
  CHECK(at_point([](auto x) { return logsumexp(x) + variance(x) + prod(x) + max(x) * min(x); }, {3}) == std::pair{15.0, vector{8}});
  CHECK(at_point([](auto x) { return sum(matmul(adze::outer(x, x), x)); }, {2}) == std::pair{8.0, vector{12}});
}

TEST_CASE("a branch that is not taken poisons nothing, whatever it reduces") {
  auto const f = [](auto x, auto s) { return sum(i, select(x(i) > 0, sum(j, log(x(i)) * x(j)), 2 * x(i))) + sum(i, select(x(i) > 100, sqrt(s) * log(s), x(i))); };
  auto const [value, gradient] = adze::value_and_gradient(f, vector{-1, 1, -2}, 0.0);
  CHECK(value == -8.0);
  CHECK(std::get<0>(gradient) == vector{3, -1, 3});
  CHECK(std::get<1>(gradient) == 0);
}

TEST_CASE("a branch on an index that is not taken poisons nothing in a sum over that index") {
  auto const f = [](auto x, auto s) { return sum(i, j, select(i < j, x(i) * x(j), select(i < -1, 1 / s, x(i)))); };
  auto const [value, gradient] = adze::value_and_gradient(f, vector{1, 2}, 0.0);
  CHECK(value == 1 * 2 + 1 + 2 + 2);
  CHECK(std::get<0>(gradient) == vector{3, 3});
  CHECK(std::get<1>(gradient) == 0);
}
