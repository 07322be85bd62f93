#pragma once
// SPDX-License-Identifier: BSL-1.0
// check_gradient where arguments are arrays: all is copied and computed in double.

#include <adze/array_gradient.hpp>
#include <adze/array_results.hpp>
#include <adze/check/gradient.hpp>

namespace adze::detail {

/// A copy in double (integers stay what they are) of an array of Rank dimensions.
template <class E, int Rank>
auto copy_of_array(array_slot const& slot) {
  using number = std::conditional_t<std::is_floating_point_v<E>, double, E>;
  std::array<std::ptrdiff_t, static_cast<std::size_t>(Rank)> extents, strides;
  for (std::size_t d = 0; d < extents.size(); ++d) extents[d] = slot.extent[d], strides[d] = slot.stride[d];
  tensor<number, Rank> copy(extents);
  for (std::ptrdiff_t i = 0; i < copy.size(); ++i) {
    std::ptrdiff_t rest = i, place = 0;
    for (std::size_t d = extents.size(); d-- > 0; rest /= extents[d]) place += rest % extents[d] * strides[d];
    copy.data()[i] = static_cast<number>(static_cast<E const*>(slot.data)[place]);
  }
  return copy;
}

/// The numbers of arguments as one array, and each of their arrays as a tensor: what a program may run on instead.
template <class... A>
class copied_arguments {
  static constexpr int array_count = (0 + ... + argument<A>::arrays);
  using elements = decltype(std::tuple_cat(std::declval<typename argument<A>::elements>()...));
  static constexpr auto ranks = [] {
    std::array<int, static_cast<std::size_t>(array_count)> all{};
    std::size_t next = 0;
    ([&] { for (int i = 0; i < argument<A>::arrays; ++i) all[next++] = argument<A>::rank_of_array(i); }(), ...);
    return all;
  }();
  template <std::size_t... I>
  static auto copy(array_slot const* slots, std::index_sequence<I...>) {
    return std::tuple{copy_of_array<std::tuple_element_t<I, elements>, ranks[I]>(slots[I])...};
  }
  static auto copy_arrays(A const&... arguments) {
    array_slot slots[static_cast<std::size_t>(array_count) + 1];
    array_slot* next = slots;
    (argument<A>::slots(arguments, next), ...);
    return copy(slots, std::make_index_sequence<static_cast<std::size_t>(array_count)>{});
  }

 public:
  std::array<double, static_cast<std::size_t>((0 + ... + argument<A>::size))> numbers{};
  decltype(copy_arrays(std::declval<A const&>()...)) arrays;

  explicit copied_arguments(A const&... arguments) : arrays(copy_arrays(arguments...)) {
    [[maybe_unused]] double* next = numbers.data();
    (argument<A>::flatten(arguments, next), ...);
  }
  /// Calls visit(numbers, arrays...).
  template <class Visit>
  decltype(auto) apply(Visit const& visit) const {
    return std::apply([&](auto const&... a) -> decltype(auto) { return visit(numbers, a...); }, arrays);
  }
  /// Where the elements of array k start, and how many there are.
  std::pair<double*, std::ptrdiff_t> elements_of(int k) {
    std::pair<double*, std::ptrdiff_t> found{nullptr, 0};
    int next = 0;
    std::apply([&](auto&... a) {
      ([&] {
        if constexpr (std::is_same_v<decltype(a.data()), double*>) {
          if (next == k) found = {a.data(), a.size()};
        }
        ++next;
      }(), ...);
    }, arrays);
    return found;
  }
};

template <class... Options>
struct on_arrays<check_facade<Options...>> {
  template <class Source, class Chosen, class... A>
  static gradient_check compute(A const&... arguments) {
    require_gradient<Source, Chosen>();
    using mode = typename mode_among<reverse, Options...>::type;
    copied_arguments<A...> point(arguments...);
    copied_arguments<A...> slopes = point;  // has the shapes
    double numbers[static_cast<std::size_t>(Chosen::size) + 1];
    point.apply([&]<class... P>(P const&... p) {
      array_run<array_gradient_recipe<Source, Chosen, mode>, double, P...> run;
      run.bind(p...);
      [[maybe_unused]] int output = 0;
      Chosen::for_each_array([&](int array, int rank) {
        output_slot<double>& slot = run.outputs()[output];
        std::ptrdiff_t stride = 1;
        for (int d = rank; d-- > 0; stride *= slot.extent[d]) {
          slot.extent[d] = run.extent_of_output(output, d);
          slot.stride[d] = stride;
        }
        slot.data = slopes.elements_of(array).first;
        ++output;
      });
      run.run(numbers);
    });
    gradient_check worst = nothing_checked();
    int component = 0, number = 0;
    auto const check = [&](double& x, double computed) {
      double const here = x;
      auto const value = [&](double t) {
        x = t;
        return value_at<Source>(point);
      };
      note_component(worst, component++, computed, central_difference(value, here));
      x = here;
    };
    for (column_block const& c : Chosen::columns()) {
      if (!c.is_array) check(point.numbers[static_cast<std::size_t>(c.id)], numbers[number++]);
      auto const [first, count] = c.is_array ? point.elements_of(c.id) : std::pair<double*, std::ptrdiff_t>{nullptr, 0};
      for (std::ptrdiff_t i = 0; i < count; ++i) check(first[i], slopes.elements_of(c.id).first[i]);
    }
    return worst;
  }
  template <class Source, class... A>
  static double value_at(copied_arguments<A...> const& point) {
    double value[1];
    point.apply([&]<class... P>(P const&... p) {
      array_run<array_value_recipe<Source>, double, P...> run;
      run.bind(p...);
      run.run(value);
    });
    return value[0];
  }
};

}  // namespace adze::detail
