// SPDX-License-Identifier: BSL-1.0
#include "lstm_loss.hpp"

template void adbench::lstm_gradient_of<2>(const lstm_problem&, std::span<double>);
