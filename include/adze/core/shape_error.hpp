#pragma once
// SPDX-License-Identifier: BSL-1.0
// What is thrown where the shapes of arguments do not fit.

#include <stdexcept>

namespace adze {

/// The extents of two arguments differ where an operation needs them to be equal. Thrown before anything is computed.
class shape_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

}  // namespace adze
