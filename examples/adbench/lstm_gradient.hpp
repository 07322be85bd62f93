#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of LSTM that main measures.

#include "lstm.hpp"
#include "lstm_by_hand.hpp"

#include <span>
#include <vector>

namespace adbench {

inline constexpr auto lstm_gradient_maker = "Adze";

/// In the order of the parameters; p has that many layers. (lstm_loss.hpp)
template <int Layers>
void lstm_gradient_of(const lstm_problem& p, std::span<double> gradient);
extern template void lstm_gradient_of<2>(const lstm_problem&, std::span<double>);
extern template void lstm_gradient_of<4>(const lstm_problem&, std::span<double>);

/// In the order of the parameters. Two or four layers, as in ADBench; by hand for others.
inline std::vector<double> lstm_gradient(const lstm_problem& p) {
  std::vector<double> gradient(p.parameters.size());
  if (p.layers == 2) lstm_gradient_of<2>(p, gradient);
  else if (p.layers == 4) lstm_gradient_of<4>(p, gradient);
  else return lstm_gradient_by_hand(p);
  return gradient;
}

}  // namespace adbench
