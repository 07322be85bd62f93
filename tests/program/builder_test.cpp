// SPDX-License-Identifier: BSL-1.0
// The builder: every instruction stands once; constants are told apart by their bits.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <limits>

namespace {

using adze::detail::builder, adze::detail::op_address;
namespace op = adze::op;

constexpr int input(builder& b, int index) { return b.append({op_address<op::input>, {index, -1, -1}, 0}); }
constexpr int constant(builder& b, long double number) { return b.append({op_address<op::constant>, {-1, -1, -1}, number}); }
template <class Op, class... Line>
constexpr int emit(builder& b, Line... lines) { return b.emit(*op_address<Op>, lines...); }

static_assert([] {
  builder b;
  int const x = input(b, 0), y = input(b, 1);
  bool const same = emit<op::sin>(b, x) == emit<op::sin>(b, x) && emit<op::sub>(b, x, y) == emit<op::sub>(b, x, y);
  bool const commuted = emit<op::add>(b, x, y) == emit<op::add>(b, y, x) && emit<op::mul>(b, x, y) == emit<op::mul>(b, y, x);
  bool const apart = emit<op::sub>(b, x, y) != emit<op::sub>(b, y, x) && emit<op::div>(b, x, y) != emit<op::div>(b, y, x) &&
                     emit<op::sin>(b, x) != emit<op::cos>(b, x) && x != y && x == input(b, 0);
  return same && commuted && apart;
}());

static_assert([] {
  builder b;
  constexpr long double nan = std::numeric_limits<long double>::quiet_NaN();
  return constant(b, 0.0L) != constant(b, -0.0L) && constant(b, 0.5L) == constant(b, 0.5L) &&
         constant(b, nan) == constant(b, nan) && constant(b, 0.1L) != constant(b, 0.1);
}());

static_assert([] {  // a thousand different instructions, then the same again
  builder b;
  int line = input(b, 0);
  for (int i = 0; i < 1000; ++i) line = emit<op::sin>(b, line);
  int const size = b.lines.size();
  int again = input(b, 0);
  for (int i = 0; i < 1000; ++i) again = emit<op::sin>(b, again);
  return size == 1001 && again == line && b.lines.size() == size;
}());

static_assert([] {  // what the function itself computes is exact, what only derivative code computes is not
  builder b;
  int const x = input(b, 0);
  b.relaxed = true;
  int const later = emit<op::exp>(b, x);
  int const derivative = emit<op::sin>(b, x);
  b.relaxed = false;
  bool const before = b.lines[later].exact;
  emit<op::exp>(b, x);
  return !before && b.lines[later].exact && !b.lines[derivative].exact && b.lines[x].exact;
}());

}  // namespace

TEST_CASE("common subexpressions are computed once") {
  auto const f = [](auto x, auto y) { return sin(x * y) + sin(y * x) * exp(x * y); };
  constexpr auto c = adze::cost(f);
  STATIC_REQUIRE(c.primal.operations == 5);  // x y, sin, exp, *, +
  STATIC_REQUIRE(c.primal.calls == 2);
  STATIC_REQUIRE(c.reverse.calls == 3);  // and cos
  STATIC_REQUIRE(c.forward.calls == 3);
}

TEST_CASE("dead code is dropped") {
  auto const f = [](auto x, auto y) {
    [[maybe_unused]] auto const dead = exp(sin(x)) * atan2(x, y);
    return x * y;
  };
  STATIC_REQUIRE(adze::cost(f).primal.operations == 1);
  STATIC_REQUIRE(adze::cost(f).reverse.operations == 1);
}
