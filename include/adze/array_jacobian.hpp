#pragma once
// SPDX-License-Identifier: BSL-1.0
// Jacobians where arguments are arrays: one program for the whole matrix. It is written in blocks, one for each result
// and each number or array of the arguments; a block's dimensions are those of the result, then those of the argument.
//
// Forward mode: d x_k / d x_d is a Kronecker delta, so that the direction is one more loop index, the innermost one.
// Reverse mode: the element of the result is a fixed outer index, and adjoints of different elements are not added up; what
// reaches element x_(r+1) from result r goes to that place only, so that bands cost what they hold.

#include <adze/array_blocks.hpp>
#include <adze/array_directions.hpp>
#include <adze/array_gradient.hpp>
#include <adze/array_results.hpp>
#include <adze/jacobian.hpp>

#include <climits>

namespace adze::detail {

/// The blocks of a Jacobian: shapes, and which lines are written where.
class jacobian_blocks {
 public:
  constexpr jacobian_blocks(builder& b, growing_array<column_block> const& columns, growing_array<output_array> const& results)
      : b_(b), columns_(columns.size()) {
    for (output_array const& r : results) {
      for (column_block const& c : columns) {
        output_array shape = r;
        output_array const more = c.is_array ? shaped_like(b.arrays, c.id, c.rank) : output_array{1, {b.arrays.extent_number({extent_kind::constant, 1, 0})}};
        for (int d = 0; d < more.rank; ++d) shape.extent[shape.rank++] = more.extent[d];
        out_.arrays.push_back(shape);
      }
    }
  }
  /// The partial of result r, whose element is `place`, in column block c, at the element `where` of the argument.
  constexpr void add(int r, access place, int c, access const& where, int line) {
    if (line < 0) return;
    place.array = r * columns_ + c;
    if (where.rank == 0) place.at[place.rank++] = {-1, 0, -1};
    for (int d = 0; d < where.rank; ++d) place.at[place.rank++] = where.at[d];
    out_.parts.push_back({line, place});
  }
  constexpr array_draft draft() { return out_.draft(b_); }

 private:
  builder& b_;
  int columns_;
  array_outputs out_{};
};

/// Lines that are differentiated, with where they stand in the result of that number.
struct jacobian_rows {
  growing_array<int> lines{};
  growing_array<access> places{};
  growing_array<int> results{};
  constexpr void add(int line, access const& place, int result) {
    lines.push_back(line);
    places.push_back(place);
    results.push_back(result);
  }
};

/// Their partials in forward mode, in the column blocks below limit(result).
template <class Selection, class Limit>
constexpr void add_tangents(builder& b, jacobian_blocks& blocks, jacobian_rows const& rows, Limit const& limit) {
  if (has_fold(b)) return;
  growing_array<column_block> const columns = Selection::columns();
  fresh_loops loops;
  int const size = b.lines.size();
  for (int c = 0; c < columns.size(); ++c) {
    unit_directions const units(b, columns[c], loops);
    growing_array<int> const tangent = tangents_in(b, size, columns[c], units);
    for (int r = 0; r < rows.lines.size(); ++r) {
      if (c < limit(rows.results[r])) blocks.add(rows.results[r], rows.places[r], c, units.place(), tangent[rows.lines[r]]);
    }
  }
}
/// The partials of one of them in reverse mode. Its loops must not be those of any line that it does not stand in.
template <class Selection>
constexpr void add_adjoints(builder& b, jacobian_blocks& blocks, int line, access const& place, int result, int limit) {
  if (has_fold(b)) return;
  growing_array<column_block> const columns = Selection::columns();
  growing_array<int> root;
  root.push_back(line);
  array_adjoint const g = adjoint_with_arrays(b, root, one_line(b), Selection::inputs(), Selection::arrays(), indices_of(b, place));
  for (int c = 0, number = 0; c < limit; ++c) {
    if (!columns[c].is_array) blocks.add(result, place, c, {}, g.numbers[number++]);
    for (array_part const& p : g.parts) {
      if (columns[c].is_array && p.where.array == columns[c].id) blocks.add(result, place, c, p.where, p.line);
    }
  }
}

template <class Source, class Mode, class Selection>
struct array_jacobian_recipe;

template <class Source, class Selection>
struct array_jacobian_recipe<Source, forward, Selection> {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    builder& b = s.program;
    jacobian_blocks blocks(b, Selection::columns(), s.shapes);
    jacobian_rows rows;
    for (int r = 0; r < s.roots.size(); ++r) rows.add(s.roots[r], s.places[r], r);
    add_tangents<Selection>(b, blocks, rows, [](int) { return INT_MAX; });
    return blocks.draft();
  }
};

template <class Source, class Selection>
struct array_jacobian_recipe<Source, reverse, Selection> {
  static constexpr array_draft make() {
    settled s = settle(Source::capture(), true);
    builder& b = s.program;
    jacobian_blocks blocks(b, Selection::columns(), s.shapes);
    for (int r = 0; r < s.roots.size(); ++r) {
      add_adjoints<Selection>(b, blocks, s.roots[r], s.places[r], r, Selection::columns().size());
    }
    return blocks.draft();
  }
};

/// The ranks of a function's results.
template <class Source>
inline constexpr auto result_ranks = []<class... R>(std::type_identity<std::tuple<R...>>) {
  return std::array<int, sizeof...(R)>{rank_of<R>...};
}(std::type_identity<typename flat_results<typename Source::result_type>::type>{});

template <class Source, class Selection>
constexpr bool blocks_fit() {
  for (int rank : result_ranks<Source>) {
    for (column_block const& c : Selection::columns()) {
      if (rank + c.dimensions() > most_dimensions) return false;
    }
  }
  return true;
}

template <class Source, class Selection>
struct array_jacobian_of {
  template <class Mode> using recipe = array_jacobian_recipe<Source, Mode, Selection>;
};

template <class... Options>
struct on_arrays<jacobian_facade<Options...>> {
  template <class Source, class Chosen, class... A>
  static auto compute(A const&... arguments) {
    tensor<number_type<A...>, 2> result;
    write<Source, Chosen>(matrix_in(result), arguments...);
    return result;
  }
  template <class Source, class Chosen, class Memory, class... A>
  static void write(Memory const& memory, A const&... arguments) {
    static_assert(Chosen::differentiable, "adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>");
    static_assert(blocks_fit<Source, Chosen>(), "adze: a result and an argument of a Jacobian have at most four dimensions together");
    using mode = typename mode_among<automatic, Options...>::type;
    write_blocks<array_jacobian_of<Source, Chosen>::template recipe, mode, number_type<A...>>(result_ranks<Source>, memory, arguments...);
  }
};

}  // namespace adze::detail

namespace adze {

/// Writes the Jacobian of a function of arrays into the caller's tensor or view: jacobian_into(f, adze::into(matrix), x, y).
/// A matrix of another shape, without contiguous rows, or that overlaps an argument: shape_error, nothing written.
template <class... Options, class F, class M, class... A>
void jacobian_into(F const&, into<M> const& destination, A const&... arguments) {
  using source = detail::source_of<F, A...>;
  static_assert(detail::has_loops<source>, "adze: jacobian_into is for functions of arrays");
  using chosen = detail::selection<typename detail::wrt_among<sizeof...(A), Options...>::type, A...>;
  using facade = detail::on_arrays<detail::jacobian_facade<Options...>>;
  auto& matrix = std::get<0>(destination.outputs);
  facade::template write<source, chosen>(detail::matrix_of_caller<detail::number_type<A...>>(matrix), arguments...);
}

}  // namespace adze
