#pragma once
// SPDX-License-Identifier: BSL-1.0
// A string that can be a template argument: variable<"x">, custom<"softsign">.

#include <cstddef>

namespace adze {

template <std::size_t N>
struct fixed_string {
  char text[N]{};

  constexpr fixed_string() = default;
  constexpr fixed_string(char const (&literal)[N]) {  // NOLINT: implicit, so that variable<"x"> reads well
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  constexpr bool operator==(fixed_string const&) const = default;
  constexpr char const* c_str() const { return text; }
  static constexpr std::size_t size() { return N - 1; }
};

}  // namespace adze
