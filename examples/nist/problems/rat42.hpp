#pragma once
// SPDX-License-Identifier: BSL-1.0
// Rat42: pasture yield against growing time. NIST StRD nonlinear regression, higher level of
// difficulty. Reference: Ratkowsky, D.A. (1983). Nonlinear Regression Modeling. New York, NY:
// Marcel Dekker, pp. 61 and 88.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct rat42 {
    static constexpr std::string_view name = "Rat42";
    static constexpr auto level = difficulty::higher;

    // y = b1 / (1 + exp(b2 - b3 x))
    static constexpr auto model = [](auto b, auto x) {
        return b[0] / (1.0 + exp(b[1] - b[2] * x));
    };

    static constexpr std::array<std::array<double, 3>, 2> starts{{
        {100.0, 1.0, 0.1},
        {75.0, 2.5, 0.07},
    }};
    static constexpr std::array certified{7.2462237576e1, 2.6180768402, 6.7359200066e-2};
    static constexpr std::array standard_deviation{1.7340283401, 8.8295217536e-2, 3.4465663377e-3};
    static constexpr double residual_sum_of_squares = 8.0565229338;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {8.93, 9.0}, {10.8, 14.0}, {18.59, 21.0}, {22.33, 28.0}, {39.35, 42.0}, {56.11, 57.0},
        {61.73, 63.0}, {64.62, 70.0}, {67.08, 79.0}
    });
};

}  // namespace nist
