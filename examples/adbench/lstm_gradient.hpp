#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of LSTM that main measures, and who makes it.

#include "lstm_by_hand.hpp"

#include <vector>

namespace adbench {

inline constexpr auto lstm_gradient_maker = "by hand";

/// In the order of the parameters.
inline std::vector<double> lstm_gradient(const lstm_problem& p) { return lstm_gradient_by_hand(p); }

}  // namespace adbench
