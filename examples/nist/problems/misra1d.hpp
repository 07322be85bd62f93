#pragma once
// SPDX-License-Identifier: BSL-1.0
// Misra1d: volume against pressure. NIST StRD nonlinear regression, average level of difficulty.
// Reference: Misra, D., NIST (1978). Dental Research Monomolecular Adsorption Study.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct misra1d {
    static constexpr std::string_view name = "Misra1d";
    static constexpr auto level = difficulty::average;

    // y = b1 b2 x / (1 + b2 x)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * b[1] * x / (1.0 + b[1] * x);
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {500.0, 0.0001},
        {450.0, 0.0003},
    }};
    static constexpr std::array certified{4.3736970754e2, 3.0227324449e-4};
    static constexpr std::array standard_deviation{3.6489174345, 2.9334354479e-6};
    static constexpr double residual_sum_of_squares = 5.6419295283e-2;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {10.07, 77.6}, {14.73, 114.9}, {17.94, 141.1}, {23.93, 190.8}, {29.61, 239.9},
        {35.18, 289.0}, {40.02, 332.8}, {44.82, 378.4}, {50.76, 434.8}, {55.05, 477.3},
        {61.01, 536.8}, {66.4, 593.1}, {75.47, 689.1}, {81.78, 760.0}
    });
};

}  // namespace nist
