#pragma once
// SPDX-License-Identifier: BSL-1.0
// Matrices that a program writes in blocks: block (r, c) has the dimensions of result r, flattened to rows, then those of
// argument c, flattened to columns. From a program's outputs to the matrix in memory, and which mode's program runs.

#include <adze/array_evaluate.hpp>

namespace adze::detail {

/// A matrix in memory, its rows contiguous.
template <class T>
struct matrix_memory {
  T* data;
  std::ptrdiff_t rows, columns, stride;  // from row to row
};

/// Run's extents, with `count` results of these ranks, as a matrix.
template <class Run>
class block_layout {
 public:
  using T = typename Run::value_type;
  constexpr block_layout(Run& run, int const* ranks, int count) : run_(run), ranks_(ranks), rows_(count), columns_(Run::program.arrays.size / count) {}

  std::ptrdiff_t rows() const {
    std::ptrdiff_t sum = 0;
    for (int r = 0; r < rows_; ++r) sum += size(r, 0, 0, ranks_[r]);
    return sum;
  }
  std::ptrdiff_t columns() const {
    std::ptrdiff_t sum = 0;
    for (int c = 0; c < columns_; ++c) sum += size(0, c, ranks_[0], rank(0, c));
    return sum;
  }
  void bind(matrix_memory<T> const& m) {
    std::ptrdiff_t row = 0;
    for (int r = 0; r < rows_; ++r) {
      std::ptrdiff_t column = 0;
      for (int c = 0; c < columns_; ++c) {
        output_slot<T>& slot = run_.outputs()[r * columns_ + c];
        slot.data = m.data + row * m.stride + column;
        std::ptrdiff_t stride = 1;
        for (int d = rank(r, c); d-- > 0;) {
          if (d + 1 == ranks_[r]) stride = m.stride;
          slot.extent[d] = run_.extent_of_output(r * columns_ + c, d);
          slot.stride[d] = stride;
          stride *= slot.extent[d];
        }
        column += size(r, c, ranks_[r], rank(r, c));
      }
      row += size(r, 0, 0, ranks_[r]);
    }
  }

 private:
  int rank(int r, int c) const { return Run::program.arrays[r * columns_ + c].rank; }
  std::ptrdiff_t size(int r, int c, int first, int last) const {
    std::ptrdiff_t product = 1;
    for (int d = first; d < last; ++d) product *= run_.extent_of_output(r * columns_ + c, d);
    return product;
  }

  Run& run_;
  int const* ranks_;
  int rows_, columns_;
};

/// Runs the program whose blocks make a matrix; memory(rows, columns) says where it is.
template <class Run, std::size_t Results, class Memory>
void run_blocks(Run& run, std::array<int, Results> const& ranks, Memory const& memory) {
  using T = typename Run::value_type;
  block_layout<Run> layout(run, ranks.data(), static_cast<int>(Results));
  matrix_memory<T> const m = memory(layout.rows(), layout.columns());
  if (run.overlaps_arguments(m.data, m.data + (m.rows == 0 ? 0 : (m.rows - 1) * m.stride + m.columns))) {
    throw shape_error("adze: the matrix overlaps an argument: it would be overwritten while it is in use");
  }
  layout.bind(m);
  T numbers[1];
  run.run(numbers);
}

/// Writes the matrix by the program of one mode, or of the one that costs less on these extents (array_run::cost).
template <template <class> class Recipe, class Mode, class T, std::size_t Results, class Memory, class... A>
void write_blocks(std::array<int, Results> const& ranks, Memory const& memory, A const&... arguments) {
  if constexpr (std::is_same_v<Mode, automatic>) {
    array_run<Recipe<forward>, T, A...> forwards;
    array_run<Recipe<reverse>, T, A...> backwards;
    forwards.bind(arguments...);
    backwards.bind(arguments...);
    if (forwards.cost() < backwards.cost()) run_blocks(forwards, ranks, memory);
    else run_blocks(backwards, ranks, memory);
  } else {
    array_run<Recipe<Mode>, T, A...> run;
    run.bind(arguments...);
    run_blocks(run, ranks, memory);
  }
}

/// A tensor for the matrix.
template <class T>
auto matrix_in(tensor<T, 2>& m) {
  return [&m](std::ptrdiff_t rows, std::ptrdiff_t columns) {
    m = tensor<T, 2>({rows, columns});
    return matrix_memory<T>{m.data(), rows, columns, columns};
  };
}
/// The caller's matrix, which has to have the right shape.
template <class T, class M>
auto matrix_of_caller(M& m) {
  static_assert(requires { view<T, 2>(m); } || requires { view<T, 2>(m.as_view()); },
                "adze: the matrix is an adze::tensor or view of two dimensions, of the computation's number type");
  view<T, 2> const v = [&]() -> view<T, 2> {
    if constexpr (requires { view<T, 2>(m); }) return m;
    else return m.as_view();
  }();
  return [v](std::ptrdiff_t rows, std::ptrdiff_t columns) {
    bool const contiguous = v.strides[1] == 1 || columns <= 1;
    if (v.extents[0] != rows || v.extents[1] != columns || !contiguous) {
      std::ptrdiff_t const needed[] = {rows, columns};
      throw shape_error("adze: the matrix of shape " + text_of_extents(v.extents.data(), 2) + " has to have shape " +
                        text_of_extents(needed, 2) + " and contiguous rows");
    }
    return matrix_memory<T>{v.data, rows, columns, v.strides[0]};
  };
}

}  // namespace adze::detail
