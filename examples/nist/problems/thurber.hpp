#pragma once
// SPDX-License-Identifier: BSL-1.0
// Thurber: electron mobility against the logarithm of the density. NIST StRD nonlinear regression,
// higher level of difficulty. Reference: Thurber, R., NIST (197?). Semiconductor electron mobility
// modeling.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct thurber {
    static constexpr std::string_view name = "Thurber";
    static constexpr auto level = difficulty::higher;

    // y = (b1 + b2 x + b3 x^2 + b4 x^3) / (1 + b5 x + b6 x^2 + b7 x^3)
    static constexpr auto model = [](auto b, auto x) {
        return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1.0 + x * (b[4] + x * (b[5] + x * b[6])));
    };

    static constexpr std::array<std::array<double, 7>, 2> starts{{
        {1000.0, 1000.0, 400.0, 40.0, 0.7, 0.3, 0.03},
        {1300.0, 1500.0, 500.0, 75.0, 1.0, 0.4, 0.05},
    }};
    static constexpr std::array certified{
        1.2881396800e3, 1.4910792535e3, 5.8323836877e2, 7.5416644291e1, 9.6629502864e-1,
        3.9797285797e-1, 4.9727297349e-2};
    static constexpr std::array standard_deviation{
        4.6647963344, 3.9571156086e1, 2.8698696102e1, 5.5675370270, 3.1333340687e-2,
        1.4984928198e-2, 6.5842344623e-3};
    static constexpr double residual_sum_of_squares = 5.6427082397e3;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {80.574, -3.067}, {84.248, -2.981}, {87.264, -2.921}, {87.195, -2.912}, {89.076, -2.84},
        {89.608, -2.797}, {89.868, -2.702}, {90.101, -2.699}, {92.405, -2.633}, {95.854, -2.481},
        {100.696, -2.363}, {101.06, -2.322}, {401.672, -1.501}, {390.724, -1.46}, {567.534, -1.274},
        {635.316, -1.212}, {733.054, -1.1}, {759.087, -1.046}, {894.206, -0.915}, {990.785, -0.714},
        {1090.109, -0.566}, {1080.914, -0.545}, {1122.643, -0.4}, {1178.351, -0.309},
        {1260.531, -0.109}, {1273.514, -0.103}, {1288.339, 0.01}, {1327.543, 0.119},
        {1353.863, 0.377}, {1414.509, 0.79}, {1425.208, 0.963}, {1421.384, 1.006},
        {1442.962, 1.115}, {1464.35, 1.572}, {1468.705, 1.841}, {1447.894, 2.047}, {1457.628, 2.2}
    });
};

}  // namespace nist
