#pragma once
// SPDX-License-Identifier: BSL-1.0
// The arguments a function can be captured and called with: numbers, std::array of arguments, structs adapted with
// Boost.Hana. argument<A> knows how many numbers A holds, hands the function its symbolic counterpart, and copies
// between A and a flat list of numbers.

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

/// A number. (Any type that is neither an array nor an adapted struct is taken for one.)
template <class A>
struct argument {
  static_assert(requires(A const& a) { a * a + a; },
                "adze: an argument is a number, a std::array of arguments, or a struct adapted with "
                "BOOST_HANA_DEFINE_STRUCT or BOOST_HANA_ADAPT_STRUCT");
  static constexpr int size = 1;
  static constexpr bool is_scalar = true;
  using number_type = A;
  template <class T> using rebind = T;

  template <int K> static constexpr auto symbols(builder& b, int& next) {
    return symbol<argument_leaf<K>>{{{&b, b.append({op_address<op::input>, {next++, -1, -1}, 0})}}};
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

  template <int K> static constexpr auto symbols(builder& b, int& next) {
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
};

/// A tuple of arguments: the shape of a gradient in several of them. It is not an argument itself.
template <class... E>
struct argument<std::tuple<E...>> {
  template <int> static constexpr auto symbols(builder&, int&) { return reject(); }
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

  template <int K> static constexpr auto symbols(builder& b, int& next) { return symbols<K>(b, next, fields{}); }
  template <int K, int... I>
  static constexpr auto symbols(builder& b, int& next, std::integer_sequence<int, I...>) {
    if constexpr (rebound<S, term>::exists) {
      typename rebound<S, term>::type result{};
      ((field<I>(result) = erased_symbols<member<I>>(b, next)), ...);
      return result;
    } else {
      // braces evaluate from left to right, so that the inputs are numbered in the order of the fields
      return field_view<S, decltype(member<I>::template symbols<K>(b, next))...>{
          {member<I>::template symbols<K>(b, next)...}};
    }
  }
  template <class Member> static constexpr auto erased_symbols(builder& b, int& next) {
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
