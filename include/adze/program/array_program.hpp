#pragma once
// SPDX-License-Identifier: BSL-1.0
// A program of arrays as constants: what a recipe writes (settled lines with derivatives), then its schedule. Two
// constant evaluations, since compilers limit the length of one.

#include <adze/program/arrange.hpp>

namespace adze::detail {

/// Room for Count entries of a table.
template <class T, int Count>
struct frozen_table {
  T entries[Count == 0 ? 1 : Count]{};
  static constexpr int size = Count;
  constexpr T const& operator[](int i) const { return entries[i]; }

  constexpr void take(growing_array<T> const& from) {
    for (int i = 0; i < Count; ++i) entries[i] = from[i];
  }
  constexpr growing_array<T> copy() const {
    auto result = growing_array<T>::unset(Count);
    for (int i = 0; i < Count; ++i) result[i] = entries[i];
    return result;
  }
};

struct array_program_size {
  int lines, outputs, parts, arrays, accesses, substitutions, extents, agreements, loops, calls;
};

/// An array_draft, frozen.
template <array_program_size S>
struct array_source {
  frozen_table<instruction, S.lines> lines;
  frozen_table<int, S.outputs> outputs;
  frozen_table<array_part, S.parts> parts;
  frozen_table<output_array, S.arrays> arrays;
  frozen_table<access, S.accesses> accesses;
  frozen_table<substitution, S.substitutions> substitutions;
  frozen_table<extent, S.extents> extents;
  frozen_table<int, S.extents> equal_to;
  frozen_table<agreement, S.agreements> agreements;
  frozen_table<int, S.loops> loops;
  frozen_table<kernel_call, S.calls> calls;
  bool has_reciprocals = false, adds = false;
  mistake found = mistake::none;

  constexpr void take(array_draft const& d) {
    lines.take(d.lines);
    outputs.take(d.outputs);
    parts.take(d.parts);
    arrays.take(d.arrays);
    accesses.take(d.tables.accesses);
    substitutions.take(d.tables.substitutions);
    extents.take(d.tables.extents);
    equal_to.take(d.tables.equal_to);
    agreements.take(d.tables.agreements);
    loops.take(d.tables.loops);
    calls.take(d.tables.calls);
    has_reciprocals = d.has_reciprocals;
    adds = d.adds;
    found = d.tables.found;
  }
  constexpr array_draft copy() const {
    array_draft d;
    d.lines = lines.copy();
    d.outputs = outputs.copy();
    d.parts = parts.copy();
    d.arrays = arrays.copy();
    d.tables.in_use = true;
    d.tables.accesses = accesses.copy();
    d.tables.substitutions = substitutions.copy();
    d.tables.extents = extents.copy();
    d.tables.equal_to = equal_to.copy();
    d.tables.agreements = agreements.copy();
    d.tables.loops = loops.copy();
    d.tables.calls = calls.copy();
    d.has_reciprocals = has_reciprocals;
    d.adds = adds;
    return d;
  }
};

/// What Recipe::make() writes.
template <class Recipe>
struct written_arrays {
  static constexpr array_program_size size = [] {
    array_draft const d = Recipe::make();
    array_tables const& t = d.tables;
    return array_program_size{d.lines.size(), d.outputs.size(), d.parts.size(), d.arrays.size(), t.accesses.size(),
                              t.substitutions.size(), t.extents.size(), t.agreements.size(), t.loops.size(),
                              t.calls.size()};
  }();
  static constexpr auto value = [] {
    array_source<size> p;
    p.take(Recipe::make());
    return p;
  }();
};

struct schedule_size {
  int lines, loops, steps, imports, accesses, substitutions;
};

/// Where a loop's steps and imports stand in their tables.
struct loop_range {
  int first_step = 0, steps = 0, first_import = 0, imports = 0;
};

/// A schedule, frozen: what is evaluated.
template <schedule_size S, array_program_size P>
struct array_program {
  frozen_table<instruction, S.lines> lines;
  frozen_table<index_set, S.lines> buffers;
  frozen_table<char, S.lines> buffered;
  frozen_table<loop_node, S.loops> loops;
  frozen_table<loop_range, S.loops> ranges;
  frozen_table<step, S.steps> steps;
  frozen_table<int, S.imports> imports;
  frozen_table<access, S.accesses> accesses;
  frozen_table<substitution, S.substitutions> substitutions;
  frozen_table<int, P.outputs> outputs;
  frozen_table<output_array, P.arrays> arrays;
  frozen_table<char, P.arrays> added_to;  // whether an output starts at zero and is added to
  frozen_table<extent, P.extents> extents;
  frozen_table<agreement, P.agreements> agreements;
  frozen_table<int, P.loops> loop_extents;
  frozen_table<kernel_call, P.calls> calls;

  constexpr void take(arranged const& a) {
    schedule const& s = a.planned;
    lines.take(s.lines);
    buffers.take(s.buffers);
    buffered.take(s.buffered);
    loops.take(s.loops);
    int step_count = 0, import_count = 0;
    for (int l = 0; l < S.loops; ++l) {
      ranges.entries[l] = {step_count, s.steps[l].size(), import_count, s.imports[l].size()};
      for (step const& each : s.steps[l]) steps.entries[step_count++] = each;
      for (int each : s.imports[l]) imports.entries[import_count++] = each;
    }
    accesses.take(a.source.tables.accesses);
    substitutions.take(a.source.tables.substitutions);
    outputs.take(a.source.outputs);
    arrays.take(a.source.arrays);
    added_to.take(a.added_to);
    extents.take(a.source.tables.extents);
    agreements.take(a.source.tables.agreements);
    loop_extents.take(a.source.tables.loops);
    calls.take(a.source.tables.calls);
  }
};

/// The recipe's program, scheduled.
template <class Recipe>
struct scheduled {
  static constexpr schedule_size size = [] {
    arranged const a = arrange(written_arrays<Recipe>::value.copy());
    schedule_size s{a.planned.lines.size(), a.planned.loops.size(), 0, 0, a.source.tables.accesses.size(),
                    a.source.tables.substitutions.size()};
    for (int l = 0; l < s.loops; ++l) s.steps += a.planned.steps[l].size(), s.imports += a.planned.imports[l].size();
    return s;
  }();
  static constexpr auto value = [] {
    array_program<size, written_arrays<Recipe>::size> p;
    p.take(arrange(written_arrays<Recipe>::value.copy()));
    return p;
  }();
};

}  // namespace adze::detail
