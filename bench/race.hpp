// SPDX-License-Identifier: BSL-1.0
#pragma once
// A race: contenders at one problem. They are compiled to kernels of one signature, checked against the
// gradient by hand, and only then timed, each at the same points through the same loop.

#include "contenders/plain.hpp"
#include "problems/problem.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace bench {

using kernel = void (*)(const double* in, double* value, double* derivatives);

template <class Contender, problem P>
[[gnu::noinline]] void compute(const double* __restrict in, double* __restrict value, double* __restrict derivatives) {
  *value = Contender::template run<P>(in, derivatives);
}

struct racer {
  std::string name;
  kernel run;
  double tolerance;
  bool gives_value;
  bool gives_derivatives;
};

struct race {
  std::string problem;  // with {} for the name of a racer
  std::size_t inputs;
  std::size_t derivatives;     // outputs times variables
  std::vector<double> points;  // (point_count, inputs)
  racer hand;
  racer differences;  // in long double, never timed: what checks the gradient by hand
  std::vector<racer> racers;
};

constexpr std::size_t point_count = 16;  // a power of two, few enough to stay in the first-level cache

// point_count points, uniform in the box of P, the same in every run.
template <problem P> std::vector<double> draw_points() {
  std::minstd_rand random;
  std::vector<double> points;
  for (std::size_t k = 0; k < point_count; ++k) {
    for (std::size_t i = 0; i < P::variables + P::data; ++i) {
      const auto [lower, upper] = P::box(i);
      const double u = double(random() - random.min()) / double(random.max() - random.min());
      points.push_back(lower + u * (upper - lower));
    }
  }
  return points;
}

template <class Contender, problem P> racer enter() {
  return {Contender::name, compute<Contender, P>, Contender::tolerance, !requires {Contender::derivatives_only;
}
, !requires { Contender::value_only; }
};  // namespace bench
}

template <problem P, class... Contenders> race make_race() {
  return {P::name(),
          P::variables + P::data,
          output_count<P> * P::variables,
          draw_points<P>(),
          enter<by_hand, P>(),
          enter<central_differences<long double>, P>(),
          {enter<Contenders, P>()...}};
}

struct result {
  double value = 0.0;
  std::vector<double> derivatives;
};

inline result run(const racer& r, const race& where, const double* in) {
  result y{0.0, std::vector<double>(where.derivatives)};
  r.run(in, &y.value, y.derivatives.data());
  return y;
}

inline std::string benchmark_name(const race& where, const racer& r) {
  std::string name = where.problem;
  return name.replace(name.find("{}"), 2, r.name);
}

// Ends the program unless actual is within tolerance of expected, relative to scale.
inline void require_close(const std::string& who, const std::string& what, double actual, double expected, double scale,
                          double tolerance) {
  const double error = std::abs(actual - expected);
  if (!(error <= tolerance * std::abs(scale))) {  // also when actual is NaN
    std::fprintf(stderr, "%s is wrong: %s is %.17g, should be %.17g (off by %.2g, tolerance %.1g)\n", who.c_str(),
                 what.c_str(), actual, expected, error, tolerance);
    std::exit(EXIT_FAILURE);
  }
}

inline void verify(const race& where, const racer& r, const racer& reference) {
  const std::string who = benchmark_name(where, r);
  for (std::size_t k = 0; k < point_count; ++k) {
    const double* in = where.points.data() + k * where.inputs;
    const result actual = run(r, where, in);
    const result expected = run(reference, where, in);
    const std::string place = " at point " + std::to_string(k);
    if (r.gives_value) {
      require_close(who, "the value" + place, actual.value, expected.value, expected.value, r.tolerance);
    }
    if (r.gives_derivatives) {
      double largest = 0.0;
      for (double derivative : expected.derivatives) {
        largest = std::max(largest, std::abs(derivative));
      }
      for (std::size_t i = 0; i < where.derivatives; ++i) {
        const std::string what = "derivative " + std::to_string(i) + place;
        require_close(who, what, actual.derivatives[i], expected.derivatives[i], largest, r.tolerance);
      }
    }
  }
}

inline void verify(const race& where) {
  verify(where, where.hand, where.differences);
  for (const racer& r : where.racers) {
    verify(where, r, where.hand);
  }
}

// One call an iteration, the points in turn. The call itself, about a nanosecond, is part of every time.
inline void time(benchmark::State& state, kernel run, const race& where) {
  double value = 0.0;
  std::vector<double> derivatives(where.derivatives);
  std::size_t k = 0;
  for (auto _ : state) {
    const double* in = where.points.data() + k * where.inputs;
    k = (k + 1) % point_count;
    benchmark::DoNotOptimize(in);
    run(in, &value, derivatives.data());
    benchmark::DoNotOptimize(value);
    benchmark::ClobberMemory();
  }
}

// Checks every race, then leaves the timing to Google Benchmark and its command line.
inline int run_races(int argc, char** argv, const std::vector<race>& races) {
  for (const race& each : races) {
    verify(each);
  }
  for (const race& each : races) {
    for (const racer& r : each.racers) {
      benchmark::RegisterBenchmark(benchmark_name(each, r).c_str(), time, r.run, std::cref(each));
    }
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
    return EXIT_FAILURE;
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}

}  // namespace bench
