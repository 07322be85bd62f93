#pragma once
// SPDX-License-Identifier: BSL-1.0
// describe for functions of arrays.

#include <adze/array_gradient.hpp>
#include <adze/describe.hpp>
#include <adze/program/describe_loops.hpp>

namespace adze::detail {

/// The loops and buffers of a gradient's program, for arguments of types A, of which some are arrays. Argument k is xk;
/// the parts of a struct or an array of arrays are xk.0, xk.1, ...
template <class Recipe, class Chosen, class... A>
std::string loop_listing(char const* mode) {
  std::vector<std::string> numbers, arrays, outputs, results;
  int position = 0;
  auto const add = [&](int number_count, int array_count) {
    std::string const x = joined({"x", std::to_string(position++)});
    bool const single = number_count + array_count == 1;
    for (int i = 0; i < number_count; ++i) numbers.push_back(single ? x : joined({x, ".", std::to_string(i)}));
    for (int i = 0; i < array_count; ++i) arrays.push_back(single ? x : joined({x, ".", std::to_string(number_count + i)}));
  };
  (add(argument<A>::size, argument<A>::arrays), ...);
  Chosen::for_each_array([&](int array, int) { outputs.push_back(joined({"df/d", arrays[static_cast<std::size_t>(array)]})); });
  for (int input : Chosen::inputs()) results.push_back(joined({"df/d", numbers[static_cast<std::size_t>(input)]}));
  results.emplace_back("f");
  loop_printer const print(scheduled<Recipe>::value, numbers, arrays, outputs);
  std::string const buffers = print.buffers();
  return joined({"value and gradient, ", mode, ":\n", print.loops(), print.results(results), "buffers:", buffers.empty() ? " none\n" : "\n", buffers});
}

template <class... Options>
struct on_arrays<describe_facade<Options...>> {
  template <class Source, class Chosen, class... A>
  static std::string text() {
    require_gradient<Source, Chosen>();
    using mode = typename mode_among<reverse, Options...>::type;
    return loop_listing<array_gradient_recipe<Source, Chosen, mode>, Chosen, A...>(std::is_same_v<mode, forward> ? "forward" : "reverse");
  }
};

}  // namespace adze::detail
