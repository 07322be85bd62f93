#pragma once
// SPDX-License-Identifier: BSL-1.0
// A finished program as a constant: arrays of exactly its size, in static storage, ready to be a template argument.

#include <adze/program/optimise.hpp>

namespace adze::detail {

/// Room for Lines lines, of which `size` are used.
template <int Lines, int Outputs>
struct program {
  instruction lines[Lines == 0 ? 1 : Lines]{};
  int outputs[Outputs == 0 ? 1 : Outputs]{};
  int size = 0;
  int leaves = 0;  // inputs and constants; in a finished program they come first
  bool has_reciprocals = false;
  static constexpr int output_count = Outputs;

  constexpr void take(draft const& d) {
    size = d.lines.size();
    has_reciprocals = d.has_reciprocals;
    for (int i = 0; i < size; ++i) {
      lines[i] = d.lines[i];
      if (d.lines[i].op->arity == 0) ++leaves;
    }
    for (int i = 0; i < Outputs; ++i) outputs[i] = d.outputs[i];
  }
  constexpr draft copy() const {
    draft d{growing_array<instruction>::unset(size), growing_array<int>::unset(Outputs), has_reciprocals};
    for (int i = 0; i < size; ++i) d.lines[i] = lines[i];
    for (int i = 0; i < Outputs; ++i) d.outputs[i] = outputs[i];
    return d;
  }
};

struct program_size {
  int lines, outputs;
};

/// The program that Recipe::make() writes, at compile time. What allocates in a constant evaluation has to be made
/// twice: for its size and for its content.
template <class Recipe>
struct written {
  static constexpr program_size size = [] {
    draft const d = Recipe::make();
    return program_size{d.lines.size(), d.outputs.size()};
  }();
  static constexpr auto value = [] {
    program<size.lines, size.outputs> p;
    p.take(Recipe::make());
    return p;
  }();
};

template <class Recipe>
constexpr draft finished() {
  return finish(written<Recipe>::value.copy());
}

/// The recipe's program, finished. (In a constant evaluation of its own, since compilers limit the length of one.)
template <class Recipe>
struct compiled {
  static constexpr auto value = [] {
    program<written<Recipe>::size.lines, written<Recipe>::size.outputs> p;
    p.take(finished<Recipe>());
    return p;
  }();
};

}  // namespace adze::detail
