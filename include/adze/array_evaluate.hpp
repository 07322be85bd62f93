#pragma once
// SPDX-License-Identifier: BSL-1.0
// What the facades share where arguments are arrays: from a recipe and its arguments to a run of the scheduled program.

#include <adze/core/shape_error.hpp>
#include <adze/diff/adjoint.hpp>
#include <adze/eval/loops.hpp>
#include <adze/evaluate.hpp>
#include <adze/program/settle.hpp>

#include <memory>
#include <string>

namespace adze::detail {

template <class... A>
inline constexpr bool any_arrays = ((argument<A>::arrays > 0) || ...);

/// A captured program, settled: its lines, and the lines of its results.
struct settled {
  builder program;
  growing_array<int> roots{};
  growing_array<output_array> shapes{};
};
constexpr settled settle(captured c) {
  settled s;
  settling settler(c.program);
  for (int i = 0; i < c.roots.size(); ++i) s.roots.push_back(settler.root(c.roots[i], c.shapes[i].rank, c.shapes[i].extent));
  s.program = settler.take();
  s.shapes = std::move(c.shapes);
  if (s.program.arrays.found == mistake::none) s.program.arrays.found = c.program.arrays.found;
  return s;
}

/// Moves the builder's content into a draft.
constexpr array_draft draft_of_arrays(builder& b, growing_array<int> outputs) {
  array_draft d;
  d.lines = std::move(b.lines);
  d.tables = std::move(b.arrays);
  d.has_reciprocals = b.has_reciprocals;
  d.outputs = std::move(outputs);
  return d;
}

/// The output array that is shaped like argument array `array` of this rank.
constexpr output_array shaped_like(array_tables& t, int array, int rank) {
  output_array o;
  o.rank = rank;
  for (int d = 0; d < rank; ++d) o.extent[d] = t.extent_number({extent_kind::argument, array, d});
  return o;
}

inline std::string text_of_extents(std::ptrdiff_t const* extents, int rank) {
  std::string text = "(";
  for (int d = 0; d < rank; ++d) text += (d == 0 ? "" : ", ") + std::to_string(extents[d]);
  return text + ")";
}

/// A run of the program that Recipe makes: bound to arguments and outputs, then run, as often as one likes.
/// Recipe::input_count: numbers that go in; the arguments are of the types A...
template <class Recipe, class T, class... A>
class array_run {
 public:
  using value_type = T;
  static constexpr auto const& program = scheduled<Recipe>::value;
  static constexpr auto const& written = written_arrays<Recipe>::value;
  static_assert(written.found != mistake::index_without_range,
                "adze: an index has no range: it must stand in a subscript inside of what it runs over, sum(i, x(i))");
  static_assert(written.found != mistake::too_many_indices, "adze: a function of arrays has too many indices (over 26, or 32 loops)");
  static_assert(written.found != mistake::extents_differ, "adze: two arrays of different static extents meet");

  static constexpr int array_count = (0 + ... + argument<A>::arrays);
  static constexpr int input_count = (0 + ... + argument<A>::size);

  /// Takes the arguments' numbers and where their arrays are; checks that shapes fit.
  void bind(A const&... arguments) {
    [[maybe_unused]] T* next = inputs_;
    (argument<A>::flatten(arguments, next), ...);
    [[maybe_unused]] array_slot* slot = slots_;
    (argument<A>::slots(arguments, slot), ...);
    find_extents();
  }
  output_slot<T>* outputs() { return outputs_; }
  /// Outputs that somebody else has made: their shapes have to fit, and they must not be part of an argument.
  void check_outputs() const {
    for (int o = 0; o < program.arrays.size; ++o) {
      output_array const& shape = program.arrays[o];
      output_slot<T> const& out = outputs_[o];
      std::ptrdiff_t needed[most_dimensions]{};
      bool fits = shape.rank == 0 || out.stride[shape.rank - 1] == 1 || out.extent[shape.rank - 1] <= 1;
      for (int d = 0; d < shape.rank; ++d) {
        needed[d] = extents_[shape.extent[d]];
        fits = fits && needed[d] == out.extent[d];
      }
      if (!fits) {
        throw shape_error("adze: gradient: output " + std::to_string(o) + " of shape " + text_of_extents(out.extent, shape.rank) +
                          " has to have shape " + text_of_extents(needed, shape.rank) + " and be contiguous along its last dimension");
      }
      for (int a = 0; a < array_count; ++a) {
        if (overlap(out, shape.rank, slots_[a])) {
          throw shape_error("adze: gradient: output " + std::to_string(o) + " overlaps array " + std::to_string(a) +
                            " of the arguments, which it would overwrite while it is read");
        }
      }
      for (int other = 0; other < o; ++other) {
        if (overlap(out, shape.rank, as_argument(outputs_[other]))) {
          throw shape_error("adze: gradient: outputs " + std::to_string(other) + " and " + std::to_string(o) + " overlap");
        }
      }
    }
  }

  /// Bytes of memory that the run needs.
  std::size_t workspace() const {
    std::size_t bytes = 0;
    for (int i = 0; i < program.lines.size; ++i) {
      if (program.buffered[i] != 0) bytes += rounded(buffer_size(i));
    }
    return bytes;
  }
  /// `memory`: workspace() bytes, on a boundary of 64.
  void run(void* memory, T* results) {
    auto* next = static_cast<unsigned char*>(memory);
    for (int i = 0; i < program.lines.size; ++i) {
      if (program.buffered[i] == 0) continue;
      buffers_[i] = reinterpret_cast<T*>(next);
      next += rounded(buffer_size(i));
    }
    clear_outputs();
    run_memory<T> const m{inputs_, nullptr, slots_, outputs_, extents_, loops_, buffers_};
    loop_runner<scheduled<Recipe>::value, T, elements, units>::run(m, results);
  }
  void run(T* results) {
    std::size_t const bytes = workspace();
    if (bytes <= sizeof(small_memory)) {
      small_memory memory;
      run(memory.bytes, results);
    } else {
      std::vector<unsigned char, aligned_allocator<unsigned char>> memory(bytes);
      run(memory.data(), results);
    }
  }

 private:
  struct small_memory {
    alignas(64) unsigned char bytes[4096];
  };
  using elements = decltype(std::tuple_cat(std::declval<typename argument<A>::elements>()...));
  static constexpr unsigned units = [] {
    unsigned all = 0;
    int bit = 0;
    ((all |= argument<A>::unit << bit, bit += argument<A>::arrays), ...);
    return all;
  }();

  static std::size_t rounded(std::ptrdiff_t count) { return (static_cast<std::size_t>(count) * sizeof(T) + 63) / 64 * 64; }
  std::ptrdiff_t buffer_size(int line) const {
    std::ptrdiff_t size = 1;
    for (int k = 0; k < program.loop_extents.size; ++k) {
      if (has(program.buffers[line], k)) size *= loops_[k];
    }
    return size;
  }

  static array_slot as_argument(output_slot<T> const& o) {
    array_slot s;
    s.data = o.data;
    s.element_size = sizeof(T);
    for (int d = 0; d < most_dimensions; ++d) s.extent[d] = o.extent[d], s.stride[d] = o.stride[d];
    return s;
  }
  struct byte_range {
    std::uintptr_t first, last;
  };
  /// From the first to behind the last byte of an array.
  static byte_range range_of_bytes(array_slot const& a) {
    std::ptrdiff_t low = 0, high = 0;
    for (int d = 0; d < most_dimensions && a.stride[d] != 0; ++d) {
      if (a.extent[d] == 0) return {0, 0};
      (a.stride[d] < 0 ? low : high) += (a.extent[d] - 1) * a.stride[d];
    }
    auto const at = reinterpret_cast<std::uintptr_t>(a.data);
    auto const size = static_cast<std::ptrdiff_t>(a.element_size);
    return {at + static_cast<std::uintptr_t>(low * size), at + static_cast<std::uintptr_t>((high + 1) * size)};
  }
  static bool overlap(output_slot<T> const& o, int, array_slot const& a) {
    byte_range const x = range_of_bytes(as_argument(o)), y = range_of_bytes(a);
    return x.first < y.last && y.first < x.last;
  }

  void find_extents() {
    for (int e = 0; e < program.extents.size; ++e) {
      extent const& x = program.extents[e];
      switch (x.kind) {
        case extent_kind::argument: extents_[e] = slots_[x.a].extent[x.b]; break;
        case extent_kind::constant: extents_[e] = x.a; break;
        case extent_kind::shifted: extents_[e] = extents_[x.a] + x.b > 0 ? extents_[x.a] + x.b : 0; break;
        case extent_kind::least: extents_[e] = extents_[x.a] < extents_[x.b] ? extents_[x.a] : extents_[x.b]; break;
      }
    }
    for (int i = 0; i < program.agreements.size; ++i) check(program.agreements[i]);
    for (int k = 0; k < program.loop_extents.size; ++k) loops_[k] = extents_[program.loop_extents[k]];
  }
  void check(agreement const& a) const {
    if (a.second >= 0 && extents_[a.first] != extents_[a.second]) {
      throw shape_error(std::string("adze: ") + a.operation + ": " + text_of(a.first) + " has to equal " + text_of(a.second));
    }
    if (a.second < 0 && extents_[a.first] <= a.more_than) {
      throw shape_error(std::string("adze: ") + a.operation + " needs more than " + std::to_string(a.more_than) +
                        " elements, where there are " + text_of(a.first));
    }
  }
  std::string text_of(int e) const {
    extent const& x = program.extents[e];
    std::string const value = std::to_string(extents_[e]);
    if (x.kind != extent_kind::argument) return "extent " + value;
    int rank = 0;
    while (rank < most_dimensions && slots_[x.a].stride[rank] != 0) ++rank;
    return "extent " + value + " (dimension " + std::to_string(x.b) + " of array " + std::to_string(x.a) + ", of shape " +
           text_of_extents(slots_[x.a].extent, rank) + ")";
  }

  /// Sets to zero what is added to, and what no loop reaches.
  void clear_outputs() {
    for (int o = 0; o < program.arrays.size; ++o) {
      std::ptrdiff_t count = 1;
      for (int d = 0; d < program.arrays[o].rank; ++d) count *= extents_[program.arrays[o].extent[d]];
      bool const short_of_neighbours = program.arrays[o].rank == 1 && count == 1;  // what store_joined leaves out
      if (written.adds || (program.added_to[o] == 0 && !short_of_neighbours)) continue;
      for (std::ptrdiff_t i = 0; i < count; ++i) outputs_[o].data[i] = T(0);
    }
  }

  T inputs_[1 + input_count]{};
  array_slot slots_[1 + array_count]{};
  output_slot<T> outputs_[1 + program.arrays.size]{};
  std::ptrdiff_t extents_[1 + program.extents.size]{};
  std::ptrdiff_t loops_[1 + program.loop_extents.size]{};
  T* buffers_[1 + program.lines.size]{};
};

}  // namespace adze::detail
