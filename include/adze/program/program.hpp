#pragma once
// SPDX-License-Identifier: BSL-1.0
// A finished program as a constant: arrays of exactly its size, in static storage, ready to be a template argument.

#include <adze/program/optimise.hpp>

namespace adze::detail {

template <int Lines, int Outputs>
struct program {
  instruction lines[Lines == 0 ? 1 : Lines]{};
  int outputs[Outputs == 0 ? 1 : Outputs]{};
  int leaves = 0;  // inputs and constants come first
  static constexpr int size = Lines;
  static constexpr int output_count = Outputs;
};

struct program_size {
  int lines, outputs;
};

/// The program that Recipe::make() drafts, at compile time.
template <class Recipe>
struct compiled {
  static constexpr program_size size = [] {
    draft const d = Recipe::make();
    return program_size{d.lines.size(), d.outputs.size()};
  }();
  static constexpr auto value = [] {
    program<size.lines, size.outputs> p;
    draft const d = Recipe::make();
    for (int i = 0; i < size.lines; ++i) {
      p.lines[i] = d.lines[i];
      if (d.lines[i].op->arity == 0) ++p.leaves;
    }
    for (int i = 0; i < size.outputs; ++i) p.outputs[i] = d.outputs[i];
    return p;
  }();
};

}  // namespace adze::detail
