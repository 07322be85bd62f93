#pragma once
// SPDX-License-Identifier: BSL-1.0
// Chwirut2: ultrasonic response against metal distance. NIST StRD nonlinear regression, lower
// level of difficulty. Reference: Chwirut, D., NIST (197?). Ultrasonic Reference Block Study.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct chwirut2 {
    static constexpr std::string_view name = "Chwirut2";
    static constexpr auto level = difficulty::lower;

    // y = exp(-b1 x) / (b2 + b3 x)
    static constexpr auto model = [](auto b, auto x) {
        return exp(-b[0] * x) / (b[1] + b[2] * x);
    };

    static constexpr std::array<std::array<double, 3>, 2> starts{{
        {0.1, 0.01, 0.02},
        {0.15, 0.008, 0.01},
    }};
    static constexpr std::array certified{1.6657666537e-1, 5.1653291286e-3, 1.2150007096e-2};
    static constexpr std::array standard_deviation{
        3.8303286810e-2, 6.6621605126e-4, 1.5304234767e-3};
    static constexpr double residual_sum_of_squares = 5.1304802941e2;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {92.9, 0.5}, {57.1, 1.0}, {31.05, 1.75}, {11.5875, 3.75}, {8.025, 5.75}, {63.6, 0.875},
        {21.4, 2.25}, {14.25, 3.25}, {8.475, 5.25}, {63.8, 0.75}, {26.8, 1.75}, {16.4625, 2.75},
        {7.125, 4.75}, {67.3, 0.625}, {41.0, 1.25}, {21.15, 2.25}, {8.175, 4.25}, {81.5, 0.5},
        {13.12, 3.0}, {59.9, 0.75}, {14.62, 3.0}, {32.9, 1.5}, {5.44, 6.0}, {12.56, 3.0},
        {5.44, 6.0}, {32.0, 1.5}, {13.95, 3.0}, {75.8, 0.5}, {20.0, 2.0}, {10.42, 4.0},
        {59.5, 0.75}, {21.67, 2.0}, {8.55, 5.0}, {62.0, 0.75}, {20.2, 2.25}, {7.76, 3.75},
        {3.75, 5.75}, {11.81, 3.0}, {54.7, 0.75}, {23.7, 2.5}, {11.55, 4.0}, {61.3, 0.75},
        {17.7, 2.5}, {8.74, 4.0}, {59.2, 0.75}, {16.3, 2.5}, {8.62, 4.0}, {81.0, 0.5}, {4.87, 6.0},
        {14.62, 3.0}, {81.7, 0.5}, {17.17, 2.75}, {81.3, 0.5}, {28.9, 1.75}
    });
};

}  // namespace nist
