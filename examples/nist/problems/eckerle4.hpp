#pragma once
// SPDX-License-Identifier: BSL-1.0
// Eckerle4: transmittance against wavelength. NIST StRD nonlinear regression, higher level of
// difficulty. Reference: Eckerle, K., NIST (197?). Circular Interference Transmittance Study.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct eckerle4 {
    static constexpr std::string_view name = "Eckerle4";
    static constexpr auto level = difficulty::higher;

    // y = b1 / b2 exp(-((x - b3) / b2)^2 / 2)
    static constexpr auto model = [](auto b, auto x) {
        auto t = (x - b[2]) / b[1];
        return b[0] / b[1] * exp(-0.5 * t * t);
    };

    static constexpr std::array<std::array<double, 3>, 2> starts{{
        {1.0, 10.0, 500.0},
        {1.5, 5.0, 450.0},
    }};
    static constexpr std::array certified{1.5543827178, 4.0888321754, 4.5154121844e2};
    static constexpr std::array standard_deviation{
        1.5408051163e-2, 4.6803020753e-2, 4.6800518816e-2};
    static constexpr double residual_sum_of_squares = 1.4635887487e-3;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {0.0001575, 400.0}, {0.0001699, 405.0}, {0.000235, 410.0}, {0.0003102, 415.0},
        {0.0004917, 420.0}, {0.000871, 425.0}, {0.0017418, 430.0}, {0.00464, 435.0},
        {0.0065895, 436.5}, {0.0097302, 438.0}, {0.0149002, 439.5}, {0.023731, 441.0},
        {0.0401683, 442.5}, {0.0712559, 444.0}, {0.1264458, 445.5}, {0.2073413, 447.0},
        {0.2902366, 448.5}, {0.3445623, 450.0}, {0.3698049, 451.5}, {0.3668534, 453.0},
        {0.3106727, 454.5}, {0.2078154, 456.0}, {0.1164354, 457.5}, {0.0616764, 459.0},
        {0.03372, 460.5}, {0.0194023, 462.0}, {0.0117831, 463.5}, {0.0074357, 465.0},
        {0.0022732, 470.0}, {0.00088, 475.0}, {0.0004579, 480.0}, {0.0002345, 485.0},
        {0.0001586, 490.0}, {0.0001143, 495.0}, {7.1e-05, 500.0}
    });
};

}  // namespace nist
