// SPDX-License-Identifier: BSL-1.0
// Shapes that do not fit: the sentence names the operation, both extents and where they come from; nothing has been
// written by then. Outputs of the wrong shape, or that overlap.

#include "check.hpp"

#include <string>

using namespace adze_test;
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

namespace {

namespace loops {
constexpr adze::index<"i"> i;
}  // namespace loops
using namespace loops;

/// What a call throws as shape_error.
template <class F>
std::string sentence_of(F const& f) {
  try {
    f();
  } catch (adze::shape_error const& e) {
    return e.what();
  }
  return "nothing thrown";
}
/// ... a gradient of f at the arguments.
template <class F, class... A>
std::string sentence(F const& f, A const&... a) {
  return sentence_of([&] { static_cast<void>(adze::gradient(f, a...)); });
}

}  // namespace

TEST_CASE("element by element: the operation and both shapes are named") {
  CHECK(sentence([](auto x, auto y) { return sum(x + y); }, vector(3), vector(4)) ==
        "adze: +: extent 3 (dimension 0 of array 0, of shape (3)) has to equal extent 4 (dimension 0 of array 1, of shape (4))");
  CHECK(sentence([](auto A, auto y) { return sum(A * y); }, matrix({2, 3}), vector(2)) ==
        "adze: *: extent 3 (dimension 1 of array 0, of shape (2, 3)) has to equal extent 2 (dimension 0 of array 1, of shape (2))");
  CHECK(sentence([](auto A, auto B) { return sum(max(A, B)); }, matrix({2, 3}), matrix({2, 4})) ==
        "adze: max: extent 3 (dimension 1 of array 0, of shape (2, 3)) has to equal extent 4 (dimension 1 of array 1, of shape (2, 4))");
}

TEST_CASE("a slice: its own extent and operation") {
  CHECK(sentence([](auto x, auto y) { return sum(adze::slice<1, 0>(x) * y); }, vector(3), vector(4)) ==
        "adze: *: extent 2 has to equal extent 4 (dimension 0 of array 1, of shape (4))");
  CHECK(sentence([](auto x) { return sum(adze::slice<1, 5>(x)); }, vector(3)) ==
        "adze: slice needs more than 4 elements: extent 3 (dimension 0 of array 0, of shape (3)) is too small");
}

TEST_CASE("products") {
  CHECK(sentence([](auto A, auto x) { return sum(matmul(A, x)); }, matrix({2, 3}), vector(4)) ==
        "adze: matmul: extent 3 (dimension 1 of array 0, of shape (2, 3)) has to equal extent 4 (dimension 0 of array 1, of shape (4))");
  CHECK(sentence([](auto x, auto A) { return sum(matmul(x, A)); }, vector(3), matrix({2, 3})) ==
        "adze: matmul: extent 3 (dimension 0 of array 0, of shape (3)) has to equal extent 2 (dimension 0 of array 1, of shape (2, 3))");
  CHECK(sentence([](auto x, auto y) { return dot(x, y); }, vector(3), vector(4)) ==
        "adze: *: extent 3 (dimension 0 of array 0, of shape (3)) has to equal extent 4 (dimension 0 of array 1, of shape (4))");
  CHECK(sentence([](auto A) { return trace(A); }, matrix({2, 3})) ==
        "adze: diag: extent 2 (dimension 0 of array 0, of shape (2, 3)) has to equal extent 3 (dimension 1 of array 0, of shape (2, 3))");
  CHECK(sentence([](auto x, auto A) { return quadratic_form(x, A); }, vector(3), matrix({2, 3})) ==
        "adze: *: extent 3 (dimension 0 of array 0, of shape (3)) has to equal extent 2 (dimension 0 of array 1, of shape (2, 3))");
}

TEST_CASE("index notation: subscripts by the same index") {
  CHECK(sentence([](auto x, auto y) { return sum(i, x(i) * y(i)); }, vector(3), vector(4)) ==
        "adze: sum: extent 4 (dimension 0 of array 1, of shape (4)) has to equal extent 3 (dimension 0 of array 0, of shape (3))");
  CHECK(sentence([](auto x, auto y) { return max(i, x(i) * y(i)); }, vector(3), vector(4)).starts_with("adze: max: extent"));
  CHECK(sentence([](auto x, auto y) { return sum(adze::vector(i, x(i) * y(i))); }, vector(3), vector(4)).starts_with("adze: vector: extent"));
}

TEST_CASE("a constant subscript") {
  CHECK(sentence([](auto x) { return x(5) * x(0); }, vector(5)) ==
        "adze: a constant subscript needs more than 5 elements: extent 5 (dimension 0 of array 0, of shape (5)) is too small");
}

TEST_CASE("a shape error is found before anything is written") {
  auto const f = [](auto A, auto x) { return sum(square(matmul(A, x))); };
  vector gx(3, 7.0);
  matrix gA({2, 3}, 7.0);
  CHECK_THROWS_AS(adze::gradient_into(f, adze::into(gA, gx), matrix({2, 3}), vector(4)), adze::shape_error);
  CHECK(gx == vector(3, 7.0));
  CHECK(gA == matrix({2, 3}, 7.0));
}

TEST_CASE("outputs of another shape are refused before anything is written") {
  auto const f = [](auto A, auto x, auto s) { return s * sum(square(matmul(A, x))); };
  matrix const A = some(2, 3);
  vector const x = some(3);
  double s = 7;
  auto const into = [&](auto& gA, auto& gx) { return sentence_of([&] { adze::gradient_into(f, adze::into(gA, gx, s), A, x, 2.0); }); };
  matrix gA({2, 3}, 7.0), turned({3, 2}, 7.0);
  vector gx(3, 7.0), longer(4, 7.0);
  CHECK(into(turned, gx) == "adze: gradient: output 0 of shape (3, 2) has to have shape (2, 3) and be contiguous along its last dimension");
  CHECK(into(gA, longer) == "adze: gradient: output 1 of shape (4) has to have shape (3) and be contiguous along its last dimension");
  adze::view<double, 2> columns(turned.data(), {2, 3}, {1, 2});
  CHECK(into(columns, gx).starts_with("adze: gradient: output 0 of shape (2, 3)"));
  CHECK(gx == vector(3, 7.0));
  CHECK(gA == matrix({2, 3}, 7.0));
  CHECK(turned == matrix({3, 2}, 7.0));
  CHECK(longer == vector(4, 7.0));
  CHECK(s == 7);
  adze::view<double, 2> rows_apart(longer.data(), {1, 3}, {4, 1});
  matrix const one = some(1, 3);
  CHECK(sentence_of([&] { adze::gradient_into(f, adze::into(rows_apart, gx, s), one, x, 2.0); }) == "nothing thrown");
}

TEST_CASE("outputs that overlap an argument or each other are refused, partly too") {
  auto const f = [](auto x, auto y) { return dot(square(x), y); };
  vector numbers = some(12);
  vector const before = numbers, y = some(4);
  using span = std::span<double>;
  auto const part = [&](size_t first) { return span(numbers).subspan(first, 4); };
  auto const into = [&](size_t gx, size_t gy, size_t x) {
    return sentence_of([&] { adze::gradient_into(f, adze::into(part(gx), part(gy)), part(x), y); });
  };
  CHECK(into(0, 4, 0) == "adze: gradient: output 0 overlaps array 0 of the arguments: it would be overwritten while it is in use");
  CHECK(into(0, 4, 3) == "adze: gradient: output 0 overlaps array 0 of the arguments: it would be overwritten while it is in use");
  CHECK(into(0, 4, 7) == "adze: gradient: output 1 overlaps array 0 of the arguments: it would be overwritten while it is in use");
  CHECK(into(0, 0, 8) == "adze: gradient: output 1 overlaps output 0: it would be overwritten while it is in use");
  CHECK(into(0, 3, 8) == "adze: gradient: output 1 overlaps output 0: it would be overwritten while it is in use");
  CHECK(numbers == before);
  CHECK(into(0, 4, 8) == "nothing thrown");
  CHECK(numbers != before);
}

TEST_CASE("an index array out of range: std::out_of_range, and outputs may have been written in part") {
  auto const f = [](auto table, auto ids) { return sum(exp(gather(table, ids))); };
  vector const table = some(3);
  vector g(3, 7.0);
  for (int bad : {3, -1, 1 << 20}) {
    CHECK_THROWS_AS(adze::gradient<adze::wrt<0>>(f, table, std::vector<int>{0, bad}), std::out_of_range);
    CHECK_THROWS_AS(adze::gradient_into<adze::wrt<0>>(f, adze::into(g), table, std::vector<int>{0, bad}), std::out_of_range);
  }
  CHECK_THROWS_WITH(adze::gradient<adze::wrt<0>>(f, table, std::vector<int>{0, 3}),
                    "adze: an index array holds 3, but the array it selects from has 3 elements along this dimension");
  adze::gradient_into<adze::wrt<0>>(f, adze::into(g), table, std::vector<int>{0, 2});
  CHECK(g == adze::gradient<adze::wrt<0>>(f, table, std::vector<int>{0, 2}));
}
