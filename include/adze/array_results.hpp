#pragma once
// SPDX-License-Identifier: BSL-1.0
// Results that may be arrays: their types, their memory, and the recipe of their values.

#include <adze/array_evaluate.hpp>
#include <adze/value.hpp>

namespace adze::detail {

/// The results of a function, one after the other: a std::tuple of symbol types.
template <class R>
struct flat_results {
  using type = std::tuple<R>;
};
template <several_results R>
struct flat_results<R> {
  template <std::size_t... I>
  static auto all(std::index_sequence<I...>)
      -> decltype(std::tuple_cat(std::declval<typename flat_results<std::tuple_element_t<I, R>>::type>()...));
  using type = decltype(all(std::make_index_sequence<std::tuple_size_v<R>>{}));
};

/// What a result of this rank comes back as.
template <class T, int Rank>
struct result_array {
  using type = tensor<T, Rank>;
};
template <class T>
struct result_array<T, 0> {
  using type = T;
};
template <class T>
struct result_array<T, 1> {
  using type = std::vector<T>;
};

template <class T, class Flat>
struct result_memory;

/// Memory for the results: a run writes the arrays into it, `take` brings the numbers.
template <class T, class... R>
struct result_memory<T, std::tuple<R...>> {
  static constexpr int count = sizeof...(R);
  static constexpr int array_count = (0 + ... + (rank_of<R> > 0 ? 1 : 0));
  static constexpr int number_count = count - array_count;
  std::tuple<typename result_array<T, rank_of<R>>::type...> values{};

  /// Gives arrays the extents that outputs first, first + 1, ... of a bound run have, and binds them.
  template <class Run>
  void bind(Run& run, int first) {
    std::apply([&](auto&... v) { (bind_one<rank_of<R>>(run, first, v), ...); }, values);
  }
  void take(T const* in) {
    std::apply([&](auto&... v) { (take_one(v, in), ...); }, values);
  }
  /// The only result; an array of numbers; a tuple if there are several of which some are arrays.
  auto moved() {
    if constexpr (count == 1) {
      return std::get<0>(std::move(values));
    } else if constexpr (array_count == 0) {
      return std::apply([](auto... v) { return std::array<T, sizeof...(R)>{v...}; }, values);
    } else {
      return std::move(values);
    }
  }

 private:
  template <int Rank, class Run, class V>
  static void bind_one(Run& run, int& output, V& v) {
    if constexpr (Rank > 0) {
      auto const extents = run.template output_extents<Rank>(output);
      if constexpr (Rank == 1) v = V(static_cast<std::size_t>(extents[0]));
      else v = V(extents);
      output_slot<T>& slot = run.outputs()[output++];
      view<T, Rank> const all(v.data(), extents);
      slot.data = all.data;
      for (std::size_t d = 0; d < extents.size(); ++d) slot.extent[d] = all.extents[d], slot.stride[d] = all.strides[d];
    }
  }
  static void take_one(T& v, T const*& in) { v = *in++; }
  template <class V>
  static void take_one(V&, T const*&) {}
};

template <class Source, class T>
using results_of = result_memory<T, typename flat_results<typename Source::result_type>::type>;

/// The results.
template <class Source>
struct array_value_recipe {
  static constexpr array_draft make() {
    settled s = settle(Source::capture());
    array_outputs out;
    for (int r = 0; r < s.roots.size(); ++r) out.add(s.program, s.roots[r], s.places[r], s.shapes[r]);
    return out.draft(s.program);
  }
};

template <>
struct on_arrays<value_facade<>> {
  template <class Source, class... A>
  static auto compute(A const&... arguments) {
    using T = number_type<A...>;
    array_run<array_value_recipe<Source>, T, A...> run;
    run.bind(arguments...);
    results_of<Source, T> results;
    results.bind(run, 0);
    T numbers[static_cast<std::size_t>(Source::results)];
    run.run(numbers);
    results.take(numbers);
    return results.moved();
  }
};

}  // namespace adze::detail
