#pragma once
// SPDX-License-Identifier: BSL-1.0
// The arguments a function can be captured and called with: numbers, std::array of arguments, structs adapted with
// Boost.Hana. argument<A> knows how many numbers A holds, hands the function its symbolic counterpart, and copies
// between A and a flat list of numbers.

#include <adze/core/array_slot.hpp>
#include <adze/expr/symbol.hpp>
#include <adze/expr/variable.hpp>

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/length.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/tuple.hpp>

#include <array>
#include <cstddef>

namespace adze::detail {

/// How many numbers and arrays the symbols that have been made stand for.
struct numbering {
  int numbers = 0, arrays = 0;
};

/// What an argument without arrays says of them.
struct no_arrays {
  static constexpr int arrays = 0;
  static constexpr unsigned unit = 0;
  static constexpr int rank_of_array(int) { return 0; }
  static constexpr bool differentiable = true;
  using elements = std::tuple<>;
  template <class T> using gradient = T;
  template <class A> static constexpr void slots(A const&, array_slot*&) {}
  template <class T, class A> static constexpr T make_gradient(A const&) { return T{}; }
  template <class T> static constexpr void bind_gradient(T&, output_slot<T>*&) {}
  template <class T> static constexpr void set_numbers(T& g, T const*& in) { g = *in++; }
};

/// A number. (Any type that is neither an array nor an adapted struct is taken for one.)
template <class A>
struct argument : no_arrays {
  static_assert(requires(A const& a) { a * a + a; },
                "adze: an argument is a number, a std::array of arguments, or a struct adapted with "
                "BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT (std::vector, std::span and views: #include <adze/arrays.hpp>)");
  static constexpr int size = 1;
  static constexpr bool is_scalar = true;
  using number_type = A;
  template <class T> using rebind = T;

  template <int K> static constexpr auto symbols(builder& b, numbering& next) {
    return symbol<argument_leaf<K>>{{{&b, b.append({op_address<op::input>, {next.numbers++, -1, -1}, 0})}}};
  }
  template <int First> static constexpr auto variables() { return flat_variable<First>{}; }
  template <class T> static constexpr void flatten(A const& a, T*& out) { *out++ = static_cast<T>(a); }
  template <class T> static constexpr T unflatten(T const*& in) { return *in++; }
};

/// The counterpart of an array for lambdas with run-time state: every element has a type of its own.
template <class E, int First, std::size_t N>
struct variable_array {
  static constexpr std::size_t size() { return N; }
  template <std::size_t I> constexpr auto get() const {
    return argument<E>::template variables<First + static_cast<int>(I) * argument<E>::size>();
  }
  template <class I, I Index> constexpr auto operator[](std::integral_constant<I, Index>) const {
    return get<static_cast<std::size_t>(Index)>();
  }
  constexpr auto operator[](std::size_t) const {
    static_assert(never<E>,
                  "adze: in a lambda that captures or reads run-time values, take array elements by structured binding, "
                  "get<i>(x) or x[std::integral_constant], or pass the captured values as arguments (adze::wrt)");
    return 0;
  }
};
template <std::size_t I, class E, int First, std::size_t N>
constexpr auto get(variable_array<E, First, N> const& x) { return x.template get<I>(); }

template <class E, std::size_t N>
struct argument<std::array<E, N>> {
  using element = argument<E>;
  static constexpr int size = static_cast<int>(N) * element::size;
  static constexpr bool is_scalar = false;
  using number_type = typename element::number_type;
  template <class T> using rebind = std::array<typename element::template rebind<T>, N>;

  template <int K> static constexpr auto symbols(builder& b, numbering& next) {
    using S = decltype(element::template symbols<K>(b, next));
    std::array<S, N> result{};
    for (auto& s : result) s = element::template symbols<K>(b, next);
    return result;
  }
  template <int First> static constexpr auto variables() { return variable_array<E, First, N>{}; }
  template <class T> static constexpr void flatten(std::array<E, N> const& a, T*& out) {
    for (auto const& e : a) element::flatten(e, out);
  }
  template <class T> static constexpr rebind<T> unflatten(T const*& in) {
    rebind<T> result{};
    for (auto& e : result) e = element::unflatten(in);
    return result;
  }

  // Arrays among the elements: see expr/array_argument.hpp.
  static constexpr int arrays = static_cast<int>(N) * element::arrays;
  static constexpr bool differentiable = element::differentiable;
  static constexpr int rank_of_array(int i) { return element::rank_of_array(element::arrays > 0 ? i % element::arrays : 0); }
  static constexpr unsigned unit = [] {
    unsigned all = 0;
    for (std::size_t i = 0; element::arrays > 0 && i < N; ++i) all = all << element::arrays | element::unit;
    return all;
  }();
  template <std::size_t... I> static constexpr auto all_elements(std::index_sequence<I...>) {
    return std::tuple_cat((void(I), typename element::elements{})...);
  }
  using elements = decltype(all_elements(std::make_index_sequence<N>{}));
  template <class T> using gradient = std::array<typename element::template gradient<T>, N>;
  static void slots(std::array<E, N> const& a, array_slot*& out) {
    for (auto const& e : a) element::slots(e, out);
  }
  template <class T> static gradient<T> make_gradient(std::array<E, N> const& a) {
    gradient<T> g{};
    for (std::size_t i = 0; i < N; ++i) g[i] = element::template make_gradient<T>(a[i]);
    return g;
  }
  template <class T> static void bind_gradient(gradient<T>& g, output_slot<T>*& out) {
    for (auto& e : g) element::template bind_gradient<T>(e, out);
  }
  template <class T> static void set_numbers(gradient<T>& g, T const*& in) {
    for (auto& e : g) element::template set_numbers<T>(e, in);
  }
};

/// A tuple of arguments: the shape of a gradient in several of them. It is not an argument itself.
template <class... E>
struct argument<std::tuple<E...>> : no_arrays {
  static constexpr int size = 0;
  template <int> static constexpr auto symbols(builder&, numbering&) { return reject(); }
  template <int> static constexpr auto variables() { return reject(); }
  static constexpr auto reject() {
    static_assert(never<E...>, "adze: a std::tuple is not an argument: std::apply the function to it, or use a std::array or an adapted struct");
    return 0;
  }
  template <class T> static constexpr void flatten(std::tuple<E...> const& t, T*& out) {
    std::apply([&](E const&... e) { (argument<E>::flatten(e, out), ...); }, t);
  }
};

// ---- structs adapted with Boost.Hana

template <class S>
concept hana_struct = boost::hana::Struct<S>::value;

template <class S>
inline constexpr int field_count = decltype(boost::hana::length(boost::hana::accessors<S>()))::value;

template <int I, class S>
constexpr decltype(auto) field(S&& s) {
  return boost::hana::second(boost::hana::at_c<I>(boost::hana::accessors<std::remove_cvref_t<S>>()))(s);
}
template <int I, class S>
using field_type = std::remove_cvref_t<decltype(field<I>(std::declval<S&>()))>;

template <fixed_string Name, class S, int I = 0>
constexpr int field_index() {
  static_assert(I < field_count<S>, "adze: get<\"name\">: the struct has no field of this name");
  constexpr auto key = boost::hana::first(boost::hana::at_c<I>(boost::hana::accessors<S>()));
  constexpr bool here = [](char const* text) {
    for (std::size_t i = 0; i <= Name.size(); ++i) {
      if (text[i] != Name.text[i]) return false;
    }
    return true;
  }(boost::hana::to<char const*>(key));
  if constexpr (here) return I;
  else return field_index<Name, S, I + 1>();
}

/// params<double> -> params<term>, for structs that are templates of their number type.
template <class S, class T> struct rebound { static constexpr bool exists = false; };
template <template <class> class S, class U, class T>
struct rebound<S<U>, T> {
  static constexpr bool exists = true;
  using type = S<T>;
};

/// The counterpart of a struct whose fields cannot hold symbols (it is no template): fields by structured binding, or
/// by name with adze::get<"name">(p).
template <class S, class... Fields>
struct field_view {
  std::tuple<Fields...> fields;
  template <std::size_t I> constexpr auto get() const { return std::get<I>(fields); }
};
template <std::size_t I, class S, class... Fields>
constexpr auto get(field_view<S, Fields...> const& x) { return x.template get<I>(); }

/// What a function is called with, its symbols erased to terms; anything else stays as it is.
template <class A>
struct erasure {
  static constexpr A const& of(A const& a) { return a; }
};
template <class A>
using erased = decltype(erasure<A>::of(std::declval<A const&>()));

template <class Symbol>
  requires std::is_base_of_v<value_handle, Symbol>
struct erasure<Symbol> {
  static constexpr term of(Symbol const& s) { return s; }
};
template <expression E>
struct erasure<E> {
  static constexpr term of(E const&) noexcept(reject_term<E>()) { return {}; }
};
template <class E, int First, std::size_t N>
struct erasure<variable_array<E, First, N>> : erasure<flat_variable<First>> {};
template <class E, std::size_t N>
struct erasure<std::array<E, N>> {
  static constexpr decltype(auto) of(std::array<E, N> const& a) {
    if constexpr (std::is_same_v<erased<E>, E const&>) {
      return (a);
    } else {
      std::array<erased<E>, N> result{};
      for (std::size_t i = 0; i < N; ++i) result[i] = erasure<E>::of(a[i]);
      return result;
    }
  }
};
template <class S, class... Fields>
struct erasure<field_view<S, Fields...>> {
  static constexpr auto of(field_view<S, Fields...> const& view) {
    return std::apply(
        [](auto const&... f) {
          return field_view<S, std::remove_cvref_t<erased<std::remove_cvref_t<decltype(f)>>>...>{
              {erasure<std::remove_cvref_t<decltype(f)>>::of(f)...}};
        },
        view.fields);
  }
};

template <hana_struct S>
struct argument<S> {
  template <int I> using member = argument<field_type<I, S>>;
  using fields = std::make_integer_sequence<int, field_count<S>>;

  template <int... I> static constexpr int total(std::integer_sequence<int, I...>) { return (0 + ... + member<I>::size); }
  template <int I> static constexpr int offset() { return total(std::make_integer_sequence<int, I>{}); }
  static constexpr int size = total(fields{});
  static constexpr bool is_scalar = false;
  template <int... I>
  static constexpr auto number_of(std::integer_sequence<int, I...>) {
    return std::type_identity<common_number<typename member<I>::number_type...>>{};
  }
  using number_type = typename decltype(number_of(fields{}))::type;
  template <class T> using rebind = S;

  template <int K> static constexpr auto symbols(builder& b, numbering& next) { return symbols<K>(b, next, fields{}); }
  template <int K, int... I>
  static constexpr auto symbols(builder& b, numbering& next, std::integer_sequence<int, I...>) {
    if constexpr (rebound<S, term>::exists && arrays == 0) {
      typename rebound<S, term>::type result{};
      ((field<I>(result) = erased_symbols<member<I>>(b, next)), ...);
      return result;
    } else {
      // braces evaluate from left to right, so that the inputs are numbered in the order of the fields
      return field_view<S, decltype(member<I>::template symbols<K>(b, next))...>{
          {member<I>::template symbols<K>(b, next)...}};
    }
  }
  template <class Member> static constexpr auto erased_symbols(builder& b, numbering& next) {
    auto const s = Member::template symbols<0>(b, next);
    return erasure<std::remove_const_t<decltype(s)>>::of(s);
  }
  template <int First> static constexpr auto variables() { return variables<First>(fields{}); }
  template <int First, int... I> static constexpr auto variables(std::integer_sequence<int, I...>) {
    return field_view<S, decltype(member<I>::template variables<First + offset<I>()>())...>{};
  }
  template <class T> static constexpr void flatten(S const& s, T*& out) { flatten(s, out, fields{}); }
  template <class T, int... I>
  static constexpr void flatten(S const& s, T*& out, std::integer_sequence<int, I...>) {
    (member<I>::flatten(field<I>(s), out), ...);
  }
  template <class T> static constexpr S unflatten(T const*& in) { return unflatten(in, fields{}); }
  template <class T, int... I> static constexpr S unflatten(T const*& in, std::integer_sequence<int, I...>) {
    S result{};
    ((field<I>(result) = narrow<field_type<I, S>>(member<I>::unflatten(in))), ...);
    return result;
  }
  // Arrays among the fields: see expr/array_argument.hpp. The gradient is a struct of the same type.
  template <int... I> static constexpr int count_arrays(std::integer_sequence<int, I...>) { return (0 + ... + member<I>::arrays); }
  static constexpr int arrays = count_arrays(fields{});
  template <int... I> static constexpr unsigned all_units(std::integer_sequence<int, I...>) {
    unsigned all = 0;
    int bit = 0;
    ((all |= member<I>::unit << bit, bit += member<I>::arrays), ...);
    return all;
  }
  static constexpr unsigned unit = all_units(fields{});
  template <int... I> static constexpr int rank_among(int i, std::integer_sequence<int, I...>) {
    int rank = 0, first = 0;
    ((rank = i >= first && i < first + member<I>::arrays ? member<I>::rank_of_array(i - first) : rank, first += member<I>::arrays), ...);
    return rank;
  }
  static constexpr int rank_of_array(int i) { return rank_among(i, fields{}); }
  template <int... I> static constexpr bool all_differentiable(std::integer_sequence<int, I...>) {
    return (member<I>::differentiable && ...);
  }
  static constexpr bool differentiable = all_differentiable(fields{});
  template <int... I> static constexpr auto all_elements(std::integer_sequence<int, I...>) {
    return std::tuple_cat(typename member<I>::elements{}...);
  }
  using elements = decltype(all_elements(fields{}));
  template <class T> using gradient = S;
  static void slots(S const& s, array_slot*& out) { slots(s, out, fields{}); }
  template <int... I> static void slots(S const& s, array_slot*& out, std::integer_sequence<int, I...>) {
    (member<I>::slots(field<I>(s), out), ...);
  }
  template <class T> static S make_gradient(S const& s) {
    S g = s;
    make_fields<T>(g, s, fields{});
    return g;
  }
  template <class T, int... I> static void make_fields(S& g, S const& s, std::integer_sequence<int, I...>) {
    ((field<I>(g) = narrow<field_type<I, S>>(member<I>::template make_gradient<T>(field<I>(s)))), ...);
  }
  template <class T> static void bind_gradient(S& g, output_slot<T>*& out) { bind_fields<T>(g, out, fields{}); }
  template <class T, int... I> static void bind_fields(S& g, output_slot<T>*& out, std::integer_sequence<int, I...>) {
    (bind_field<T, member<I>>(field<I>(g), out), ...);
  }
  template <class T, class Member, class Field> static void bind_field(Field& f, output_slot<T>*& out) {
    if constexpr (Member::arrays > 0) {
      static_assert(std::is_same_v<Field, typename Member::template gradient<T>>,
                    "adze: a struct that is differentiated owns its arrays, in the number type of the computation: "
                    "std::vector or adze::tensor");
      Member::template bind_gradient<T>(f, out);
    }
  }
  template <class T> static void set_numbers(S& g, T const*& in) { set_fields<T>(g, in, fields{}); }
  template <class T, int... I> static void set_fields(S& g, T const*& in, std::integer_sequence<int, I...>) {
    (set_field<T, member<I>>(field<I>(g), in), ...);
  }
  template <class T, class Member, class Field> static void set_field(Field& f, T const*& in) {
    if constexpr (std::is_arithmetic_v<Field>) f = static_cast<Field>(*in++);
    else Member::template set_numbers<T>(f, in);
  }
  template <class To, class From> static constexpr To narrow(From const& from) {
    if constexpr (std::is_arithmetic_v<To>) return static_cast<To>(from);
    else return from;
  }
};

}  // namespace adze::detail

namespace adze {

/// The field of an adapted struct by name: works on the struct itself and on what a captured function sees of it.
template <fixed_string Name, detail::hana_struct S>
constexpr auto get(S const& s) {
  return detail::field<detail::field_index<Name, S>()>(s);
}
template <fixed_string Name, class S, class... Fields>
constexpr auto get(detail::field_view<S, Fields...> const& view) {
  return view.template get<detail::field_index<Name, S>()>();
}

}  // namespace adze

template <class E, int First, std::size_t N>
struct std::tuple_size<adze::detail::variable_array<E, First, N>> : std::integral_constant<std::size_t, N> {};
template <std::size_t I, class E, int First, std::size_t N>
struct std::tuple_element<I, adze::detail::variable_array<E, First, N>> {
  using type = decltype(std::declval<adze::detail::variable_array<E, First, N>>().template get<I>());
};
template <class S, class... Fields>
struct std::tuple_size<adze::detail::field_view<S, Fields...>> : std::integral_constant<std::size_t, sizeof...(Fields)> {};
template <std::size_t I, class S, class... Fields>
struct std::tuple_element<I, adze::detail::field_view<S, Fields...>> : std::tuple_element<I, std::tuple<Fields...>> {};
