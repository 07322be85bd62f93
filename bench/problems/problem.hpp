// SPDX-License-Identifier: BSL-1.0
#pragma once
// What a benchmark problem is: a function written once for every number type, its derivatives by hand, and the box
// its points are drawn from. Inputs lie in one row of doubles: the variables, then the data (arguments that are not
// differentiated). Derivatives lie in rows too, one for each output: the gradient is a Jacobian of one row.

#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

namespace bench {

struct interval {
  double lower;
  double upper;
};

template <class P>
concept problem = requires(const double* in, double* derivatives, std::size_t i) {
  { P::name() } -> std::same_as<std::string>;  // with {} where the contender's name goes
  { P::variables } -> std::convertible_to<std::size_t>;
  { P::data } -> std::convertible_to<std::size_t>;
  { P::one_array } -> std::convertible_to<bool>;  // f(array) or f(x0, x1, ..., data...)
  { P::function };
  { P::by_hand(in, derivatives) } -> std::same_as<double>;  // returns the value; of several, the last
  { P::box(i) } -> std::same_as<interval>;                  // where input i lives
};

// The type in which an expression is stored. Libraries of expression templates (Eigen, Sacado, ADOL-C)
// specialise it, because their expressions refer to temporaries and must not be named with auto.
template <class Expression> struct stored { using type = Expression; };

// An expression as a value that may be named and returned.
template <class Expression>
constexpr auto keep(Expression&& e) -> typename stored<std::remove_cvref_t<Expression>>::type {
  return std::forward<Expression>(e);
}

// f at the arguments of problem P: its variables x, one by one or as one array, then its data. Inlined, for every
// contender alike: clang leaves it out of line otherwise, and then the arguments go through memory.
template <problem P, class F, class T, class Data>
[[gnu::always_inline]] constexpr auto call(const F& f, const std::array<T, P::variables>& x, [[maybe_unused]] const Data* data) {
  if constexpr (P::one_array) {
    return f(x);
  } else {
    return [&]<std::size_t... i, std::size_t... j>(std::index_sequence<i...>, std::index_sequence<j...>) __attribute__((always_inline)) {
      return f(x[i]..., data[j]...);
    }(std::make_index_sequence<P::variables>{}, std::make_index_sequence<P::data>{});
  }
}

// What a function returned, a number or a tuple of numbers, as an array.
template <class Y> constexpr auto outputs_of(const Y& y) {
  if constexpr (requires { std::tuple_size<Y>::value; }) {
    return std::apply([](const auto&... each) { return std::array{each...}; }, y);
  } else {
    return std::array{y};
  }
}

// How many outputs problem P has.
template <problem P>
constexpr std::size_t output_count = [] {
  if constexpr (requires { P::outputs; }) {
    return P::outputs;
  } else {
    return std::size_t{1};
  }
}();

// The value of problem P in the arithmetic of T.
template <problem P, class T, class Data>
constexpr auto evaluate(const std::array<T, P::variables>& x, const Data* data) {
  return call<P>(P::function, x, data);
}

}  // namespace bench
