// SPDX-License-Identifier: BSL-1.0
// A program run on a batch gives in every lane what it gives on that lane's numbers: constants, parameters, comparisons,
// logic, select, in value and gradient.

#include <support/catch.hpp>

#include <adze/adze.hpp>
#include <adze/eval/simd_ops.hpp>

#include <cmath>
#include <random>

namespace {

using namespace adze::detail;  // NOLINT: batches and recipes

/// Value and gradient of f at (x, y), at as many points as a batch has lanes, against the facade at each. (Sums that
/// cancel are as exact as their terms, which are about 1.)
template <class T, class F>
void check_lanes(F const& f, double tolerance) {
  using source = source_of<F, T, T>;
  using recipe = gradient_recipe<source, adze::reverse, selection<adze::wrt<0, 1>, T, T>>;
  std::mt19937 random(3);
  std::uniform_real_distribution<double> any(-2, 2);
  T parameters[1 + source::parameters]{};
  source::fill(f, static_cast<T*>(parameters));
  batch<T> in_all[1 + source::parameters];
  for (std::size_t k = 0; k < 1 + source::parameters; ++k) in_all[k] = broadcast(parameters[k]);
  for (int repeat = 0; repeat < 200; ++repeat) {
    T x[lanes<T>], y[lanes<T>], out[3][lanes<T>];
    for (int l = 0; l < lanes<T>; ++l) {
      x[l] = static_cast<T>(any(random));
      y[l] = static_cast<T>(repeat % 4 == 0 ? std::round(any(random)) : any(random));  // ties and zeros as well
      if (repeat % 7 == 0) x[l] = y[l];
    }
    batch<T> const inputs[]{load(static_cast<T const*>(x)), load(static_cast<T const*>(y))};
    batch<T> outputs[3];
    run<compiled<recipe>::value, batch<T>>(inputs, in_all, outputs);
    for (int k = 0; k < 3; ++k) store(static_cast<T*>(out[k]), outputs[k]);
    for (int l = 0; l < lanes<T>; ++l) {
      auto const want = adze::value_and_gradient(f, x[l], y[l]);
      INFO("at " << x[l] << ", " << y[l]);
      auto const close = [&](T got, T expected) {
        return (std::isnan(got) && std::isnan(expected)) || got == expected || std::fabs(got - expected) <= tolerance * (1 + std::fabs(expected));
      };
      CHECK(close(out[2][l], want.value));
      CHECK(close(out[0][l], want.gradient[0]));
      CHECK(close(out[1][l], want.gradient[1]));
    }
  }
}

constexpr auto branches = [](auto x, auto y) {
  auto const a = adze::select(x < y && !(x == 0), x * y, adze::select(x > 1 || y != 0, y - x, x / y));
  return adze::min(a, x) + adze::max(a, y) * adze::clamp(x, -1.0, 0.5) + adze::abs(y) + adze::relu(x);
};
constexpr auto domains = [](auto x, auto y) { return adze::select(x > 0, sqrt(x) * log(x), 0.0) + adze::select(y > 0, pow(y, x), y); };

}  // namespace

TEST_CASE("comparisons and branches in every lane") {
  check_lanes<double>(branches, 0);
  check_lanes<float>(branches, 0);
}

TEST_CASE("what the branch not taken computes reaches no lane") {
  check_lanes<double>(domains, 1e-15);
  check_lanes<float>(domains, 1e-6);
}

TEST_CASE("functions, constants and run-time parameters in every lane") {
  double const a = 0.375, b = -1.25;
  auto const f = [a, b](auto x, auto y) {
    return exp(a * x) * sin(y) + adze::normal_cdf(x * y) / 3 + exp2(x) * b + tanh(y) * adze::sigmoid(x) + log10(2 + x * x);
  };
  check_lanes<double>(f, 1e-14);
  check_lanes<float>(f, 1e-5);
}
