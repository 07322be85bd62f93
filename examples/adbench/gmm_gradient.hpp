#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of GMM that main measures, and who makes it.

#include "gmm_by_hand.hpp"

#include <vector>

namespace adbench {

inline constexpr auto gmm_gradient_maker = "by hand";

/// In the order of the parameters.
inline std::vector<double> gmm_gradient(const gmm_problem& p) { return gmm_gradient_by_hand(p); }

}  // namespace adbench
