// SPDX-License-Identifier: BSL-1.0
// growing_array lives in constant expressions, where the compiler itself finds leaks and reads out of bounds.
#include <adze/core/growing_array.hpp>

#include "support/catch.hpp"

namespace {

using adze::detail::growing_array;

constexpr growing_array<int> up_to(int n) {
  growing_array<int> a;
  for (int i = 0; i < n; ++i) a.push_back(i);
  return a;
}

template <class T>
constexpr long sum(growing_array<T> const& a) {
  long total = 0;
  for (T const& x : a) total += x;
  return total;
}

static_assert(up_to(0).size() == 0);
static_assert(up_to(1000).size() == 1000);
static_assert(sum(up_to(1000)) == 499500);
static_assert(up_to(1000)[999] == 999);
static_assert(sum(growing_array<int>(7, 3)) == 21);

static_assert([] {  // copies are copies
  auto a = up_to(5);
  auto b = a;
  b[0] = 100;
  b.push_back(7);
  return sum(a) == 10 && sum(b) == 117 && a.size() == 5;
}());
static_assert([] {  // assignment, also to itself and from a temporary
  auto a = up_to(5);
  auto& same = a;
  a = same;
  auto b = up_to(100);
  b = a;
  b = up_to(3);
  return sum(a) == 10 && sum(b) == 3;
}());
static_assert([] {  // an element can be pushed back while the block it lives in moves
  auto a = up_to(16);
  for (int i = 0; i < 100; ++i) a.push_back(a[15]);
  return a[115] == 15;
}());
static_assert([] {
  auto a = up_to(5);
  a.resize(3, 9);
  a.resize(6, 9);
  a.reserve(100);
  return a.size() == 6 && sum(a) == 0 + 1 + 2 + 27;
}());
static_assert([] {  // arrays of arrays
  growing_array<growing_array<int>> rows;
  for (int i = 0; i < 40; ++i) rows.push_back(up_to(i));
  auto const copy = rows;
  rows[39].push_back(1000);
  return sum(copy[39]) == 741 && sum(rows[39]) == 1741;
}());

}  // namespace

TEST_CASE("growing_array works at run time as well") {  // where sanitizers look
  auto a = up_to(1000);
  auto b = a;
  a = up_to(3);
  CHECK(sum(a) == 3);
  CHECK(sum(b) == 499500);
}
