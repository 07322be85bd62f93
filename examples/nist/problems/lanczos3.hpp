#pragma once
// SPDX-License-Identifier: BSL-1.0
// Lanczos3: a sum of three decays, rounded to five digits. NIST StRD nonlinear regression, lower
// level of difficulty. Reference: Lanczos, C. (1956). Applied Analysis. Englewood Cliffs, NJ:
// Prentice Hall, pp. 272-280.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct lanczos3 {
    static constexpr std::string_view name = "Lanczos3";
    static constexpr auto level = difficulty::lower;

    // y = b1 exp(-b2 x) + b3 exp(-b4 x) + b5 exp(-b6 x)
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * exp(-b[1] * x) + b[2] * exp(-b[3] * x) + b[4] * exp(-b[5] * x);
    };

    static constexpr std::array<std::array<double, 6>, 2> starts{{
        {1.2, 0.3, 5.6, 5.5, 6.5, 7.6},
        {0.5, 0.7, 3.6, 4.2, 4.0, 6.3},
    }};
    static constexpr std::array certified{
        8.6816414977e-2, 9.5498101505e-1, 8.4400777463e-1, 2.9515951832, 1.5825685901, 4.9863565084};
    static constexpr std::array standard_deviation{
        1.7197908859e-2, 9.7041624475e-2, 4.1488663282e-2, 1.0766312506e-1, 5.8371576281e-2,
        3.4436403035e-2};
    static constexpr double residual_sum_of_squares = 1.6117193594e-8;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {2.5134, 0.0}, {2.0443, 0.05}, {1.6684, 0.1}, {1.3664, 0.15}, {1.1232, 0.2}, {0.9269, 0.25},
        {0.7679, 0.3}, {0.6389, 0.35}, {0.5338, 0.4}, {0.4479, 0.45}, {0.3776, 0.5}, {0.3197, 0.55},
        {0.272, 0.6}, {0.2325, 0.65}, {0.1997, 0.7}, {0.1723, 0.75}, {0.1493, 0.8}, {0.1301, 0.85},
        {0.1138, 0.9}, {0.1, 0.95}, {0.0883, 1.0}, {0.0783, 1.05}, {0.0698, 1.1}, {0.0624, 1.15}
    });
};

}  // namespace nist
