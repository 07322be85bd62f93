#pragma once
// SPDX-License-Identifier: BSL-1.0
// MGH17: generated data, the difference of two decays. NIST StRD nonlinear regression, average
// level of difficulty. Reference: Osborne, M. R. (1972). Some aspects of nonlinear least squares
// calculations. In Numerical Methods for Nonlinear Optimization, Lootsma (Ed). New York, NY:
// Academic Press, pp. 171-189.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct mgh17 {
    static constexpr std::string_view name = "MGH17";
    static constexpr auto level = difficulty::average;

    // y = b1 + b2 exp(-b4 x) + b3 exp(-b5 x)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] + b[1] * exp(-b[3] * x) + b[2] * exp(-b[4] * x);
    };

    static constexpr std::array<std::array<double, 5>, 2> starts{{
        {50.0, 150.0, -100.0, 1.0, 2.0},
        {0.5, 1.5, -1.0, 0.01, 0.02},
    }};
    static constexpr std::array certified{
        3.7541005211e-1, 1.9358469127, -1.4646871366, 1.2867534640e-2, 2.2122699662e-2};
    static constexpr std::array standard_deviation{
        2.0723153551e-3, 2.2031669222e-1, 2.2175707739e-1, 4.4861358114e-4, 8.9471996575e-4};
    static constexpr double residual_sum_of_squares = 5.4648946975e-5;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {0.844, 0.0}, {0.908, 10.0}, {0.932, 20.0}, {0.936, 30.0}, {0.925, 40.0}, {0.908, 50.0},
        {0.881, 60.0}, {0.85, 70.0}, {0.818, 80.0}, {0.784, 90.0}, {0.751, 100.0}, {0.718, 110.0},
        {0.685, 120.0}, {0.658, 130.0}, {0.628, 140.0}, {0.603, 150.0}, {0.58, 160.0},
        {0.558, 170.0}, {0.538, 180.0}, {0.522, 190.0}, {0.506, 200.0}, {0.49, 210.0},
        {0.478, 220.0}, {0.467, 230.0}, {0.457, 240.0}, {0.448, 250.0}, {0.438, 260.0},
        {0.431, 270.0}, {0.424, 280.0}, {0.42, 290.0}, {0.414, 300.0}, {0.411, 310.0},
        {0.406, 320.0}
    });
};

}  // namespace nist
