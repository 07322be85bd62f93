#pragma once
// SPDX-License-Identifier: BSL-1.0
// Times of several functions, taken in turns so that what slows the machine down slows all of them.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <vector>

namespace adbench {

using work = std::function<void()>;

/// The seconds a call takes, for each function: the shortest of several rounds, since other programs only add to a
/// time.
inline std::vector<double> time_in_turns(const std::vector<work>& functions) {
  using clock = std::chrono::steady_clock;
  constexpr std::size_t rounds = 15;
  constexpr double batch_seconds = 1e-3;  // far above the clock's resolution
  const auto seconds_of = [](const work& f, std::size_t calls) {
    const auto start = clock::now();
    for (std::size_t i = 0; i < calls; ++i) f();
    return std::chrono::duration<double>(clock::now() - start).count();
  };

  std::vector<std::size_t> calls;
  for (const work& f : functions) {
    std::size_t n = 1;
    while (seconds_of(f, n) < batch_seconds) n *= 2;
    calls.push_back(n);
  }
  std::vector<double> shortest(functions.size(), std::numeric_limits<double>::infinity());
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < functions.size(); ++i) {
      shortest[i] = std::min(shortest[i], seconds_of(functions[i], calls[i]) / double(calls[i]));
    }
  }
  return shortest;
}

}  // namespace adbench
