// SPDX-License-Identifier: BSL-1.0
// GMM as a subject.

#include "gmm_gradient.hpp"
#include "gmm_in_batches.hpp"
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

subject gmm(const fs::path& file, const fs::path& references) {
  const gmm_problem p = read_gmm(file);
  subject s = of_gradient(p, gmm_objective, gmm_gradient, gmm_gradient_maker);
  s.derivatives.push_back(
      {"by hand, 8 points at once", [=](std::vector<double>& out) { out = gmm_gradient_in_batches(p); }});
  s.size = "d " + std::to_string(p.d) + ", K " + std::to_string(p.components) + ", n " + std::to_string(p.n);
  s.expected = read_reference(references / ("ref_" + file.filename().string()), 1, p.parameters.size());
  return s;
}

}  // namespace adbench
