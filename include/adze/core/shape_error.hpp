#pragma once
// SPDX-License-Identifier: BSL-1.0
// The one exception of the library: run-time extents that do not fit together.

#include <stdexcept>

namespace adze {

/// Thrown before anything is computed; what() names the operation and both extents.
class shape_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

}  // namespace adze
