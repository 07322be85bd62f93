#pragma once
// SPDX-License-Identifier: BSL-1.0
// MGH10: generated data, parameters nine orders of magnitude apart. NIST StRD nonlinear
// regression, higher level of difficulty. Reference: Meyer, R. R. (1970). Theoretical and
// computational aspects of nonlinear regression. In Nonlinear Programming, Rosen, Mangasarian and
// Ritter (Eds). New York, NY: Academic Press, pp. 465-486.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct mgh10 {
    static constexpr std::string_view name = "MGH10";
    static constexpr auto level = difficulty::higher;

    // y = b1 exp(b2 / (x + b3))
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * exp(b[1] / (x + b[2]));
    };

    static constexpr std::array<std::array<double, 3>, 2> starts{{
        {2.0, 400000.0, 25000.0},
        {0.02, 4000.0, 250.0},
    }};
    static constexpr std::array certified{5.6096364710e-3, 6.1813463463e3, 3.4522363462e2};
    static constexpr std::array standard_deviation{
        1.5687892471e-4, 2.3309021107e1, 7.8486103508e-1};
    static constexpr double residual_sum_of_squares = 8.7945855171e1;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {34780.0, 50.0}, {28610.0, 55.0}, {23650.0, 60.0}, {19630.0, 65.0}, {16370.0, 70.0},
        {13720.0, 75.0}, {11540.0, 80.0}, {9744.0, 85.0}, {8261.0, 90.0}, {7030.0, 95.0},
        {6005.0, 100.0}, {5147.0, 105.0}, {4427.0, 110.0}, {3820.0, 115.0}, {3307.0, 120.0},
        {2872.0, 125.0}
    });
};

}  // namespace nist
