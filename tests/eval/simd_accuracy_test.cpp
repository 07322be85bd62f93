// SPDX-License-Identifier: BSL-1.0
// Library functions on batches are within 4 ulp of the truth over the whole range of double and float, edges included.
// ADZE_ULP_TABLE=1 in the environment prints the largest errors.

#include <eval/simd_accuracy.hpp>

namespace {

using adze_test::box, adze_test::check;
namespace op = adze::op;
using real = long double;

/// The operation's own formula, in long double.
template <class Op>
constexpr auto in_long_double = [](auto... x) { return Op::value(x...); };

template <class Op, class... Box>
void itself(Box const&... where) { check<Op, sizeof...(Box)>({where...}, in_long_double<Op>); }

}  // namespace

TEST_CASE("batches: exponentials") {
  itself<op::exp>(box{-10, 10});
  itself<op::exp>(box{-746, 710});
  itself<op::exp2>(box{-1080, 1030});
  itself<op::expm1>(box{-2, 2});
  itself<op::expm1>(box{-40, 40});
}

TEST_CASE("batches: logarithms") {
  itself<op::log>(box{0, 3});
  itself<op::log>(box{0.7, 1.5});
  itself<op::log2>(box{0, 3});
  itself<op::log10>(box{0, 3});
  itself<op::log1p>(box{-1, 3});
  itself<op::xlogy>(box{-3, 3}, box{0, 3});
}

TEST_CASE("batches: hyperbolic functions") {
  itself<op::sinh>(box{-3, 3});
  itself<op::cosh>(box{-3, 3});
  itself<op::tanh>(box{-3, 3});
  itself<op::sinh>(box{-712, 712});
  itself<op::cosh>(box{-712, 712});
  itself<op::asinh>(box{-3, 3});
  itself<op::acosh>(box{1, 3});
  itself<op::atanh>(box{-1, 1});
}

TEST_CASE("batches: trigonometric functions") {
  itself<op::sin>(box{-7, 7});
  itself<op::cos>(box{-7, 7});
  itself<op::tan>(box{-7, 7});
  itself<op::tan>(box{-0.8, 0.8});
  itself<op::sin>(box{-1e6, 1e6});
  itself<op::cos>(box{-1e6, 1e6});
  itself<op::asin>(box{-1, 1});
  itself<op::acos>(box{-1, 1});
  itself<op::atan>(box{-3, 3});
  itself<op::atan2>(box{-3, 3}, box{-3, 3});
  itself<op::sinc>(box{-7, 7});
}

TEST_CASE("batches: roots, lengths, powers") {
  itself<op::sqrt>(box{0, 3});
  itself<op::rsqrt>(box{0, 3});
  itself<op::cbrt>(box{-3, 3});
  itself<op::hypot>(box{-3, 3}, box{-3, 3});
  itself<op::pow>(box{0, 3}, box{-9, 9});
  itself<op::pow>(box{0.5, 2}, box{-1080, 1080});
  check<op::pow>(std::array{box{-4, 4}, box{-3, 3}}, [](real x, real y) { return std::pow(x, y); });
}

TEST_CASE("batches: error functions") {
  itself<op::erf>(box{-3, 3});
  itself<op::erf>(box{-0.7, 0.7});
  itself<op::erfc>(box{-6, 28});
  itself<op::erfc>(box{-0.1, 2});
  itself<op::normal_cdf>(box{-39, 9});
  itself<op::normal_cdf>(box{-2, 0.1});
  itself<op::gaussian>(box{-27, 27});
  itself<op::half_gaussian>(box{-38, 38});
}

TEST_CASE("batches: activation functions") {
  itself<op::sigmoid>(box{-40, 40});
  itself<op::softplus>(box{-40, 40});
}

TEST_CASE("batches: logaddexp is as exact as its larger argument") {
  auto const x = adze_test::points<double>(std::array{box{-4, 4}, box{-4, 4}});
  for (std::size_t i = 0; i + adze::detail::lanes<double> <= x[0].size(); i += adze::detail::lanes<double>) {
    double y[adze::detail::lanes<double>];
    adze::detail::store(static_cast<double*>(y),
                        adze::detail::on_batches<op::logaddexp>::value(adze::detail::load(&x[0][i]), adze::detail::load(&x[1][i])));
    for (std::size_t l = 0; l < adze::detail::lanes<double>; ++l) {
      real const a = x[0][i + l], b = x[1][i + l], want = op::logaddexp::value(a, b);
      double const size = static_cast<double>(std::fmax(std::fabs(want), std::fabs(std::fmax(a, b))));
      bool const fine = std::isfinite(size) && !std::isnan(want)
                            ? std::fabs(static_cast<double>(y[l] - want)) <= 4 * std::numeric_limits<double>::epsilon() * size
                            : adze_test::ulps(y[l], want) == 0;
      INFO(a << ", " << b << ": " << y[l] << ", should be " << want);
      if (!fine) CHECK(fine);
    }
  }
}
