#pragma once
// SPDX-License-Identifier: BSL-1.0
// DanWood: energy radiated from a carbon filament lamp against its temperature. NIST StRD
// nonlinear regression, lower level of difficulty. Reference: Daniel, C. and F. S. Wood (1980).
// Fitting Equations to Data, Second Edition. New York, NY: John Wiley and Sons, pp. 428-431.

#include "../problem.hpp"

#include <array>
#include <string_view>

namespace nist {

struct danwood {
    static constexpr std::string_view name = "DanWood";
    static constexpr auto level = difficulty::lower;

    // y = b1 x^b2
    static constexpr auto model = [](auto b, auto x) {
        return b[0] * pow(x, b[1]);
    };

    static constexpr std::array<std::array<double, 2>, 2> starts{{
        {1.0, 5.0},
        {0.7, 4.0},
    }};
    static constexpr std::array certified{7.6886226176e-1, 3.8604055871};
    static constexpr std::array standard_deviation{1.8281973860e-2, 5.1726610913e-2};
    static constexpr double residual_sum_of_squares = 4.3173084083e-3;

    static constexpr auto observations = std::to_array<observation>({  // {y, x}
        {2.138, 1.309}, {3.421, 1.471}, {3.597, 1.49}, {4.34, 1.565}, {4.882, 1.611}, {5.66, 1.68}
    });
};

}  // namespace nist
