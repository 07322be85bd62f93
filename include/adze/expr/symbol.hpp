#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: symbols. A symbol has a nested type that says how it was made, and is a handle into the program
// under construction: (builder, line). Calling a function on symbols, in constant evaluation, writes its program.

#include <adze/expr/node.hpp>
#include <adze/program/term.hpp>

namespace adze {

struct symbol_kind;

namespace detail {

/// A leaf of symbols' types: the Kth argument, or an element of it.
template <int K>
struct argument_leaf {};

}  // namespace detail

template <class Shape, bool IsCondition>
struct symbol_ {
  struct type {
    using adze_kind = symbol_kind;
    using shape = Shape;
    static constexpr bool adze_is_condition = IsCondition;
    detail::builder* program = nullptr;
    int id = -1;

    constexpr operator term() const  // an erased symbol, for loops that reassign: adze::term s = x[0];
      requires(!IsCondition)
    {
      return {program, id};
    }
    constexpr operator double() const {
      static_assert(detail::never<Shape>,
                    "adze: a symbol has no value while a function is being captured: "
                    "call sin(x), not std::sin(x), and do not convert it to a number");
      return 0;
    }
    constexpr explicit operator bool() const {
      static_assert(detail::never<Shape>, "adze: 'if' and '?:' cannot branch on a symbol: use adze::select(condition, a, b)");
      return false;
    }
  };
};

namespace detail {

template <class A>
constexpr auto shape_of() {
  if constexpr (has_kind<A>) return std::type_identity<typename A::shape>{};
  else return std::type_identity<constant_node<A>>{};
}

}  // namespace detail

template <class Shape, bool IsCondition = false>
using symbol = typename symbol_<Shape, IsCondition>::type;

/// What operations do to symbols: append to the program and nest the types.
struct symbol_kind {
  static constexpr int rank = 1;
  template <class Op, class... A>
  using result = symbol<node<Op, typename decltype(detail::shape_of<A>())::type...>, detail::is_condition_op<Op>>;
  template <class Op, class... A>
  static constexpr result<Op, A...> apply(A const&... a) {
    static_assert(!(expression<A> || ...),
                  "adze: a function's argument meets a named variable: pass the variable as an argument as well");
    return {detail::program_of(a...), detail::emit<Op>(a...)};
  }
};

}  // namespace adze
