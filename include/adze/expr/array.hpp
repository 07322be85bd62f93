#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture, for arrays: what a function sees of a vector or a matrix. An array symbol is a line of the program in
// the indices 0, 1, ... of its dimensions, with their extents; its type nests like that of a symbol. Operations on it are
// operations on that line; what moves indices (transpose, slice, x(i, k)) substitutes.

#include <adze/expr/symbol.hpp>
#include <adze/program/reach.hpp>

namespace adze {

struct array_kind;

namespace detail {

template <class S>
constexpr bool reject_array_assignment() {
  static_assert(never<S>,
                "adze: every operation gives an array of a new type: give each result a name of its own, auto t = s + x");
  return true;
}

/// An array symbol without its type.
template <int Rank>
struct array_handle : program_handle {
  int extents[Rank] = {};
};

/// Deeper expressions say no more about how they were made.
struct erased_shape {};

}  // namespace detail

template <class Shape, int Rank, bool IsCondition, int Depth>
struct array_symbol_ {
  struct type : detail::array_handle<Rank> {
    using adze_kind = array_kind;
    using shape = Shape;
    using depth = std::integral_constant<int, Depth>;
    static constexpr int rank = Rank;
    static constexpr bool adze_is_condition = IsCondition;

    /// An element: x(i), x(i + 1), A(2, k), table(id(i)).
    template <class... I>
    constexpr auto operator()(I const&... subscripts) const {
      return adze_element(*this, subscripts...);
    }
    template <class I>
    constexpr auto operator[](I const& subscript) const {
      return adze_element(*this, subscript);
    }
    template <class Other>
      requires(!std::is_same_v<Other, type>)
    constexpr type& operator=(Other const&) noexcept(detail::reject_array_assignment<Other>()) { return *this; }
    // Only here to be reported (term.hpp says why so).
    constexpr operator double() const noexcept(detail::reject_conversion<Shape, IsCondition>()) { return 0; }
  };
};

template <class Shape, int Rank, bool IsCondition = false, int Depth = 0>
using array_symbol = typename array_symbol_<Shape, Rank, IsCondition, Depth>::type;

template <class A>
concept array_expression = std::is_same_v<typename detail::kind_of<std::remove_cvref_t<A>>::type, array_kind>;

namespace detail {

template <class A>
  requires(std::is_same_v<typename kind_of<A>::type, array_kind>)
struct shape_of<A> {
  using type = typename A::shape;
};
template <class A>
struct depth_of<A, array_kind> : A::depth {};

template <class A>
inline constexpr int rank_of = 0;
template <array_expression A>
inline constexpr int rank_of<A> = A::rank;

template <class... A>
constexpr int highest_rank() {
  int highest = 0;
  ((highest = rank_of<A> > highest ? rank_of<A> : highest), ...);
  return highest;
}

/// The type of Op on arrays, whatever is given with them.
template <int Rank, bool IsCondition, class Op, class... A>
struct array_result {
  static constexpr int deep = one_deeper<depth_of<A>::value...>();
  using type = std::conditional_t<(deep > nesting_limit), array_symbol<erased_shape, Rank, IsCondition, nesting_limit>,
                                  array_symbol<node<Op, typename shape_of<A>::type...>, Rank, IsCondition, deep>>;
};

/// The line of `a` in the dimensions of a result of rank Rank, of which it has the last ones; extents have to agree.
template <int Rank, class A>
constexpr any_operand aligned(A const& a, array_handle<Rank>& result, char const* operation) {
  if constexpr (!array_expression<A>) {
    return any_operand(a);
  } else {
    substitution s;
    constexpr int missing = Rank - A::rank;
    for (int d = 0; d < A::rank; ++d) {
      int& extent = result.extents[missing + d];
      if (extent < 0) extent = a.extents[d];
      else a.program->arrays.agree(extent, a.extents[d], operation);
      if (missing > 0) s.add(d, {missing + d, 0, -1}, a.extents[d]);
    }
    return program_handle{a.program, substitute(*a.program, a.id, s)};
  }
}
template <int Rank>
constexpr array_handle<Rank> unset_extents() {
  array_handle<Rank> result;
  for (int& e : result.extents) e = -1;
  return result;
}

/// A result of the given type from its line.
template <class Result, int Rank>
constexpr Result as_array(array_handle<Rank> const& h) {
  Result result{};
  result.program = h.program;
  result.id = h.id;
  for (int d = 0; d < Rank; ++d) result.extents[d] = h.extents[d];
  return result;
}

}  // namespace detail

/// What operations do to arrays: the same operation on their elements. A scalar goes with every element, a vector with
/// every row of a matrix.
struct array_kind {
  static constexpr int rank = 4;
  template <class Op, class... A>
  using result = typename detail::array_result<detail::highest_rank<A...>(), detail::is_condition_op<Op>, Op, A...>::type;

  template <class Op, class... A>
  static constexpr result<Op, A...> apply(A const&... a) {
    constexpr int R = detail::highest_rank<A...>();
    auto h = detail::unset_extents<R>();
    // braces evaluate from left to right
    detail::any_operand const operands[] = {detail::aligned<R>(a, h, Op::name)...};
    program_handle line;
    if constexpr (sizeof...(A) == 1) line = detail::emit(*detail::op_address<Op>, operands[0]);
    else if constexpr (sizeof...(A) == 2) line = detail::emit(*detail::op_address<Op>, operands[0], operands[1]);
    else line = detail::emit(*detail::op_address<Op>, operands[0], operands[1], operands[2]);
    h.program = line.program;
    h.id = line.id;
    return detail::as_array<result<Op, A...>>(h);
  }
  /// An array of the shape of `like` in which every element is k.
  template <class A>
  static constexpr A constant(A const& like, double k) { return symbol_kind::constant(like, k); }
  template <class... A>
  static constexpr auto truth(bool c, A const&... a) {
    constexpr detail::any_operand none(0.0L);
    detail::any_operand of[] = {detail::any_operand(a)..., none};
    return symbol<constant_node<bool>, true>{{detail::truth_line(c, of[0], of[1])}};
  }
};

}  // namespace adze
