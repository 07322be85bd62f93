#pragma once
// SPDX-License-Identifier: BSL-1.0
// Misra1a: volume against pressure. NIST StRD nonlinear regression, lower level of difficulty.
// Reference: Misra, D., NIST (1978). Dental Research Monomolecular Adsorption Study.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct misra1a {
    static constexpr std::string_view name = "Misra1a";
    static constexpr auto level = difficulty::lower;

    // y = b1 (1 - exp(-b2 x))
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * (1.0 - exp(-b[1] * x));
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {500.0, 0.0001},
        {250.0, 0.0005},
    }};
    static constexpr std::array certified{2.3894212918e2, 5.5015643181e-4};
    static constexpr std::array standard_deviation{2.7070075241, 7.2668688436e-6};
    static constexpr double residual_sum_of_squares = 1.2455138894e-1;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {10.07, 77.6}, {14.73, 114.9}, {17.94, 141.1}, {23.93, 190.8}, {29.61, 239.9},
        {35.18, 289.0}, {40.02, 332.8}, {44.82, 378.4}, {50.76, 434.8}, {55.05, 477.3},
        {61.01, 536.8}, {66.4, 593.1}, {75.47, 689.1}, {81.78, 760.0}
    });
};

}  // namespace nist
