#pragma once
// SPDX-License-Identifier: BSL-1.0
// Misra1b: volume against pressure. NIST StRD nonlinear regression, lower level of difficulty.
// Reference: Misra, D., NIST (1978). Dental Research Monomolecular Adsorption Study.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct misra1b {
    static constexpr std::string_view name = "Misra1b";
    static constexpr auto level = difficulty::lower;

    // y = b1 (1 - (1 + b2 x / 2)^-2)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * (1.0 - pow(1.0 + b[1] * x / 2.0, -2.0));
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {500.0, 0.0001},
        {300.0, 0.0002},
    }};
    static constexpr std::array certified{3.3799746163e2, 3.9039091287e-4};
    static constexpr std::array standard_deviation{3.1643950207, 4.2547321834e-6};
    static constexpr double residual_sum_of_squares = 7.5464681533e-2;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {10.07, 77.6}, {14.73, 114.9}, {17.94, 141.1}, {23.93, 190.8}, {29.61, 239.9},
        {35.18, 289.0}, {40.02, 332.8}, {44.82, 378.4}, {50.76, 434.8}, {55.05, 477.3},
        {61.01, 536.8}, {66.4, 593.1}, {75.47, 689.1}, {81.78, 760.0}
    });
};

}  // namespace nist
