#pragma once
// SPDX-License-Identifier: BSL-1.0
// Value and gradient of one function at many points, given and returned as columns (a structure of arrays): the same
// program as gradient's, run on batches (eval/simd.hpp). With xsimd a batch is a vector register; without, one number.

#include <adze/core/shape_error.hpp>
#include <adze/eval/simd_ops.hpp>
#include <adze/gradient.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <ranges>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace adze {

namespace detail {

/// Numbers that lie in a row in memory: std::vector, std::array, std::span, ...
template <class C>
concept column = std::ranges::contiguous_range<C const> && std::ranges::sized_range<C const> &&
                 std::is_floating_point_v<std::ranges::range_value_t<C const>>;

template <class C>
struct column_number {
  using type = no_number;  // a single number takes the type of the columns
};
template <column C>
struct column_number<C> {
  using type = std::ranges::range_value_t<C const>;
};
template <class... C>
using number_of_columns = typename decltype(common(std::type_identity<typename column_number<C>::type>{}...))::type;

template <class C>
constexpr auto view_of(C const& c) {
  if constexpr (column<C>) return std::span<std::ranges::range_value_t<C const> const>(c);
  else return c;
}

}  // namespace detail

/// The points of at_points_into: a column for each argument, or a single number, the same at every point.
template <class... C>
struct points {
  static_assert(((detail::column<C> || number<C>) && ...),
                "adze: points are given as columns (std::vector, std::span or std::array of floating-point numbers) or single numbers");
  static_assert((detail::column<C> || ...), "adze: at least one argument of at_points is a column");
  using number_type = detail::number_of_columns<C...>;
  static_assert(((!detail::column<C> || std::is_same_v<typename detail::column_number<C>::type, number_type>) && ...),
                "adze: the columns of at_points are of one number type");
  std::tuple<decltype(detail::view_of(std::declval<C const&>()))...> columns;
  constexpr explicit points(C const&... c) : columns(detail::view_of(c)...) {}
};

/// What at_points returns: value[i], and gradient[k][i] in the kth differentiated argument.
template <class T, std::size_t N>
struct values_and_gradients {
  std::vector<T> value;
  std::array<std::vector<T>, N> gradient;
};

namespace detail {

/// Where at_points writes: the values, then a column for each partial.
template <class T, std::size_t Columns>
struct output_columns {
  std::array<std::span<T>, Columns> columns;
  template <class... C>
    requires(sizeof...(C) == Columns && (std::ranges::contiguous_range<C> && ...))
  constexpr explicit output_columns(C&&... c) : columns{std::span<T>(c)...} {}
};

/// The number of points; throws where columns differ in length.
template <class... V>
std::size_t count_points(std::string const& operation, std::tuple<V...> const& columns) {
  std::size_t count = 0;
  int first = -1, k = 0;
  auto const look = [&](auto const& c) {
    if constexpr (!number<decltype(c)>) {
      if (first >= 0 && c.size() != count) {
        throw shape_error(operation + ": columns " + std::to_string(first) + " and " + std::to_string(k) + " have " +
                          std::to_string(count) + " and " + std::to_string(c.size()) + " points");
      }
      if (first < 0) first = k, count = c.size();
    }
    ++k;
  };
  std::apply([&](V const&... c) { (look(c), ...); }, columns);
  return count;
}

template <class T>
bool overlap(std::span<T const> a, std::span<T const> b) {
  std::less<T const*> const before;
  return !a.empty() && !b.empty() && before(a.data(), b.data() + b.size()) && before(b.data(), a.data() + a.size());
}

/// Throws where an output has another length than the points, or shares memory with a column or another output.
template <class T, std::size_t N, class... V>
void check_outputs(std::string const& operation, std::size_t count, std::tuple<V...> const& columns, output_columns<T, N> const& out) {
  for (std::size_t i = 0; i < N; ++i) {
    std::string const output = operation + ": output " + std::to_string(i);
    std::span<T const> const mine = out.columns[i];
    if (mine.size() != count) {
      throw shape_error(output + " has room for " + std::to_string(mine.size()) + " numbers, the columns have " +
                        std::to_string(count) + " points");
    }
    int k = 0;
    auto const look = [&](auto const& c) {
      if constexpr (!number<decltype(c)>) {
        if (overlap<T>(mine, c)) throw shape_error(output + " overlaps column " + std::to_string(k));
      }
      ++k;
    };
    std::apply([&](V const&... c) { (look(c), ...); }, columns);
    for (std::size_t j = 0; j < i; ++j) {
      if (overlap<T>(mine, out.columns[j])) throw shape_error(output + " overlaps output " + std::to_string(j));
    }
  }
}

template <class T, class V>
ADZE_INLINE batch<T> batch_at(V const& column, std::size_t i, int n) {
  if constexpr (number<V>) return broadcast(static_cast<T>(column));
  else return load_first<T>(column.data() + i, n);
}

/// The gradient's program of f at points of type C..., run block by block: its outputs are the partials, then the value.
template <class T, class F, class Indices, class... Options>
struct gradient_at_points;

template <class T, class F, std::size_t... K, class... Options>
struct gradient_at_points<T, F, std::index_sequence<K...>, Options...> {
  static_assert(!expression<F>, "adze: at_points takes a function, [](auto x, auto y) { ... }");
  template <std::size_t> using each = T;
  using source = source_of<F, each<K>...>;
  using chosen = selection<typename wrt_among<sizeof...(K), Options...>::type, each<K>...>;
  static_assert(source::results == 1, "adze: at_points needs a function with one result");
  using mode = decltype(choose_mode<typename mode_among<reverse, Options...>::type, source, chosen>());
  using program = compiled<gradient_recipe<source, mode, chosen>>;
  static constexpr std::size_t partials = chosen::size;

  template <class... V>
  static void run(F const& f, std::size_t count, std::tuple<V...> const& columns, output_columns<T, 1 + partials> const& out) {
    T numbers[1 + source::parameters]{};
    source::fill(f, static_cast<T*>(numbers));
    batch<T> parameters[1 + source::parameters];
    for (std::size_t k = 0; k < std::size(numbers); ++k) parameters[k] = broadcast(numbers[k]);
    constexpr auto step = static_cast<std::size_t>(lanes<T>);
    for (std::size_t i = 0; i < count; i += step) {
      int const n = count - i < step ? static_cast<int>(count - i) : lanes<T>;
      batch<T> const inputs[]{batch_at<T>(std::get<K>(columns), i, n)...};
      batch<T> outputs[1 + partials];
      detail::run<program::value, batch<T>>(static_cast<batch<T> const*>(inputs), static_cast<batch<T> const*>(parameters),
                                            static_cast<batch<T>*>(outputs));
      store_first<T>(out.columns[0].data() + i, outputs[partials], n);
      for (std::size_t k = 0; k < partials; ++k) store_first<T>(out.columns[1 + k].data() + i, outputs[k], n);
    }
  }
};

}  // namespace detail

/// Value and gradient of f at all points, written to memory of yours: at_points_into(f, points(x, y), into(v, dx, dy)).
/// Columns (n) -> values (n) and, for each argument or each that wrt<...> names, partials (n). Allocates nothing.
/// Throws shape_error, before anything is computed, where lengths differ or an output overlaps a column or an output.
/// Options as for gradient, whose results these are within a few units in the last place.
template <class... Options, class F, class... C, class... Out>
void at_points_into(F const& f, points<C...> const& where, into<Out...> const& out) {
  using T = typename points<C...>::number_type;
  static_assert((std::is_same_v<std::ranges::range_value_t<std::remove_reference_t<Out>>, T> && ...), "adze: outputs are of the number type of the columns");
  using gradient = detail::gradient_at_points<T, F, std::index_sequence_for<C...>, Options...>;
  static_assert(sizeof...(Out) == 1 + gradient::partials, "adze: at_points_into writes the values and one column for each partial");
  if constexpr (sizeof...(Out) == 1 + gradient::partials) {
    auto const columns = std::apply([](auto&... c) { return detail::output_columns<T, sizeof...(Out)>(c...); }, out.outputs);
    std::size_t const count = detail::count_points("adze::at_points_into", where.columns);
    detail::check_outputs("adze::at_points_into", count, where.columns, columns);
    gradient::run(f, count, where.columns, columns);
  }
}

/// Value and gradient of f at all points: auto [value, gradient] = at_points(f, x, y, 0.05). An argument is a column
/// (a contiguous range of numbers) or a single number, the same at every point. value (n), gradient[k] (n).
/// Throws shape_error, before anything is computed, where columns differ in length. Options as for gradient.
template <class... Options, class F, class... C>
auto at_points(F const& f, C const&... columns) {
  points<C...> const where(columns...);
  using T = typename points<C...>::number_type;
  using gradient = detail::gradient_at_points<T, F, std::index_sequence_for<C...>, Options...>;
  std::size_t const count = detail::count_points("adze::at_points", where.columns);
  values_and_gradients<T, gradient::partials> result;
  result.value.resize(count);
  for (auto& partial : result.gradient) partial.resize(count);
  std::apply([&](auto&... partial) { gradient::run(f, count, where.columns, detail::output_columns<T, 1 + gradient::partials>(result.value, partial...)); },
             result.gradient);
  return result;
}

}  // namespace adze
