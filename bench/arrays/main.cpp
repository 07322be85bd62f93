// SPDX-License-Identifier: BSL-1.0
// Value and gradient of functions of arrays, as ratios to plain loops written by hand. Every contender of a problem
// stands in its line; another one is a type more there.
//
//   bench_arrays
//   bench_arrays --benchmark_filter=rosenbrock

#include "arrays/adze_arrays.hpp"
#include "arrays/contest.hpp"
#include "arrays/linear_regression.hpp"
#include "arrays/log_sum_exp.hpp"
#include "arrays/option_book.hpp"
#include "arrays/perceptron.hpp"
#include "arrays/product.hpp"
#include "arrays/rosenbrock.hpp"

#include <cstddef>
#include <vector>

namespace bench::arrays {
namespace {

template <std::size_t n> contest rosenbrock_contest() { return make_contest<rosenbrock<n>, adze_arrays>(); }
template <std::size_t n> contest log_sum_exp_contest() { return make_contest<log_sum_exp<n>, adze_arrays>(); }
template <std::size_t n> contest product_contest() { return make_contest<product<n>, adze_arrays>(); }
contest perceptron_contest() { return make_contest<perceptron, adze_arrays>(); }
contest linear_regression_contest() { return make_contest<linear_regression, adze_arrays>(); }
contest option_book_contest() { return make_contest<option_book<1'000'000>>(); }

std::vector<contest> every_contest() {
  return {rosenbrock_contest<8>(),     rosenbrock_contest<64>(),    rosenbrock_contest<512>(),
          rosenbrock_contest<4096>(),  log_sum_exp_contest<8>(),    log_sum_exp_contest<64>(),
          log_sum_exp_contest<512>(),  log_sum_exp_contest<4096>(), product_contest<8>(),
          product_contest<64>(),       product_contest<512>(),      perceptron_contest(),
          linear_regression_contest(), option_book_contest()};
}

}  // namespace
}  // namespace bench::arrays

int main(int argc, char** argv) { return bench::arrays::run_contests(argc, argv, bench::arrays::every_contest()); }
