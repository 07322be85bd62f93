#pragma once
// SPDX-License-Identifier: BSL-1.0
// What the facades share where arguments are arrays: from a recipe and its arguments to a run of the scheduled program.

#include <adze/core/shape_error.hpp>
#include <adze/diff/adjoint.hpp>
#include <adze/eval/loops.hpp>
#include <adze/evaluate.hpp>
#include <adze/expr/array_argument.hpp>
#include <adze/program/settle.hpp>

#include <algorithm>
#include <memory>
#include <string>

namespace adze::detail {

/// A captured program, settled: its lines, the lines of its results, and in which loops the results' dimensions are.
struct settled {
  builder program;
  growing_array<int> roots{};
  growing_array<access> places{};
  growing_array<output_array> shapes{};
};
constexpr settled settle(captured c, bool rows_apart = false) {
  settled s;
  settling settler(c.program, rows_apart);
  for (int i = 0; i < c.roots.size(); ++i) {
    if (c.program.lines[c.roots[i]].indices >> first_named_index != 0) c.program.arrays.found = mistake::index_left_over;
    auto const root = settler.root(c.roots[i], c.shapes[i].rank, c.shapes[i].extent);
    s.roots.push_back(root.line);
    s.places.push_back(root.place);
  }
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

/// What a recipe puts out: numbers, and arrays in parts.
struct array_outputs {
  growing_array<int> numbers{};
  growing_array<array_part> parts{};
  growing_array<output_array> arrays{};

  /// A line, or a structural zero: a number, or an array of this shape whose elements it is at `place`.
  constexpr void add(builder& b, int line, access place, output_array const& shape) {
    if (shape.rank == 0) {
      numbers.push_back(line < 0 ? zero_line(b) : line);
      return;
    }
    place.array = arrays.size();
    if (line >= 0) parts.push_back({line, place});
    arrays.push_back(shape);
  }
  /// Moves the builder's content into a draft with these outputs.
  constexpr array_draft draft(builder& b) {
    array_draft d = draft_of_arrays(b, std::move(numbers));
    d.parts = std::move(parts);
    d.arrays = std::move(arrays);
    return d;
  }
};

/// The output array that is shaped like argument array `array` of this rank.
constexpr output_array shaped_like(array_tables& t, int array, int rank) {
  output_array o;
  o.rank = rank;
  for (int d = 0; d < rank; ++d) o.extent[d] = t.extent_number({extent_kind::argument, array, d});
  return o;
}

inline std::string text_of_extents(std::ptrdiff_t const* extents, int rank, bool turned = false) {
  std::string text = "(";
  for (int d = 0; d < rank; ++d) text += (d == 0 ? "" : ", ") + std::to_string(extents[turned ? rank - 1 - d : d]);
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
  static_assert(written.found != mistake::index_left_over,
                "adze: an index is left in the result: reduce it, sum(i, x(i)), or make an array, vector(i, x(i))");
  static_assert(written.found != mistake::negative_subscript, "adze: a constant subscript is negative: the first element is x(0)");
  static_assert(written.found != mistake::too_many_indices, "adze: a function of arrays has too many indices (over 26, or 32 loops)");
  static_assert(written.found != mistake::fold_starts_late, "adze: the index of a fold starts at 0: subscripts in its body are t, t + 1, ..., not t - 1");
  static_assert(written.found != mistake::fold_in_matrix,
                "adze: Jacobians, Hessians and gradients in forward mode do not go through fold and scan of arrays: there are "
                "gradient, jvp, vjp and hvp");
  static_assert(written.found != mistake::extents_differ, "adze: two arrays of different static extents meet");

  static constexpr int array_count = (0 + ... + argument<A>::arrays);
  static constexpr int input_count = (0 + ... + argument<A>::size);

  /// Takes the arguments' numbers and where their arrays are; checks that shapes fit.
  ADZE_INLINE void bind(A const&... arguments) {
    [[maybe_unused]] T* next = inputs_;
    (argument<A>::flatten(arguments, next), ...);
    [[maybe_unused]] array_slot* slot = slots_;
    (argument<A>::slots(arguments, slot), ...);
    find_extents();
  }
  output_slot<T>* outputs() { return outputs_; }
  std::ptrdiff_t extent_of_output(int output, int dimension) const { return extents_[program.arrays[output].extent[dimension]]; }
  template <int Rank>
  std::array<std::ptrdiff_t, static_cast<std::size_t>(Rank)> output_extents(int output) const {
    std::array<std::ptrdiff_t, static_cast<std::size_t>(Rank)> result;
    for (std::size_t d = 0; d < result.size(); ++d) result[d] = extent_of_output(output, static_cast<int>(d));
    return result;
  }
  /// Outputs that somebody else has made: their shapes have to fit, and they must not be part of an argument.
  void check_outputs() const {
    for_each<program.arrays.size>([&](auto o) ADZE_INLINE_LAMBDA {
      constexpr output_array shape = program.arrays[o];
      output_slot<T> const& out = outputs_[o];
      bool fits = shape.rank == 0 || out.stride[shape.rank - 1] == 1 || out.extent[shape.rank - 1] <= 1;
      for_each<shape.rank>([&](auto d) ADZE_INLINE_LAMBDA { fits = fits && out.extent[d] == extents_[shape.extent[d]]; });
      if (!fits) [[unlikely]] throw_shape(o);
      byte_range const own = range_of_bytes<shape.rank>(out.data, out.extent, out.stride, sizeof(T));
      for_each<array_count>([&](auto a) ADZE_INLINE_LAMBDA {
        if (overlap(own, range_of_array<a>())) [[unlikely]] throw_overlap(o, "array " + std::to_string(int(a)) + " of the arguments");
      });
      for_each<o>([&](auto p) ADZE_INLINE_LAMBDA {
        output_slot<T> const& other = outputs_[p];
        if (overlap(own, range_of_bytes<program.arrays[p].rank>(other.data, other.extent, other.stride, sizeof(T)))) [[unlikely]] {
          throw_overlap(o, "output " + std::to_string(int(p)));
        }
      });
    });
  }

  /// Whether an output of the caller's shares memory with an argument.
  bool overlaps_arguments(T const* first, T const* last) const {
    byte_range const own{reinterpret_cast<std::uintptr_t>(first), reinterpret_cast<std::uintptr_t>(last)};
    bool found = false;
    for_each<array_count>([&](auto a) ADZE_INLINE_LAMBDA { found = found || overlap(own, range_of_array<a>()); });
    return found;
  }
  /// What the run costs: every line's weight (units of an addition, at least 1) as often as its loops go round.
  double cost() const {
    double sum = 0;
    for_each<program.loops.size>([&](auto l) ADZE_INLINE_LAMBDA {
      constexpr int weight = weight_of_loop(l);
      double rounds = weight;
      for_each<program.loop_extents.size>([&](auto k) ADZE_INLINE_LAMBDA {
        if constexpr (has(program.loops[l].path, k)) rounds *= static_cast<double>(loops_[k]);
      });
      sum += rounds;
    });
    return sum;
  }

  /// Bytes of memory that the run needs.
  ADZE_INLINE std::size_t workspace() const {
    std::size_t bytes = 0;
    for_each<program.lines.size>([&](auto i) ADZE_INLINE_LAMBDA {
      if constexpr (program.buffered[i] != 0) bytes += rounded(buffer_size<i>());
    });
    return bytes;
  }
  /// `memory`: workspace() bytes, on a boundary of 64.
  void run(void* memory, T* results) {
    [[maybe_unused]] auto* next = static_cast<unsigned char*>(memory);
    for_each<program.lines.size>([&](auto i) ADZE_INLINE_LAMBDA {
      if constexpr (program.buffered[i] != 0) {
        buffers_[i] = reinterpret_cast<T*>(next);
        next += rounded(buffer_size<i>());
        if constexpr (program.lines[i].op->is_kernel) std::fill_n(buffers_[i], buffer_size<i>(), T(0));  // the rows' padding
      }
    });
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
  static constexpr auto ranks = [] {
    std::array<int, static_cast<std::size_t>(array_count) + 1> all{};
    std::size_t next = 0;
    ([&] { for (int i = 0; i < argument<A>::arrays; ++i) all[next++] = argument<A>::rank_of_array(i); }(), ...);
    return all;
  }();

  /// visit(0), visit(1), ..., as constants.
  template <int N, class Visit>
  ADZE_INLINE static void for_each(Visit const& visit) {
    [&]<int... I>(std::integer_sequence<int, I...>) ADZE_INLINE_LAMBDA {
      (visit(std::integral_constant<int, I>{}), ...);
    }(std::make_integer_sequence<int, N>{});
  }

  static constexpr int weight_of_loop(int l) {
    int sum = 0;
    for (int s = 0; s < program.ranges[l].steps; ++s) {
      step const& each = program.steps[program.ranges[l].first_step + s];
      if (each.kind != step_kind::compute) continue;
      int const weight = program.lines[each.id].op->weight;
      sum += weight > 1 ? weight : 1;
    }
    return sum;
  }
  static std::size_t rounded(std::ptrdiff_t count) { return (static_cast<std::size_t>(count) * sizeof(T) + 63) / 64 * 64; }
  template <int Line>
  ADZE_INLINE std::ptrdiff_t buffer_size() const {
    std::ptrdiff_t size = 1;
    for_each<program.loop_extents.size>([&](auto k) ADZE_INLINE_LAMBDA {
      if constexpr (has(program.buffers[Line], k)) size *= buffer_length<scheduled<Recipe>::value, Line, k, T>(loops_);
    });
    return size;
  }

  struct byte_range {
    std::uintptr_t first, last;
  };
  /// From the first to behind the last byte of an array.
  template <int Rank>
  ADZE_INLINE static byte_range range_of_bytes(void const* data, std::ptrdiff_t const* extent, std::ptrdiff_t const* stride, std::size_t size) {
    std::ptrdiff_t low = 0, high = 1;
    bool empty = false;
    for_each<Rank>([&](auto d) ADZE_INLINE_LAMBDA {
      std::ptrdiff_t const reach = (extent[d] - 1) * stride[d];
      empty = empty || extent[d] == 0;
      low += reach < 0 ? reach : 0;
      high += reach < 0 ? 0 : reach;
    });
    auto const at = reinterpret_cast<std::uintptr_t>(data);
    if (empty) return {at, at};
    return {at + static_cast<std::uintptr_t>(low) * size, at + static_cast<std::uintptr_t>(high) * size};
  }
  template <int Array>
  ADZE_INLINE byte_range range_of_array() const {
    array_slot const& s = slots_[Array];
    using E = std::tuple_element_t<static_cast<std::size_t>(Array), elements>;
    return range_of_bytes<ranks[static_cast<std::size_t>(Array)]>(s.data, s.extent, s.stride, sizeof(E));
  }
  ADZE_INLINE static bool overlap(byte_range x, byte_range y) { return x.first < y.last && y.first < x.last; }

  [[noreturn]] [[gnu::cold]] [[gnu::noinline]] void throw_overlap(int output, std::string const& what) const {
    throw shape_error("adze: gradient: output " + std::to_string(output) + " overlaps " + what + ": it would be overwritten while it is in use");
  }
  [[noreturn]] [[gnu::cold]] [[gnu::noinline]] void throw_shape(int output) const {
    output_array const& shape = program.arrays[output];
    std::ptrdiff_t needed[most_dimensions]{};
    for (int d = 0; d < shape.rank; ++d) needed[d] = extents_[shape.extent[d]];
    bool const turned = shape.rank > 0 && slots_[program.extents[shape.extent[0]].a].turned;
    throw shape_error("adze: gradient: output " + std::to_string(output) + " of shape " +
                      text_of_extents(outputs_[output].extent, shape.rank, turned) + " has to have shape " +
                      text_of_extents(needed, shape.rank, turned) + " and be contiguous along its " + (turned ? "first" : "last") + " dimension");
  }

  ADZE_INLINE void find_extents() {
    for_each<program.extents.size>([&](auto e) ADZE_INLINE_LAMBDA {
      constexpr extent x = program.extents[e];
      if constexpr (x.kind == extent_kind::argument) {
        extents_[e] = slots_[x.a].extent[x.b];
      } else if constexpr (x.kind == extent_kind::constant) {
        extents_[e] = x.a;
      } else if constexpr (x.kind == extent_kind::shifted) {
        extents_[e] = extents_[x.a] + x.b > 0 ? extents_[x.a] + x.b : 0;
      } else {
        extents_[e] = extents_[x.a] < extents_[x.b] ? extents_[x.a] : extents_[x.b];
      }
    });
    for_each<program.agreements.size>([&](auto i) ADZE_INLINE_LAMBDA {
      constexpr agreement a = program.agreements[i];
      if constexpr (a.second >= 0) {
        if (extents_[a.first] != extents_[a.second]) [[unlikely]] throw_disagreement(a);
      } else {
        if (extents_[a.first] <= a.more_than) [[unlikely]] throw_too_short(a);
      }
    });
    for_each<program.loop_extents.size>([&](auto k) ADZE_INLINE_LAMBDA { loops_[k] = extents_[program.loop_extents[k]]; });
  }
  [[noreturn]] [[gnu::cold]] [[gnu::noinline]] void throw_disagreement(agreement const& a) const {
    throw shape_error(std::string("adze: ") + a.operation + ": " + text_of(a.first) + " has to equal " + text_of(a.second));
  }
  [[noreturn]] [[gnu::cold]] [[gnu::noinline]] void throw_too_short(agreement const& a) const {
    throw shape_error(std::string("adze: ") + a.operation + " needs more than " + std::to_string(a.more_than) +
                      " elements: " + text_of(a.first) + " is too small");
  }
  std::string text_of(int e) const {
    extent const& x = program.extents[e];
    std::string const value = std::to_string(extents_[e]);
    if (x.kind != extent_kind::argument) return "extent " + value;
    array_slot const& slot = slots_[x.a];
    int const rank = ranks[static_cast<std::size_t>(x.a)];
    return "extent " + value + " (dimension " + std::to_string(slot.turned ? rank - 1 - x.b : x.b) + " of array " + std::to_string(x.a) +
           ", of shape " + text_of_extents(slot.extent, rank, slot.turned) + ")";
  }

  /// Sets to zero what is added to, and what no loop reaches.
  ADZE_INLINE void clear_outputs() {
    for_each<program.arrays.size>([&](auto o) ADZE_INLINE_LAMBDA {
      constexpr output_array shape = program.arrays[o];
      if constexpr (!written.adds && program.added_to[o] != 0) {
        clear<shape.rank>(outputs_[o], outputs_[o].data, 0);
      } else if constexpr (!written.adds && shape.rank == 1) {  // what store_joined leaves out
        if (extents_[shape.extent[0]] == 1) outputs_[o].data[0] = T(0);
      }
    });
  }
  template <int Rank>
  static void clear(output_slot<T> const& o, T* data, int dimension) {
    std::ptrdiff_t const count = Rank == 0 ? 1 : o.extent[dimension];
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      if (dimension + 1 >= Rank) data[i] = T(0);
      else clear<Rank>(o, data + i * o.stride[dimension], dimension + 1);
    }
  }

  T inputs_[1 + input_count];
  array_slot slots_[1 + array_count];
  output_slot<T> outputs_[1 + program.arrays.size];
  std::ptrdiff_t extents_[1 + program.extents.size];
  std::ptrdiff_t loops_[1 + program.loop_extents.size];
  T* buffers_[1 + program.lines.size];
};

}  // namespace adze::detail
