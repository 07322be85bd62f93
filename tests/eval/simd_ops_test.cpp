// SPDX-License-Identifier: BSL-1.0
// Operations on batches that are made of masks, or run lane by lane, give what the scalar operation gives, to the last
// bit, NaN and signed zeros included; derivatives from hints are within 4 ulp.

#include <eval/simd_accuracy.hpp>

#include <adze/ops/custom.hpp>

#include <cstring>

namespace {

using adze_test::box;
namespace op = adze::op;
using namespace adze::detail;  // NOLINT: batches

template <class Op, class T, std::size_t N>
void same_as_scalar() {
  std::array<box, N> where;
  where.fill({-3, 3});
  auto const x = adze_test::points<T, N>(where, 500);
  int wrong = 0;
  for (std::size_t i = 0; i + lanes<T> <= x[0].size() && wrong < 3; i += lanes<T>) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      T y[lanes<T>];
      if constexpr (lanes<T> > 1) store(static_cast<T*>(y), on_batches<Op>::value(load(x[K].data() + i)...));
      else y[0] = Op::value(x[K][i]...);
      for (std::size_t l = 0; l < lanes<T>; ++l) {
        T const want = Op::value(x[K][i + l]...);
        bool const same = (std::isnan(want) && std::isnan(y[l])) || (want == y[l] && std::signbit(want) == std::signbit(y[l]));
        if (same) continue;
        INFO(Op::name << Catch::Detail::stringify(std::array{x[K][i + l]...}) << " = " << y[l] << ", should be " << want);
        ++wrong;
        CHECK(same);
      }
    }(std::make_index_sequence<N>{});
  }
  CHECK(wrong == 0);
}
template <class... Op>
void all_same() {
  (same_as_scalar<Op, double, Op::arity>(), ...);
  (same_as_scalar<Op, float, Op::arity>(), ...);
}

/// Op(x, y) for y the value of Of at x.
template <class Of, class Op>
void slope(box where) {
  adze_test::arguments<double, 2> x;
  x[0] = adze_test::points<double, 1>({where})[0];
  for (double t : x[0]) x[1].push_back(Of::value(t));
  adze_test::report(Op::name, "double", adze_test::largest_error<Op>(x, [](auto... z) { return Op::value(z...); }));
}

}  // namespace

TEST_CASE("batches: arithmetic is the scalar's") {
  all_same<op::add, op::sub, op::mul, op::div, op::neg, op::square, op::cube, op::one_minus_square, op::inverse, op::sqrt,
           op::fma, op::strong_mul, op::gap>();
}

TEST_CASE("batches: piecewise functions are the scalar's") {
  all_same<op::abs, op::sign, op::copysign, op::floor, op::ceil, op::round, op::trunc, op::min, op::max, op::clamp, op::fdim>();
}

TEST_CASE("batches: what has no vector form runs lane by lane") {
  all_same<op::lerp, op::fmod, op::remainder>();
  constexpr auto softsign = adze::custom<"softsign">([](auto x) { return x / (1 + std::fabs(x)); }, [](auto x) { return x; });
  same_as_scalar<decltype([]<class Op>(adze::custom_function<Op>) { return Op{}; }(softsign)), double, 1>();
}

TEST_CASE("batches: derivatives from values that are there") {
  slope<op::expm1, op::expm1_slope>({-3, 3});
  slope<op::tanh, op::tanh_slope>({-20, 20});
  slope<op::sigmoid, op::sigmoid_slope>({-40, 40});
  slope<op::sigmoid, op::sigmoid_tilt>({-3, 3});
  auto xy = adze_test::points<double, 2>({box{0, 3}, box{-9, 9}});
  adze_test::arguments<double, 3> xyz{xy[0], xy[1], {}};
  for (std::size_t i = 0; i < xy[0].size(); ++i) xyz[2].push_back(op::pow::value(xy[0][i], xy[1][i]));
  adze_test::report("pow_slope", "double", adze_test::largest_error<op::pow_slope>(xyz, [](long double x, long double y, long double z) {
    return static_cast<long double>(op::pow_slope::value(static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)));
  }));
}
