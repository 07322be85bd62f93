// SPDX-License-Identifier: BSL-1.0
// One function at many points: the Black-Scholes price and its five Greeks, columns in and out. adze::at_points_into
// against the gradient written by hand and against adze::value_and_gradient, both point by point in the same run.
//
//   bench_points --benchmark_enable_random_interleaving=true --benchmark_repetitions=5

#include "problems/black_scholes.hpp"

#include <adze/adze.hpp>
#include <adze/at_points.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

namespace bench {
namespace {

constexpr std::size_t n = black_scholes::variables;
constexpr double tolerance = 1e-12;  // relative to the value, or to the largest partial

struct columns {
  std::array<std::vector<double>, n> in;
  std::vector<double> value;
  std::array<std::vector<double>, n> gradient;

  explicit columns(std::size_t points) : value(points) {
    std::mt19937_64 random;
    for (std::size_t k = 0; k < n; ++k) {
      const auto [lower, upper] = black_scholes::box(k);
      std::uniform_real_distribution<double> inside(lower, upper);
      in[k].resize(points);
      gradient[k].resize(points);
      for (double& x : in[k]) {
        x = inside(random);
      }
    }
  }
};

template <class PointByPoint> void each_point(columns& c, PointByPoint compute) {
  for (std::size_t i = 0; i < c.value.size(); ++i) {
    const double in[n]{c.in[0][i], c.in[1][i], c.in[2][i], c.in[3][i], c.in[4][i]};
    double gradient[n];
    c.value[i] = compute(in, gradient);
    for (std::size_t k = 0; k < n; ++k) {
      c.gradient[k][i] = gradient[k];
    }
  }
}

void by_hand(columns& c) { each_point(c, black_scholes::by_hand); }

void one_by_one(columns& c) {
  each_point(c, [](const double* in, double* gradient) __attribute__((always_inline)) {
    const auto [value, partials] = adze::value_and_gradient(black_scholes::function, in[0], in[1], in[2], in[3], in[4]);
    for (std::size_t k = 0; k < n; ++k) {
      gradient[k] = partials[k];
    }
    return value;
  });
}

void at_points(columns& c) {
  adze::at_points_into(black_scholes::function, adze::points(c.in[0], c.in[1], c.in[2], c.in[3], c.in[4]),
                       adze::into(c.value, c.gradient[0], c.gradient[1], c.gradient[2], c.gradient[3], c.gradient[4]));
}

void verify(const char* who, void (*run)(columns&)) {
  columns got(4099), want(4099);
  run(got);
  by_hand(want);
  for (std::size_t i = 0; i < want.value.size(); ++i) {
    double largest = 0.0;
    for (std::size_t k = 0; k < n; ++k) {
      largest = std::max(largest, std::abs(want.gradient[k][i]));
    }
    bool close = std::abs(got.value[i] - want.value[i]) <= tolerance * std::max(want.value[i], 1.0);
    for (std::size_t k = 0; k < n; ++k) {
      close = close && std::abs(got.gradient[k][i] - want.gradient[k][i]) <= tolerance * largest;
    }
    if (!close) {
      std::fprintf(stderr, "%s is wrong at point %zu\n", who, i);
      std::exit(EXIT_FAILURE);
    }
  }
}

void time(benchmark::State& state, void (*run)(columns&)) {
  columns c(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    run(c);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["ns_per_point"] = benchmark::Counter(static_cast<double>(state.iterations() * state.range(0)) * 1e-9,
                                                      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  using namespace bench;
  verify("at_points", at_points);
  verify("adze, one by one", one_by_one);
  const auto enter = [](const char* name, void (*run)(columns&)) {
    benchmark::RegisterBenchmark(name, bench::time, run)->Arg(1000)->Arg(1000000);
  };
  enter("black_scholes_points/by_hand", by_hand);
  enter("black_scholes_points/adze_one_by_one", one_by_one);
  enter("black_scholes_points/adze_at_points", at_points);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return EXIT_FAILURE;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}
