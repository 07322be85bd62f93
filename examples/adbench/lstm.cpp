// SPDX-License-Identifier: BSL-1.0
// LSTM as a subject.

#include "lstm_gradient.hpp"
#include "of_gradient.hpp"
#include "subjects.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace adbench {

namespace fs = std::filesystem;

subject lstm(const fs::path& file, const fs::path& references) {
  const lstm_problem p = read_lstm(file);
  subject s = of_gradient(p, lstm_objective, lstm_gradient, lstm_gradient_maker);
  s.size = "layers " + std::to_string(p.layers) + ", length " + std::to_string(p.length);
  s.expected = read_reference(references / ("ref_" + file.filename().string()), 1, p.parameters.size());
  return s;
}

}  // namespace adbench
