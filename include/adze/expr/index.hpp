#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stage 1, capture: index notation. `constexpr adze::index<"i"> i;` names a loop; x(i + 1) is an element; sum(i, ...)
// reduces. An index runs from 0 over all values for which every subscript it stands in is in range.

#include <adze/core/fixed_string.hpp>
#include <adze/expr/array.hpp>

#include <concepts>

namespace adze {

/// A loop index: sum(i, x(i) * y(i)).
template <fixed_string Name>
struct index {
  static constexpr auto name = Name;
  static constexpr int offset = 0;
};

/// An index plus a constant, as a subscript: x(i + 1).
template <fixed_string Name>
struct shifted_index {
  static constexpr auto name = Name;
  int offset;
};

namespace detail {

template <class T> inline constexpr bool is_index = false;
template <fixed_string Name> inline constexpr bool is_index<index<Name>> = true;
template <fixed_string Name> inline constexpr bool is_index<shifted_index<Name>> = true;
template <class T> inline constexpr bool is_plain_index = false;
template <fixed_string Name> inline constexpr bool is_plain_index<index<Name>> = true;

}  // namespace detail

template <class T>
concept loop_index = detail::is_index<std::remove_cvref_t<T>>;

// (The integer is a template parameter so that clang, which tries these for 1 - x(i) before it looks at the constraint,
// finds no operator of two ints, which is an error.)
template <loop_index I, std::integral N>
constexpr auto operator+(I const& i, N by) { return shifted_index<I::name>{i.offset + static_cast<int>(by)}; }
template <loop_index I, std::integral N>
constexpr auto operator-(I const& i, N by) { return shifted_index<I::name>{i.offset - static_cast<int>(by)}; }
template <std::integral N, loop_index I>
constexpr auto operator+(N by, I const& i) { return i + by; }

/// A comparison of indices: select(j < i, a, b) and sum(j < i, ...), where it restricts the index on the left.
template <class Op, loop_index A, class B>
struct index_condition {
  A first;
  B second;
};

template <class T>
concept index_bound = loop_index<T> || std::is_same_v<std::remove_cvref_t<T>, int>;

template <loop_index A, index_bound B>
constexpr index_condition<op::less, A, B> operator<(A const& a, B const& b) { return {a, b}; }
template <loop_index A, index_bound B>
constexpr index_condition<op::less_equal, A, B> operator<=(A const& a, B const& b) { return {a, b}; }
template <loop_index A, index_bound B>
constexpr auto operator>(A const& a, B const& b) { return a - 1 >= b; }
template <loop_index A, index_bound B>
constexpr auto operator>=(A const& a, B const& b) {
  return index_condition<op::logical_not, A, B>{a, b};  // not a < b
}
template <loop_index A, index_bound B>
constexpr index_condition<op::equal, A, B> operator==(A const& a, B const& b) { return {a, b}; }
template <loop_index A, index_bound B>
constexpr index_condition<op::not_equal, A, B> operator!=(A const& a, B const& b) { return {a, b}; }

namespace detail {

template <loop_index I>
struct shape_of<I> {
  using type = I;
};

template <class I>
constexpr subscript subscript_of(builder& b, I const& i) {
  if constexpr (loop_index<I>) return {b.arrays.named(I::name.c_str()), i.offset, -1};
  else if constexpr (std::is_integral_v<I>) return {-1, static_cast<int>(i), -1};
  else if constexpr (has_kind<I>) return {-1, 0, i.id};
  else return {-1, 0, -1};  // has been rejected
}

/// An index, or a constant one, as a number in the program.
template <index_bound I>
constexpr int line_of_index(builder& b, I const& i) {
  if constexpr (loop_index<I>) return position_line(b, b.arrays.named(I::name.c_str()), i.offset);
  else return b.append({op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(i)});
}
template <class Op, class A, class B>
constexpr int line_of_condition(builder& b, index_condition<Op, A, B> const& c) {
  int const first = line_of_index(b, c.first), second = line_of_index(b, c.second);
  if constexpr (std::is_same_v<Op, op::logical_not>) {
    return b.emit(*op_address<op::logical_not>, b.emit(*op_address<op::less>, first, second));
  } else {
    return b.emit(*op_address<Op>, first, second);
  }
}

template <class T> inline constexpr bool is_index_condition = false;
template <class Op, class A, class B> inline constexpr bool is_index_condition<index_condition<Op, A, B>> = true;

template <class I>
concept usable_subscript = loop_index<I> || std::is_integral_v<I> || (has_kind<I> && !condition<I>);

}  // namespace detail

/// The element of an array at these subscripts: loop indices plus constants, constants, or numbers of an index array.
template <array_expression A, class... I>
constexpr auto adze_element(A const& a, I const&... subscripts) {
  static_assert(sizeof...(I) == A::rank, "adze: an element needs one subscript for each dimension: x(i), A(i, k)");
  static_assert((detail::usable_subscript<I> && ...),
                "adze: a subscript is an index, an index plus a constant, a constant, or an element of an index array");
  // (What is rejected goes on as a scalar, so that nothing else is reported.)
  detail::builder& b = *a.program;
  detail::subscript const given[] = {detail::subscript_of(b, subscripts)..., {-1, 0, -1}};
  detail::substitution s;
  for (int d = 0; d < A::rank; ++d) {
    detail::subscript const& to = given[d < static_cast<int>(sizeof...(I)) ? d : static_cast<int>(sizeof...(I))];
    s.add(d, to, a.extents[d]);
    if (to.index >= 0 || to.line >= 0) continue;
    if (to.offset < 0) b.arrays.found = detail::mistake::negative_subscript;
    else b.arrays.require(a.extents[d], to.offset, "a constant subscript");
  }
  using S = symbol<node<op::element, typename A::shape, typename detail::shape_of<I>::type...>, A::adze_is_condition, A::depth::value>;
  return S{{{&b, detail::substitute(b, a.id, s)}}};
}

namespace detail {

/// Op of `body` over the named index `i`.
template <class Op, class I, class E>
constexpr auto reduce_over(I const& i, E const& body) {
  static_assert(has_kind<E> && !condition<E>, "adze: what is reduced over an index must depend on an argument: sum(i, x(i))");
  if constexpr (!has_kind<E> || condition<E>) {
    return 0.0;
  } else if constexpr (is_index_condition<I>) {
    builder& b = *body.program;
    auto const neutral = b.append({op_address<op::constant>, {-1, -1, -1}, static_cast<long double>(Op::template neutral<double>())});
    auto masked = body;
    masked.id = b.emit(*op_address<op::select>, line_of_condition(b, i), body.id, neutral);
    return reduce_over<Op>(i.first, masked);
  } else {
    builder& b = *body.program;
    int const index = b.arrays.named(I::name.c_str());
    index_range const range = range_of(b, body.id, index, Op::name);
    substitution s;
    s.add(index, {index, range.first, -1}, -1);
    int const line = reduction_line<Op>(b, range.first == 0 ? body.id : substitute(b, body.id, s), index, range.extent);
    if constexpr (array_expression<E>) {
      auto h = static_cast<array_handle<E::rank> const&>(body);
      h.id = line;
      return as_array<array_symbol<node<Op, I, typename E::shape>, E::rank, false, E::depth::value>>(h);
    } else {
      return symbol<node<Op, I, typename shape_of<E>::type>, false, depth_of<E>::value>{{{&b, line}}};
    }
  }
}
template <class Op, class I, class J, class... Rest>
constexpr auto reduce_over(I const& i, J const& j, Rest const&... rest) {
  return reduce_over<Op>(i, reduce_over<Op>(j, rest...));
}
/// What is built around a body in named indices: an array in dimensions.
struct abstraction {};
template <int Rank, class E, class... I>
constexpr auto abstracted(E const& body, I const&...) {
  static_assert(!array_expression<E> && !condition<E>, "adze: the elements of vector(i, ...) and matrix(i, j, ...) are scalars");
  builder& b = *body.program;
  array_handle<Rank> h;
  substitution s;
  int d = 0;
  auto const bind = [&](int index) {
    index_range const range = range_of(b, body.id, index, "vector");
    h.extents[d] = range.extent;
    s.add(index, {d, range.first, -1}, range.extent);
    ++d;
  };
  (bind(b.arrays.named(I::name.c_str())), ...);
  h.program = &b;
  h.id = substitute(b, body.id, s);
  return as_array<array_symbol<node<abstraction, typename shape_of<E>::type>, Rank, false, depth_of<E>::value>>(h);
}

template <class T>
concept reduction_index = is_plain_index<std::remove_cvref_t<T>> || is_index_condition<std::remove_cvref_t<T>>;

}  // namespace detail

/// The sum over one or several indices, of a scalar or an array: sum(i, k, A(i, k) * x(k)); sum(j < i, ...) restricts j.
/// Partial: 1.
template <detail::reduction_index I, class... Rest>
constexpr auto sum(I const& i, Rest const&... rest) { return detail::reduce_over<op::sum_over>(i, rest...); }
/// The product over an index. Partial: the product of the others, zeros included.
template <detail::reduction_index I, class... Rest>
constexpr auto prod(I const& i, Rest const&... rest) { return detail::reduce_over<op::product_over>(i, rest...); }
/// The largest over an index, -inf over nothing. Partial: 1 at the largest, in equal parts at a tie.
template <detail::reduction_index I, class... Rest>
constexpr auto max(I const& i, Rest const&... rest) { return detail::reduce_over<op::max_over>(i, rest...); }
/// The smallest over an index, +inf over nothing.
template <detail::reduction_index I, class... Rest>
constexpr auto min(I const& i, Rest const&... rest) { return detail::reduce_over<op::min_over>(i, rest...); }

/// a where the comparison of indices holds, else b.
template <class Op, class A, class B, class X, class Y>
  requires(has_kind<X> || has_kind<Y>)
constexpr auto select(index_condition<Op, A, B> const& c, X const& x, Y const& y) {
  auto const& from = [&]() -> auto const& {
    if constexpr (has_kind<X>) return x;
    else return y;
  }();
  detail::builder& b = *from.program;
  return select(symbol<node<Op, A, B>, true>{{{&b, detail::line_of_condition(b, c)}}}, x, y);
}

/// The vector whose element i is `body`, and the matrix whose element (i, j) it is.
template <fixed_string I, class E>
  requires has_kind<E>
constexpr auto vector(index<I> const&, E const& body) {
  return detail::abstracted<1>(body, index<I>{});
}
template <fixed_string I, fixed_string J, class E>
  requires has_kind<E>
constexpr auto matrix(index<I> const&, index<J> const&, E const& body) {
  return detail::abstracted<2>(body, index<I>{}, index<J>{});
}

}  // namespace adze
