#pragma once
// SPDX-License-Identifier: BSL-1.0
// Hessians where arguments are arrays: the Jacobian of the gradient's lines, the blocks on and below the diagonal, from
// which the others are copied.

#include <adze/array_jacobian.hpp>
#include <adze/hessian.hpp>

namespace adze::detail {

template <class Source, class Mode, class Selection>
struct array_hessian_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    builder& b = s.program;
    growing_array<column_block> const columns = Selection::columns();
    growing_array<output_array> shapes;
    for (column_block const& c : columns) shapes.push_back(c.is_array ? shaped_like(b.arrays, c.id, c.rank) : output_array{});
    jacobian_blocks blocks(b, columns, shapes);
    jacobian_rows const gradient = rows_of_gradient(b, s, columns);
    if constexpr (std::is_same_v<Mode, forward>) {
      add_tangents<Selection>(b, blocks, gradient, [](int row) { return row + 1; });
    } else {
      fresh_loops loops;
      for (int r = 0; r < gradient.lines.size(); ++r) {
        access place = gradient.places[r];
        int const line = apart(b, gradient.lines[r], place, loops);
        add_adjoints<Selection>(b, blocks, line, place, gradient.results[r], gradient.results[r] + 1);
      }
    }
    return blocks.draft();
  }

 private:
  static constexpr jacobian_rows rows_of_gradient(builder& b, settled const& s, growing_array<column_block> const& columns) {
    array_adjoint const g = adjoint_with_arrays(b, s.roots, one_line(b), Selection::inputs(), Selection::arrays());
    jacobian_rows rows;
    for (int c = 0, number = 0; c < columns.size(); ++c) {
      if (!columns[c].is_array) rows.add(g.numbers[number++], {}, c);
      for (array_part const& p : g.parts) {
        if (columns[c].is_array && p.where.array == columns[c].id) rows.add(p.line, p.where, c);
      }
    }
    return rows;
  }
  /// A part of the gradient in loops that are used for nothing else; so is `place`.
  static constexpr int apart(builder& b, int line, access& place, fresh_loops& loops) {
    relaxed_scope const derivative_code(b);
    index_set const own = indices_of(b, place);
    loop_map map;
    index_set taken = 0;
    for (int index = 0; index < index_limit; ++index) {
      if (!has(own, index)) continue;
      int const row = loops.loop(b, b.arrays.loops[index], taken);
      taken |= only(row);
      map.add(index, row);
    }
    moved_line again(b, map, true);
    for (int d = 0; d < place.rank; ++d) {
      if (map.takes(place.at[d].index)) place.at[d].index = map.to[place.at[d].index];
      if (place.at[d].line >= 0) place.at[d].line = again(place.at[d].line);
    }
    return again(line);
  }
};

template <class Source, class Selection>
struct array_hessian_of {
  template <class Mode> using recipe = array_hessian_recipe<Source, Mode, Selection>;
};

/// The ranks of the chosen numbers (0) and arrays.
template <class Selection>
inline constexpr auto column_ranks = [] {
  std::array<int, static_cast<std::size_t>([] {
    growing_array<column_block> const all = Selection::columns();
    return all.size();
  }())> ranks{};
  growing_array<column_block> const all = Selection::columns();
  for (int c = 0; c < all.size(); ++c) ranks[static_cast<std::size_t>(c)] = all[c].rank;
  return ranks;
}();

template <class Selection>
constexpr bool hessian_fits() {
  for (int rank : column_ranks<Selection>) {
    if (2 * rank > most_dimensions) return false;
  }
  return true;
}

/// Copies what is below the diagonal to above it, a tile at a time.
template <class T>
void mirror(matrix_memory<T> const& m) {
  constexpr std::ptrdiff_t tile = 8;  // numbers in a cache line
  for (std::ptrdiff_t first = 0; first < m.rows; first += tile) {
    std::ptrdiff_t const last = first + tile < m.rows ? first + tile : m.rows;
    for (std::ptrdiff_t left = 0; left < last; left += tile) {
      for (std::ptrdiff_t r = first; r < last; ++r) {
        for (std::ptrdiff_t c = left; c < r && c < left + tile; ++c) m.data[c * m.stride + r] = m.data[r * m.stride + c];
      }
    }
  }
}

template <class... Options>
struct on_arrays<hessian_facade<Options...>> {
  template <class Source, class Chosen, class... A>
  static auto compute(A const&... arguments) {
    tensor<number_type<A...>, 2> result;
    write<Source, Chosen>(matrix_in(result), arguments...);
    return result;
  }
  template <class Source, class Chosen, class Memory, class... A>
  static void write(Memory const& memory, A const&... arguments) {
    using T = number_type<A...>;
    static_assert(!array_expression<typename Source::result_type>, "adze: hessian needs a function with one result");
    static_assert(Chosen::differentiable, "adze: an argument of integers has no derivative: leave it out with adze::wrt<positions>");
    static_assert(hessian_fits<Chosen>(), "adze: the arrays of a Hessian have at most two dimensions");
    using mode = typename mode_among<automatic, Options...>::type;
    matrix_memory<T> matrix{};
    auto const noted = [&](std::ptrdiff_t rows, std::ptrdiff_t columns) { return matrix = memory(rows, columns); };
    write_blocks<array_hessian_of<Source, Chosen>::template recipe, mode, T>(column_ranks<Chosen>, noted, arguments...);
    mirror(matrix);
  }
};

}  // namespace adze::detail

namespace adze {

/// Writes the Hessian of a function of arrays into the caller's tensor or view: hessian_into(f, adze::into(matrix), x, y).
/// Options as for hessian. A matrix of another shape, without contiguous rows, or that overlaps an argument: shape_error,
/// nothing written.
template <class... Options, class F, class M, class... A>
void hessian_into(F const&, into<M> const& destination, A const&... arguments) {
  using source = detail::source_of<F, A...>;
  static_assert(detail::has_loops<source>, "adze: hessian_into is for functions of arrays");
  using chosen = detail::selection<typename detail::wrt_among<sizeof...(A), Options...>::type, A...>;
  static_assert(source::results == 1, "adze: hessian needs a function with one result");
  auto& matrix = std::get<0>(destination.outputs);
  detail::on_arrays<detail::hessian_facade<Options...>>::template write<source, chosen>(
      detail::matrix_of_caller<detail::number_type<A...>>(matrix), arguments...);
}

}  // namespace adze
