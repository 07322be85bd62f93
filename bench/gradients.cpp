// SPDX-License-Identifier: BSL-1.0
// Value and gradient of four functions of two to five variables.
//
//   bench_gradients --benchmark_enable_random_interleaving=true --benchmark_repetitions=5
//   bench_gradients --benchmark_filter=black_scholes

#include "everyone.hpp"
#include "problems/black_scholes.hpp"
#include "problems/composite.hpp"
#include "problems/rat43.hpp"
#include "problems/rosenbrock.hpp"

int main(int argc, char** argv) {
  using namespace bench;
  return run_races(
      argc, argv,
      {everyone_at<rosenbrock>(), everyone_at<composite>(), everyone_at<black_scholes>(), everyone_at<rat43>()});
}
