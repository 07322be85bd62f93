// SPDX-License-Identifier: BSL-1.0
#pragma once
// A contest: contenders at one problem on arrays, too large for the sixteen points of a race. All are checked against
// the gradient by hand, and that against differences in long double, before any is timed; the times are printed as
// ratios to the plain one.
//
// A contender is a type with a name, a tolerance and run<P>(in, derivatives), which writes the derivatives of problem P
// with respect to its first P::derivatives inputs and returns the value.

#include "race.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <map>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bench::arrays {

template <class P>
concept array_problem = requires(const double* in, double* derivatives, const long double* point) {
  { P::name() } -> std::same_as<std::string>;              // with {} where the contender's name goes
  { P::inputs } -> std::convertible_to<std::size_t>;       // variables, then data
  { P::derivatives } -> std::convertible_to<std::size_t>;  // how many of the inputs are variables
  { P::draw() } -> std::same_as<std::vector<double>>;      // the inputs, the same in every run
  { P::template value<long double>(point) } -> std::same_as<long double>;
  { P::plain(in, derivatives) } -> std::same_as<double>;  // by hand
};

/// Numbers uniform in [lower, upper], the same in every run.
class uniform_numbers {
 public:
  double operator()(double lower, double upper) {
    return lower + (upper - lower) * (double(random_() - random_.min()) / double(random_.max() - random_.min()));
  }
  void append(std::vector<double>& to, std::size_t count, double lower, double upper) {
    for (std::size_t i = 0; i < count; ++i) to.push_back((*this)(lower, upper));
  }

 private:
  std::minstd_rand random_;
};

// The gradient by hand, in loops.
struct plain {
  static constexpr auto name = "plain";
  static constexpr double tolerance = rounding;
  template <array_problem P> static double run(const double* in, double* derivatives) {
    return P::plain(in, derivatives);
  }
};

// The value only.
struct value_alone {
  static constexpr auto name = "function";
  static constexpr double tolerance = rounding;
  static constexpr bool value_only = true;
  template <array_problem P> static double run(const double* in, double*) { return P::template value<double>(in); }
};

// The same with sizes the compiler knows, where plain is told them at run time.
struct fixed {
  static constexpr auto name = "fixed";
  static constexpr double tolerance = rounding;
  template <array_problem P> static double run(const double* in, double* derivatives) {
    return P::fixed(in, derivatives);
  }
};

// Loops rearranged until the compiler makes vectors of them: as fast as they get by hand without intrinsics.
struct tuned {
  static constexpr auto name = "tuned";
  static constexpr double tolerance = rounding;
  template <array_problem P> static double run(const double* in, double* derivatives) {
    return P::tuned(in, derivatives);
  }
};

// A size, hidden from the compiler.
inline std::size_t at_run_time(std::size_t n) {
  benchmark::DoNotOptimize(n);
  return n;
}

template <class Contender, array_problem P>
[[gnu::noinline]] void compute(const double* __restrict in, double* __restrict value, double* __restrict derivatives) {
  *value = Contender::template run<P>(in, derivatives);
}

struct contest {
  std::string problem;  // with {} for the name of a contender
  std::size_t derivatives;
  std::vector<double> inputs;
  std::vector<racer> racers;          // the plain one first
  void (*check_plain)(const racer&);  // against differences
};

template <class Contender, array_problem P> racer enter() {
  constexpr bool value_only = requires { Contender::value_only; };
  return {Contender::name, compute<Contender, P>, Contender::tolerance, true, !value_only};
}

// Derivatives by (8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12 h in long double, of error h^4.
template <array_problem P> void check_against_differences(const racer& r) {
  constexpr std::size_t most_checked = 300;
  const std::vector<double> inputs = P::draw();
  double value = 0.0;
  std::vector<double> derivatives(P::derivatives);
  r.run(inputs.data(), &value, derivatives.data());
  std::string who = P::name();
  who.replace(who.find("{}"), 2, r.name);
  std::vector<long double> x(inputs.begin(), inputs.end());
  const long double expected_value = P::template value<long double>(x.data());
  require_close(who, "the value", value, double(expected_value), double(expected_value), r.tolerance);

  double largest = 0.0;
  for (double each : derivatives) largest = std::max(largest, std::abs(each));
  const std::size_t count = std::min(P::derivatives, most_checked);
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = count == 1 ? 0 : k * (P::derivatives - 1) / (count - 1);  // the first and the last among them
    const long double centre = x[i];
    const long double h =
        std::pow(std::numeric_limits<long double>::epsilon(), 0.2L) * std::max(1.0L, std::abs(centre));
    const auto at = [&](long double there) {
      x[i] = there;
      return P::template value<long double>(x.data());
    };
    const long double near = at(centre + h) - at(centre - h);
    const long double far = at(centre + 2 * h) - at(centre - 2 * h);
    x[i] = centre;
    require_close(who, "derivative " + std::to_string(i), derivatives[i], double((8 * near - far) / (12 * h)), largest,
                  r.tolerance);
  }
}

// The contest at P. Its plain version is checked at P too, or at P::small where P is too large for differences.
template <array_problem P, class... Contenders> contest make_contest() {
  contest result{P::name(), P::derivatives, P::draw(), {enter<plain, P>(), enter<value_alone, P>()}, nullptr};
  if constexpr (requires { P::fixed(nullptr, nullptr); }) result.racers.push_back(enter<fixed, P>());
  if constexpr (requires { P::tuned(nullptr, nullptr); }) result.racers.push_back(enter<tuned, P>());
  (result.racers.push_back(enter<Contenders, P>()), ...);
  if constexpr (requires { typename P::small; }) {
    result.check_plain = [](const racer&) {
      check_against_differences<typename P::small>(enter<plain, typename P::small>());
    };
  } else {
    result.check_plain = check_against_differences<P>;
  }
  return result;
}

inline std::string benchmark_name(const contest& where, const racer& r) {
  std::string name = where.problem;
  return name.replace(name.find("{}"), 2, r.name);
}

inline result run(const racer& r, const contest& where) {
  result y{0.0, std::vector<double>(where.derivatives)};
  r.run(where.inputs.data(), &y.value, y.derivatives.data());
  return y;
}

// Ends the program unless everyone agrees.
inline void verify(const contest& where) {
  where.check_plain(where.racers.front());
  const result expected = run(where.racers.front(), where);
  double largest = 0.0;
  for (double derivative : expected.derivatives) largest = std::max(largest, std::abs(derivative));
  for (const racer& r : where.racers) {
    const result actual = run(r, where);
    const std::string who = benchmark_name(where, r);
    require_close(who, "the value", actual.value, expected.value, expected.value, r.tolerance);
    for (std::size_t i = 0; r.gives_derivatives && i < where.derivatives; ++i) {
      require_close(who, "derivative " + std::to_string(i), actual.derivatives[i], expected.derivatives[i], largest,
                    r.tolerance);
    }
  }
}

inline void time(benchmark::State& state, kernel run, const contest& where) {
  double value = 0.0;
  std::vector<double> derivatives(where.derivatives);
  const double* in = where.inputs.data();
  for (auto _ : state) {
    benchmark::DoNotOptimize(in);
    run(in, &value, derivatives.data());
    benchmark::DoNotOptimize(value);
    benchmark::ClobberMemory();
  }
}

// Prints, when all is timed, a line for each problem and contender: the median time, and the ratio to plain.
class ratio_table : public benchmark::BenchmarkReporter {
 public:
  explicit ratio_table(const std::vector<contest>& contests) : contests_(contests) {}

  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& each : runs) {
      if (each.run_type == Run::RT_Iteration) times_[each.run_name.function_name].push_back(each.GetAdjustedCPUTime());
    }
  }
  void Finalize() override {
    for (const contest& where : contests_) {
      const double hand = median(benchmark_name(where, where.racers.front()));
      for (const racer& r : where.racers) {
        const std::string name = benchmark_name(where, r);
        const double ns = median(name);
        if (ns > 0.0) std::printf("%-44s %14.1f ns %8.2f x plain\n", name.c_str(), ns, ns / hand);
      }
    }
  }

 private:
  double median(const std::string& name) {
    auto& times = times_[name];
    if (times.empty()) return 0.0;
    std::nth_element(times.begin(), times.begin() + std::ptrdiff_t(times.size() / 2), times.end());
    return times[times.size() / 2];
  }

  const std::vector<contest>& contests_;
  std::map<std::string, std::vector<double>> times_;
};

// Checks every contest, then times all contenders in random order, five times each unless told otherwise.
inline int run_contests(int argc, char** argv, const std::vector<contest>& contests) {
  for (const contest& each : contests) verify(each);
  for (const contest& each : contests) {
    for (const racer& r : each.racers) {
      benchmark::RegisterBenchmark(benchmark_name(each, r).c_str(), time, r.run, std::cref(each));
    }
  }
  std::string defaults[]{"--benchmark_enable_random_interleaving=true", "--benchmark_repetitions=5",
                         "--benchmark_min_time=0.05"};
  std::vector<char*> arguments{argv[0]};
  for (std::string& each : defaults) arguments.push_back(each.data());
  arguments.insert(arguments.end(), argv + 1, argv + argc);  // the later of two wins
  int count = int(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return EXIT_FAILURE;
  ratio_table table(contests);
  benchmark::RunSpecifiedBenchmarks(&table);
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}

}  // namespace bench::arrays
