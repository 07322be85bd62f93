#pragma once
// SPDX-License-Identifier: BSL-1.0
// The problems as subjects, each made in a translation unit of its own: from a data file, and from where the references
// are.

#include "subject.hpp"

#include <filesystem>

namespace adbench {

subject gmm(const std::filesystem::path& file, const std::filesystem::path& references);
subject lstm(const std::filesystem::path& file, const std::filesystem::path& references);
subject ba(const std::filesystem::path& file, const std::filesystem::path& references);
subject hand(const std::filesystem::path& file, const std::filesystem::path& references);

/// BA at angle zero, where the rotation has another formula, and close to it, which no data file visits.
subject ba_near_angle_zero();

}  // namespace adbench
