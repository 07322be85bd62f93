#pragma once
// SPDX-License-Identifier: BSL-1.0
// What one problem of NIST's Statistical Reference Datasets (StRD, nonlinear regression,
// https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml) consists of. Each file in problems/ is
// one such type: the model y = model(b, x), two starting points, the observations, and the values
// NIST certifies to 11 digits.

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>

namespace nist {

enum class difficulty { lower, average, higher };

struct observation {
    double y;  // response
    double x;  // predictor
};

template <class Problem>
inline constexpr std::size_t parameter_count = Problem::certified.size();

template <class Problem>
inline constexpr std::size_t observation_count = Problem::observations.size();

template <class Problem>
using parameters = std::array<double, parameter_count<Problem>>;

template <class Problem>
concept problem = requires {
    { Problem::name } -> std::convertible_to<std::string_view>;
    { Problem::level } -> std::convertible_to<difficulty>;
    { Problem::starts } -> std::convertible_to<std::array<parameters<Problem>, 2>>;
    { Problem::certified } -> std::convertible_to<parameters<Problem>>;
    { Problem::standard_deviation } -> std::convertible_to<parameters<Problem>>;
    { Problem::residual_sum_of_squares } -> std::convertible_to<double>;
    { Problem::observations[0] } -> std::convertible_to<observation>;
    Problem::model;
};

}  // namespace nist
