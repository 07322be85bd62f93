#pragma once
// SPDX-License-Identifier: BSL-1.0
// MGH09: generated data, with a second minimum at infinity. NIST StRD nonlinear regression, higher
// level of difficulty. Reference: Kowalik, J.S., and M. R. Osborne (1978). Methods for
// Unconstrained Optimization Problems. New York, NY: Elsevier North-Holland.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct mgh09 {
    static constexpr std::string_view name = "MGH09";
    static constexpr auto level = difficulty::higher;

    // y = b1 (x^2 + b2 x) / (x^2 + b3 x + b4)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * (x * (x + b[1])) / (x * (x + b[2]) + b[3]);
    };

    static constexpr std::array<std::array<double, 4>, 2> starts{{
        {25.0, 39.0, 41.5, 39.0},
        {0.25, 0.39, 0.415, 0.39},
    }};
    static constexpr std::array certified{
        1.9280693458e-1, 1.9128232873e-1, 1.2305650693e-1, 1.3606233068e-1};
    static constexpr std::array standard_deviation{
        1.1435312227e-2, 1.9633220911e-1, 8.0842031232e-2, 9.0025542308e-2};
    static constexpr double residual_sum_of_squares = 3.0750560385e-4;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {0.1957, 4.0}, {0.1947, 2.0}, {0.1735, 1.0}, {0.16, 0.5}, {0.0844, 0.25}, {0.0627, 0.167},
        {0.0456, 0.125}, {0.0342, 0.1}, {0.0323, 0.0833}, {0.0235, 0.0714}, {0.0246, 0.0625}
    });
};

}  // namespace nist
