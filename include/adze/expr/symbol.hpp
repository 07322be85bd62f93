#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: symbols. A symbol has a nested type that says how it was made, and is a handle into the program
// under construction: (builder, line). Calling a function on symbols, in constant evaluation, writes its program.

#include <adze/expr/node.hpp>
#include <adze/expr/term.hpp>

namespace adze {

struct symbol_kind;

namespace detail {

template <class S>
constexpr bool reject_symbol_assignment() {
  static_assert(never<S>,
                "adze: every operation gives a symbol of a new type: give each result a name of its own, auto t = s + x, "
                "or let adze::term s = x take what is reassigned, or wrap the function, adze::traced(f)");
  return true;
}
/// A leaf of symbols' types: the Kth argument, or an element of it.
template <int K>
struct argument_leaf {};

}  // namespace detail

template <class Shape, bool IsCondition, int Depth>
struct symbol_ {
  struct type : std::conditional_t<IsCondition, condition_handle, value_handle> {  // an aggregate: no constructor to name
    using adze_kind = symbol_kind;
    using shape = Shape;
    static constexpr bool adze_is_condition = IsCondition;
    using depth = std::integral_constant<int, Depth>;

    // Only here to be reported (term.hpp says why so).
    constexpr operator double() const noexcept(detail::reject_conversion<Shape, IsCondition>()) { return 0; }
    constexpr explicit operator bool() const noexcept(detail::reject_branch<Shape>()) { return false; }
    template <class Other>
    constexpr type& operator=(Other const&) noexcept(detail::reject_symbol_assignment<Other>()) { return *this; }
    template <class Index>
      requires std::is_integral_v<Index>
    constexpr type operator[](Index) const noexcept(detail::reject_element<Index>()) { return *this; }
  };
};

namespace detail {

template <class A>
struct shape_of {
  static_assert(!expression<A>, "adze: a function's argument meets a named variable: pass the variable as an argument as well");
  using type = constant_node<A>;
};
template <class A>
  requires(std::is_same_v<typename kind_of<A>::type, symbol_kind>)
struct shape_of<A> {
  using type = typename A::shape;
};

}  // namespace detail

template <class Shape, bool IsCondition = false, int Depth = 0>
using symbol = typename symbol_<Shape, IsCondition, Depth>::type;

namespace detail {

template <class A, class = typename kind_of<A>::type>
struct depth_of : std::integral_constant<int, 0> {};
template <class A>
struct depth_of<A, symbol_kind> : A::depth {};

/// The type of Op on symbols. Types nest to a depth that a person might still read; beyond it they would only cost time
/// (names of compilers grow with their square), so deeper expressions go on as lines of the same program. (Not as terms,
/// whose conversions, there to be reported, make clang consider every built-in operator.)
inline constexpr int nesting_limit = 24;

template <bool TooDeep, int Depth, class Op, class... A>
struct symbol_result {
  using type = symbol<node<Op, typename shape_of<A>::type...>, is_condition_op<Op>, Depth>;
};
template <int Depth, class Op, class... A>
struct symbol_result<true, Depth, Op, A...> {
  using type = line_kind::result<Op>;
};

template <int... Depths>
constexpr int one_deeper() {
  int deepest = 0;
  ((deepest = Depths > deepest ? Depths : deepest), ...);
  return deepest + 1;
}

}  // namespace detail

/// What operations do to symbols: append to the program and nest the types.
struct symbol_kind {
  static constexpr int rank = 1;
  template <int Depth, class Op, class... A>
  using result_at = typename detail::symbol_result<(Depth > detail::nesting_limit), Depth, Op, A...>::type;
  template <class Op, class... A>
  using result = result_at<detail::one_deeper<detail::depth_of<A>::value...>(), Op, A...>;

  template <class Op, class... A>
  static constexpr result<Op, A...> apply(A const&... a) {
    program_handle const h = detail::emit(*detail::op_address<Op>, a...);
    if constexpr (std::is_same_v<typename detail::kind_of<result<Op, A...>>::type, symbol_kind>) return {{h}};
    else return result<Op, A...>(h);
  }
  /// k, of the type of `like`.
  template <class S>
  static constexpr S constant(S const& like, double k) {
    S result = like;
    result.id = like.program->append({detail::op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(k)});
    return result;
  }
  template <class... A>
  static constexpr symbol<constant_node<bool>, true> truth(bool c, A const&... a) {
    return {{detail::truth_line(c, a...)}};
  }
};

}  // namespace adze
