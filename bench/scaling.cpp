// SPDX-License-Identifier: BSL-1.0
// Value and gradient as the number of variables n grows: Speelpenning's product, where every derivative needs every
// variable, and the extended Rosenbrock function, where each needs its neighbours.
//
//   bench_scaling --benchmark_enable_random_interleaving=true --benchmark_repetitions=5
//   bench_scaling --benchmark_filter='adze_.*/64'

#include "everyone.hpp"
#include "problems/rosenbrock.hpp"
#include "problems/speelpenning.hpp"

namespace {

template <template <std::size_t> class Problem, std::size_t... n> void add_sizes(std::vector<bench::race>& races) {
  (races.push_back(bench::everyone_at<Problem<n>>()), ...);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<bench::race> races;
  add_sizes<bench::speelpenning, 2, 4, 8, 16, 32, 64>(races);
  add_sizes<bench::extended_rosenbrock, 2, 4, 8, 16, 32, 64>(races);
  return bench::run_races(argc, argv, races);
}
