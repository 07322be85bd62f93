// SPDX-License-Identifier: BSL-1.0
// Reverse and forward mode on programs: repeated operands, unused inputs, results that are inputs or constants, several
// results, weights and directions.

#include <support/catch.hpp>

#include <adze/adze.hpp>

#include <cmath>
#include <tuple>

namespace {

using adze::at, adze::along;

template <class F, class... X>
void both_modes(std::array<double, sizeof...(X)> want, F f, X... x) {
  auto const r = adze::gradient<adze::reverse>(f, x...), w = adze::gradient<adze::forward>(f, x...);
  for (std::size_t i = 0; i < sizeof...(X); ++i) {
    INFO("argument " << i << ": reverse " << r[i] << ", forward " << w[i] << ", want " << want[i]);
    CHECK(r[i] == Approx(want[i]).margin(1e-300).epsilon(1e-14));
    CHECK(w[i] == Approx(want[i]).margin(1e-300).epsilon(1e-14));
  }
}

}  // namespace

TEST_CASE("an operand that stands twice counts twice") {
  both_modes({6}, [](auto x) { return x * x; }, 3.0);
  both_modes({2}, [](auto x) { return x + x; }, 3.0);
  both_modes({0}, [](auto x) { return x - x; }, 3.0);
  both_modes({0}, [](auto x) { return x / x; }, 3.0);
  both_modes({27 * (1 + std::log(3.0))}, [](auto x) { return pow(x, x); }, 3.0);
  both_modes({std::sqrt(2.0)}, [](auto x) { return adze::hypot(x, x); }, 3.0);
  both_modes({std::sqrt(3.0)}, [](auto x) { return adze::hypot(x, x, x); }, 3.0);
  both_modes({7}, [](auto x) { return adze::fma(x, x, x); }, 3.0);
  both_modes({0}, [](auto x) { return atan2(x, x); }, 3.0);
  both_modes({1}, [](auto x) { return adze::min(x, x); }, 3.0);
  both_modes({1}, [](auto x) { return adze::logaddexp(x, x); }, 3.0);
  CHECK(adze::hessian([](auto x) { return pow(x, x); }, 2.0)[0][0] == Approx(4 * std::pow(1 + std::log(2.0), 2) + 2));
  CHECK(adze::derivative<2>([](auto x) { return pow(x, x); }, 2.0) == Approx(4 * std::pow(1 + std::log(2.0), 2) + 2));
}

TEST_CASE("inputs that are not used, results that are inputs, functions that do not vary") {
  both_modes({0, 1}, [](auto, auto y) { return y; }, 3.0, 4.0);
  both_modes({0, 0}, [](auto x, auto) { return 0 * x; }, 3.0, 4.0);
  both_modes({0, 0}, [](auto x, auto) { return floor(x); }, 3.5, 4.0);
  both_modes({0, 1}, [](auto x, auto y) { return y + floor(x) * 2; }, 3.5, 4.0);
  auto const f = [](auto x, auto) { return x; };
  CHECK(adze::hessian(f, 3.0, 4.0)[0][0] == 0);
  CHECK(adze::taylor<3>(f, at(3.0, 4.0), along(2.0, 5.0)) == std::array{3.0, 2.0, 0.0, 0.0});
  CHECK(adze::hvp(f, at(3.0, 4.0), along(2.0, 5.0)) == std::array{0.0, 0.0});
}

TEST_CASE("deep sharing: adjoints of all uses add up") {
  auto const f = [](auto x) {
    auto const a = x * x;
    auto const b = a * a;
    auto const c = b * b;          // x^8
    return a + b + c + a * b * c;  // ... + x^14
  };
  double const x = 1.1;
  both_modes({2 * x + 4 * std::pow(x, 3) + 8 * std::pow(x, 7) + 14 * std::pow(x, 13)}, f, x);
  CHECK(adze::hessian(f, x)[0][0] == Approx(2 + 12 * x * x + 56 * std::pow(x, 6) + 182 * std::pow(x, 12)));
}

TEST_CASE("only the chosen arguments are differentiated, and no adjoint leaks between them") {
  auto const f = [](auto x, auto y, auto z) { return x * sin(y) * z + y * z; };
  auto const all = adze::gradient(f, 2.0, 3.0, 4.0);
  CHECK(adze::gradient<adze::wrt<1>>(f, 2.0, 3.0, 4.0)[0] == all[1]);
  CHECK(adze::gradient<adze::wrt<2, 0>>(f, 2.0, 3.0, 4.0) == std::array{all[2], all[0]});
  CHECK(adze::gradient<adze::wrt<2, 0>, adze::forward>(f, 2.0, 3.0, 4.0)[1] == Approx(all[0]));
}

TEST_CASE("several results: rows, weights and directions fit together") {
  auto const f = [](auto x, auto y) { return std::tuple{x * y, sin(x), x, exp(y) / x, x * y}; };
  auto const r = adze::jacobian<adze::reverse>(f, 2.0, 3.0), w = adze::jacobian<adze::forward>(f, 2.0, 3.0);
  auto const v = adze::jvp(f, at(2.0, 3.0), along(0.5, -1.0)).tangent;
  auto const u = adze::vjp(f, at(2.0, 3.0), adze::weights(1.0, -2.0, 3.0, 0.5, 2.0)).gradient;
  double const weights[] = {1.0, -2.0, 3.0, 0.5, 2.0};
  double sum[2] = {0, 0};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(v[i] == Approx(0.5 * r[i][0] - r[i][1]));
    for (std::size_t j = 0; j < 2; ++j) {
      CHECK(r[i][j] == Approx(w[i][j]));
      sum[j] += weights[i] * r[i][j];
    }
  }
  CHECK(u[0] == Approx(sum[0]));
  CHECK(u[1] == Approx(sum[1]));
  CHECK(r[0][0] == 3);
  CHECK(r[3][0] == Approx(-std::exp(3.0) / 4));
}
