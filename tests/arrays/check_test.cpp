// SPDX-License-Identifier: BSL-1.0
// check_gradient on arrays, and gradients in forward mode.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include "support.hpp"

#include <boost/hana/define_struct.hpp>

#include <limits>

namespace {

using namespace array_tests;
constexpr adze::index<"i"> i;
constexpr adze::index<"k"> k;

constexpr auto wrong = adze::custom<"wrong_on_arrays">([](auto x) { return x * x; }, [](auto x) { return 2.00001 * x; });
constexpr auto energy = [](auto W, auto b, auto x, auto s) { return s * sum(square(tanh(matmul(W, x) + b))) + exp(s) * norm(x); };

/// Forward and reverse mode differ by rounding only.
template <class F, class... A>
void check_modes(F const& f, A const&... a) {
  auto const forward = adze::value_and_gradient<adze::forward>(f, a...);
  auto const reverse = adze::value_and_gradient(f, a...);
  CHECK(distance({forward.value}, {reverse.value}) < of_rounding);
  CHECK(distance(flat(forward.gradient), flat(reverse.gradient)) < of_rounding);
  CHECK(distance(flat(adze::gradient<adze::automatic>(f, a...)), flat(reverse.gradient)) < of_rounding);
}

template <class T>
struct model {
  BOOST_HANA_DEFINE_STRUCT(model, (std::vector<T>, weights), (T, offset));
};

}  // namespace

TEST_CASE("check_gradient passes right gradients of arrays") {
  auto const W = grid(4, 3, 0.2);
  CHECK(adze::check_gradient(energy, W, ramp(4, 0.1), ramp(3, 0.4), 0.3).passed);
  CHECK(adze::check_gradient<adze::forward>(energy, W, ramp(4, 0.1), ramp(3, 0.4), 0.3).passed);
  CHECK(adze::check_gradient<adze::wrt<1>>(energy, W, ramp(4, 0.1), ramp(3, 0.4), 0.3).passed);
  std::vector<int> const ids{2, 0, 2};
  CHECK(adze::check_gradient<adze::wrt<0>>([](auto x, auto id) { return sum(exp(gather(x, id))); }, ramp(4, 0.3), ids).passed);
  adze::view<double const, 2> const transposed(W.data(), {3, 4}, {1, 3});
  CHECK(adze::check_gradient([](auto A) { return sum(i, k, square(A(i, k)) * A(0, k)); }, transposed).passed);
  model<double> const m{ramp(3, 0.2), 0.5};
  CHECK(adze::check_gradient([](auto p) { return sum(square(adze::get<"weights">(p))) * adze::get<"offset">(p); }, m).passed);
  CHECK(adze::check_gradient([](auto x) { return sum(sin(x)); }, std::vector<float>{1, 2, 3}).passed);
  CHECK(adze::check_gradient([](auto x) { return sum(x); }, std::vector<double>{}).passed);
}

TEST_CASE("check_gradient fails wrong ones, and names the worst component") {
  auto const f = [](auto s, auto x) { return s * sum(x) + wrong(x(2)); };
  auto const check = adze::check_gradient(f, 2.0, std::vector<double>{1, 2, 3});
  CHECK_FALSE(check.passed);
  CHECK(check.worst_component == 3);
  CHECK(check.computed == Approx(2 + 6.00003));
  CHECK(check.difference == Approx(8));
  CHECK(adze::to_string(check).find("WRONG") != std::string::npos);
  double const nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(adze::check_gradient([](auto x) { return sum(x * x); }, std::vector<double>{1, nan}).passed);
  CHECK_FALSE(adze::check_gradient([](auto x) { return sum(sqrt(x)); }, std::vector<double>{1, -1}).passed);
}

TEST_CASE("check_gradient leaves out arguments of numbers too") {
  auto const f = [](auto x, auto n) { return x * x + wrong(n); };
  CHECK(adze::check_gradient<adze::wrt<0>>(f, 2.0, 3.0).passed);
  CHECK_FALSE(adze::check_gradient(f, 2.0, 3.0).passed);
}

TEST_CASE("gradients in forward mode agree with reverse mode") {
  check_modes(energy, grid(4, 3, 0.2), ramp(4, 0.1), ramp(3, 0.4), 0.3);
  check_modes([](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))); }, ramp(7, 0.4));
  check_modes([](auto x) { return logsumexp(x) * prod(x) + max(x) * x(1); }, ramp(5, 0.3));
  check_modes([](auto A) { return sum(sin(matmul(A, A))) + sum(adze::softmax<0>(A) * A); }, grid(3, 3, 0.2));
  CHECK(adze::describe<adze::forward>([](auto x) { return sum(sin(x)); }, ramp(3, 0.1)).find("forward") != std::string::npos);
}
