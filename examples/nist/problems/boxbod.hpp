#pragma once
// SPDX-License-Identifier: BSL-1.0
// BoxBOD: biochemical oxygen demand against days of incubation. NIST StRD nonlinear regression,
// higher level of difficulty. Reference: Box, G. P., W. G. Hunter, and J. S. Hunter (1978).
// Statistics for Experimenters. New York, NY: Wiley, pp. 483-487.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct boxbod {
    static constexpr std::string_view name = "BoxBOD";
    static constexpr auto level = difficulty::higher;

    // y = b1 (1 - exp(-b2 x))
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * (1.0 - exp(-b[1] * x));
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {1.0, 1.0},
        {100.0, 0.75},
    }};
    static constexpr std::array certified{2.1380940889e2, 5.4723748542e-1};
    static constexpr std::array standard_deviation{1.2354515176e1, 1.0455993237e-1};
    static constexpr double residual_sum_of_squares = 1.1680088766e3;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {109.0, 1.0}, {149.0, 2.0}, {149.0, 3.0}, {191.0, 5.0}, {213.0, 7.0}, {224.0, 10.0}
    });
};

}  // namespace nist
