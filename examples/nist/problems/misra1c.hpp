#pragma once
// SPDX-License-Identifier: BSL-1.0
// Misra1c: volume against pressure. NIST StRD nonlinear regression, average level of difficulty.
// Reference: Misra, D., NIST (1978). Dental Research Monomolecular Adsorption.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct misra1c {
    static constexpr std::string_view name = "Misra1c";
    static constexpr auto level = difficulty::average;

    // y = b1 (1 - (1 + 2 b2 x)^-1/2)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * (1.0 - pow(1.0 + 2.0 * b[1] * x, -0.5));
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {500.0, 0.0001},
        {600.0, 0.0002},
    }};
    static constexpr std::array certified{6.3642725809e2, 2.0813627256e-4};
    static constexpr std::array standard_deviation{4.6638326572, 1.7728423155e-6};
    static constexpr double residual_sum_of_squares = 4.0966836971e-2;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {10.07, 77.6}, {14.73, 114.9}, {17.94, 141.1}, {23.93, 190.8}, {29.61, 239.9},
        {35.18, 289.0}, {40.02, 332.8}, {44.82, 378.4}, {50.76, 434.8}, {55.05, 477.3},
        {61.01, 536.8}, {66.4, 593.1}, {75.47, 689.1}, {81.78, 760.0}
    });
};

}  // namespace nist
