#pragma once
// SPDX-License-Identifier: BSL-1.0
// Rat43: dry weight of onion bulbs and tops against growing time. NIST StRD nonlinear regression,
// higher level of difficulty. Reference: Ratkowsky, D.A. (1983). Nonlinear Regression Modeling.
// New York, NY: Marcel Dekker, pp. 62 and 88.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct rat43 {
    static constexpr std::string_view name = "Rat43";
    static constexpr auto level = difficulty::higher;

    // y = b1 / (1 + exp(b2 - b3 x))^(1/b4)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] / pow(1.0 + exp(b[1] - b[2] * x), 1.0 / b[3]);
    };

    static constexpr std::array<std::array<double, 4>, 2> starts{{
        {100.0, 10.0, 1.0, 1.0},
        {700.0, 5.0, 0.75, 1.3},
    }};
    static constexpr std::array certified{
        6.9964151270e2, 5.2771253025, 7.5962938329e-1, 1.2792483859};
    static constexpr std::array standard_deviation{
        1.6302297817e1, 2.0828735829, 1.9566123451e-1, 6.8761936385e-1};
    static constexpr double residual_sum_of_squares = 8.7864049080e3;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {16.08, 1.0}, {33.83, 2.0}, {65.8, 3.0}, {97.2, 4.0}, {191.55, 5.0}, {326.2, 6.0},
        {386.87, 7.0}, {520.53, 8.0}, {590.03, 9.0}, {651.92, 10.0}, {724.93, 11.0}, {699.56, 12.0},
        {689.96, 13.0}, {637.56, 14.0}, {717.41, 15.0}
    });
};

}  // namespace nist
