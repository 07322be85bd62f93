// SPDX-License-Identifier: BSL-1.0
// What random functions (tests/fuzz) found to be wrong once, each as small as it gets.

#include "check.hpp"

using namespace adze_test;

namespace {

namespace loops {
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
constexpr adze::index<"k"> k;
}  // namespace loops
using namespace loops;

wide log_sum_exp(wide_vector const& v) { return std::log(total(v, [](wide e) { return std::exp(e); })); }

}  // namespace

TEST_CASE("what takes a reduction is used for a part of its elements: the others get no derivative") {
  check([](auto A, auto x) { return sum(i, sin(x(i + 1)) * adze::vector(i, sum(j <= i, A(i, j) * x(j)))(i)); },
        [](auto const& A, auto const& x) {
          return total(length(x) - 1, [&](auto p) { return std::sin(at(x, p + 1)) * total(p + 1, [&](auto q) { return A(p, q) * at(x, q); }); });
        },
        some(4, 4), some(4));
}

TEST_CASE("an index into a slice runs over the slice") {
  check([](auto x) {
          auto const middle = adze::slice<1, 3>(x), front = adze::slice<0, -1>(x);
          return sum(adze::matrix(i, j, square(middle(i)) * front(j))) + sum(i, exp(front(i)));
        },
        [](auto const& x) {
          auto const n = length(x);
          return total(2, [&](auto p) { return total(n - 1, [&](auto q) { return std::pow(at(x, p + 1), 2) * at(x, q); }); }) +
                 total(n - 1, [&](auto e) { return std::exp(at(x, e)); });
        },
        some(5));
}

TEST_CASE("an index into neighbours of a slice of a subdiagonal") {
  check([](auto A, auto x) {
          auto const below = adze::slice<0, -1>(adze::vector(i, A(i + 1, i)));
          return sum(i, below(i + 1) * x(i));
        },
        [](auto const& A, auto const& x) { return total(rows(A) - 3, [&](auto e) { return A(e + 2, e + 1) * at(x, e); }); }, some(5, 5), some(5));
}

TEST_CASE("a cheap line of what takes a reduction is read at other loops") {
  check([](auto x) { return sum(sin(adze::outer(x, adze::log_softmax(x)))); },
        [](auto const& x) {
          wide const lse = log_sum_exp(x);
          return total(x, [&](wide a) { return total(x, [&](wide b) { return std::sin(a * (b - lse)); }); });
        },
        some(4));
}

TEST_CASE("the transpose of what takes a reduction is read at other loops") {
  check([](auto A) {
          auto const t = transpose(adze::softmax<1>(A));
          return sum(tanh(adze::matrix(i, j, sum(k, A(i, k) * t(j, k)))));
        },
        [](auto const& A) {
          auto const n = rows(A);
          auto const softmax = [&](auto p, auto q) { return std::exp(A(p, q) - log_sum_exp(row(A, p))); };
          return total(n, [&](auto p) {
            return total(n, [&](auto q) { return std::tanh(total(n, [&](auto l) { return A(p, l) * softmax(l, q); })); });
          });
        },
        some(4, 4));
}

TEST_CASE("the comparison of a branch is needed in a later loop") {
  check([](auto A, auto x) { return sum(where(matmul(A, x) < 0.3, exp(matmul(A, x)), sum(x) * matmul(A, x))) * sum(x); },
        [](auto const& A, auto const& x) {
          wide const s = total(x, [](wide e) { return e; });
          return total(product(A, x), [&](wide e) { return e < 0.3 ? std::exp(e) : s * e; }) * s;
        },
        some(4, 3), some(3));
}

TEST_CASE("numbers on the left of arrays") {
  check([](auto x) { return sum(1 + x) * sum(0.5 + sin(x)) - sum(2 - x); },
        [](auto const& x) {
          return total(x, [](wide e) { return 1 + e; }) * total(x, [](wide e) { return 0.5L + std::sin(e); }) - total(x, [](wide e) { return 2 - e; });
        },
        some(4));
}
