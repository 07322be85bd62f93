#pragma once
// SPDX-License-Identifier: BSL-1.0
// Gradients of functions of arrays without allocation: prepare, which keeps the memory from call to call, and
// gradient_into, which writes into the caller's.

#include <adze/array_gradient.hpp>

namespace adze {

namespace detail {

/// A gradient's program with its memory and its result.
template <class Source, class Chosen, class T, class... A>
class prepared_gradient {
 public:
  using gradient_type = decltype(Chosen::template make_gradient<T>(std::declval<A const&>()...));
  using result_type = value_and_gradient_result<T, gradient_type>;

  explicit prepared_gradient(A const&... arguments) : result_{T{}, Chosen::template make_gradient<T>(arguments...)} {
    run_.bind(arguments...);
    memory_.resize(run_.workspace());
  }
  /// Value and gradient at other arguments, valid until the next call. The gradient has to have the shape that it was
  /// prepared for, else shape_error; what is not differentiated may have another one, and memory grows if that needs more.
  result_type const& operator()(A const&... arguments) {
    run_.bind(arguments...);
    if (run_.workspace() > memory_.size()) memory_.resize(run_.workspace());
    output_slot<T>* out = run_.outputs();
    Chosen::template bind_gradient<T>(result_.gradient, out);
    run_.check_outputs();
    result_.value = run_gradient<Chosen>(run_, result_.gradient, memory_.data());
    return result_;
  }
  /// Bytes of memory for intermediate arrays.
  std::size_t workspace() const { return memory_.size(); }

 private:
  array_run<array_gradient_recipe<Source, Chosen>, T, A...> run_{};
  result_type result_;
  std::vector<unsigned char, aligned_allocator<unsigned char>> memory_{};
};

/// Binds an output to the gradient in an argument of type A.
template <class T, class A, class G>
void bind_output(G& g, output_slot<T>*& out, [[maybe_unused]] T**& numbers) {
  using plain = std::remove_cvref_t<G>;
  if constexpr (std::is_same_v<plain, T>) {
    *numbers++ = &g;
  } else if constexpr (requires { g.strides; }) {
    output_slot<T>& s = *out++;
    s.data = g.data;
    constexpr std::size_t rank = std::tuple_size_v<decltype(g.extents)>;
    static_assert(argument<A>::arrays == 1 && argument<A>::rank_of_array(0) == rank,
                  "adze: the gradient in an array goes into an array of as many dimensions");
    for (std::size_t d = 0; d < rank; ++d) {
      std::size_t const from = argument<A>::turned ? rank - 1 - d : d;
      s.extent[d] = g.extents[from], s.stride[d] = g.strides[from];
    }
  } else if constexpr (requires { g.as_view(); }) {
    auto v = g.as_view();
    bind_output<T, A>(v, out, numbers);
  } else if constexpr (requires { output_view<plain>::of(g); }) {
    auto v = output_view<plain>::of(g);
    bind_output<T, A>(v, out, numbers);
  } else {
    static_assert(requires { std::span<T>(g); },
                  "adze: a gradient goes into a std::vector, std::span, tensor, view, or number of the computation's type");
    std::span<T> const span(g);
    view<T, 1> v(span.data(), {static_cast<std::ptrdiff_t>(span.size())});
    bind_output<T, A>(v, out, numbers);
  }
}
template <class T, class Chosen, class... G, std::size_t... I>
void bind_outputs(std::tuple<G...> const& outputs, output_slot<T>*& out, T**& numbers, std::index_sequence<I...>) {
  (bind_output<T, typename Chosen::template chosen_argument<I>>(std::get<I>(outputs), out, numbers), ...);
}

template <class... Options>
constexpr void require_reverse() {
  static_assert((!std::is_same_v<Options, forward> && ...), "adze: prepare and gradient_into run in reverse mode: leave out adze::forward");
}
template <class... Options>
inline constexpr bool accumulates_gradient = (std::is_same_v<Options, accumulate> || ...);

}  // namespace detail

/// The gradient as an object that owns all memory it needs, aligned to 64 bytes: auto g = prepare(f, x, y); then
/// g(x, y).value and g(x, y).gradient, for arguments of the same types and shapes, allocate nothing. Option: wrt<positions>.
template <class... Options, class F, class... A>
auto prepare(F const&, A const&... arguments) {
  static_assert(detail::has_loops<detail::source_of<F, A...>>, "adze: prepare is for functions of arrays; of numbers, gradient needs no memory");
  using source = detail::source_of<F, A...>;
  using chosen = detail::selection<typename detail::wrt_among<sizeof...(A), Options...>::type, A...>;
  static_assert(source::results == 1, "adze: gradient needs a function with one result; use jacobian for several");
  detail::require_gradient<source, chosen>();
  detail::require_reverse<Options...>();
  return detail::prepared_gradient<source, chosen, detail::number_type<A...>, A...>(arguments...);
}

/// Writes the gradient into the caller's memory and returns the value: gradient_into(f, adze::into(gx, gy), x, y). Option
/// accumulate adds to what is there; wrt<positions>. Outputs of another shape, or that overlap an argument, are refused
/// with a shape_error before anything is computed.
template <class... Options, class F, class... G, class... A>
auto gradient_into(F const&, into<G...> const& destination, A const&... arguments) {
  static_assert(detail::has_loops<detail::source_of<F, A...>>, "adze: gradient_into is for functions of arrays");
  using source = detail::source_of<F, A...>;
  using chosen = detail::selection<typename detail::wrt_among<sizeof...(A), Options...>::type, A...>;
  static_assert(source::results == 1, "adze: gradient needs a function with one result; use jacobian for several");
  detail::require_gradient<source, chosen>();
  detail::require_reverse<Options...>();
  static_assert(sizeof...(G) == chosen::count, "adze: gradient_into needs one output for each argument that is differentiated");
  using T = detail::number_type<A...>;
  constexpr bool adds = detail::accumulates_gradient<Options...>;
  using plain = detail::array_gradient_recipe<source, chosen>;
  detail::array_run<std::conditional_t<adds, detail::adding_recipe<plain>, plain>, T, A...> r;
  r.bind(arguments...);
  detail::output_slot<T>* out = r.outputs();
  T* numbers[chosen::size + 1]{};
  T** next = numbers;
  detail::bind_outputs<T, chosen>(destination.outputs, out, next, std::index_sequence_for<G...>{});
  r.check_outputs();
  T results[chosen::size + 1];
  r.run(results);
  for (int i = 0; i < chosen::size; ++i) *numbers[i] = adds ? *numbers[i] + results[i] : results[i];
  return results[chosen::size];
}

}  // namespace adze
