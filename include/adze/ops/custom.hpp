#pragma once
// SPDX-License-Identifier: BSL-1.0
// Operations of the user's own: a value and its derivative, as captureless lambdas. They take part in every mode, in
// sharing and simplification, like the built-in ones.

#include <adze/core/fixed_string.hpp>
#include <adze/ops/linear.hpp>

#include <array>
#include <tuple>

namespace adze::op {

/// Partials that all are the operation Op on the same arguments.
template <class Op>
struct partials_are {
  template <class T> static constexpr T d0(T const& x, T const&) { return apply<Op>(x); }
  template <class T> static constexpr T d0(T const& x, T const& y, T const&) { return apply<Op>(x, y); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const&) { return apply<Op>(x, y); }
  template <class T> static constexpr T d0(T const& x, T const& y, T const& z, T const&) { return apply<Op>(x, y, z); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& z, T const&) { return apply<Op>(x, y, z); }
  template <class T> static constexpr T d2(T const& x, T const& y, T const& z, T const&) { return apply<Op>(x, y, z); }
};

/// What a program holds where a derivative is missing. It can stand there, but not be evaluated.
template <fixed_string Name, int Arity>
struct missing_derivative : partials_are<missing_derivative<Name, Arity>> {
  static constexpr char const* name = Name.c_str();
  static constexpr int arity = Arity, weight = 20;
  template <class T, class... Rest> static constexpr auto value(T const& x, Rest const&...) {
    static_assert(sizeof(T) == 0,
                  "adze: a second derivative is asked of a custom operation whose partials are written for numbers only: "
                  "write them as generic lambdas, [](auto x, auto y)");
    return x;
  }
};

/// A partial that is written for numbers only, as an operation: it has a value but no derivative of its own.
template <fixed_string Name, class Partial, int Arity>
struct opaque_partial : partials_are<missing_derivative<Name, Arity>> {
  static constexpr char const* name = Name.c_str();
  static constexpr int arity = Arity, weight = 20;
  template <class T, class... Rest> static constexpr T value(T const& x, Rest const&... rest) {
    return static_cast<T>(Partial{}(x, rest...));
  }
};

/// A user's operation of up to three arguments.
template <fixed_string Name, class Value, class... Partials>
struct custom {
  static_assert(sizeof...(Partials) >= 1 && sizeof...(Partials) <= 3, "adze: a custom operation has one to three arguments");
  static constexpr char const* name = Name.c_str();
  static constexpr int arity = sizeof...(Partials), weight = 20;

  template <class T, class... Rest> static constexpr T value(T const& x, Rest const&... rest) {
    return static_cast<T>(Value{}(x, rest...));
  }
  template <class T> static constexpr T d0(T const& x, T const& r) { return partial<0>(r, x); }
  template <class T> static constexpr T d0(T const& x, T const& y, T const& r) { return partial<0>(r, x, y); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& r) { return partial<1>(r, x, y); }
  template <class T> static constexpr T d0(T const& x, T const& y, T const& z, T const& r) { return partial<0>(r, x, y, z); }
  template <class T> static constexpr T d1(T const& x, T const& y, T const& z, T const& r) { return partial<1>(r, x, y, z); }
  template <class T> static constexpr T d2(T const& x, T const& y, T const& z, T const& r) { return partial<2>(r, x, y, z); }

 private:
  /// A partial is called with the arguments and the result, or with the arguments alone.
  template <std::size_t K, class T, class... X>
  static constexpr T partial(T const& result, X const&... x) {
    using P = std::tuple_element_t<K, std::tuple<Partials...>>;
    if constexpr (std::is_invocable_v<P, X const&..., T const&>) return as<T>(P{}(x..., result), result);
    else if constexpr (std::is_invocable_v<P, X const&...>) return as<T>(P{}(x...), result);
    else if constexpr (sizeof...(X) < 3 && callable_on_numbers<P, sizeof...(X) + 1>()) return apply<opaque_partial<Name, P, sizeof...(X) + 1>>(x..., result);
    else return apply<opaque_partial<Name, P, sizeof...(X)>>(x...);
  }
  template <class T, class R> static constexpr T as(R const& r, T const& exemplar) {
    if constexpr (std::is_arithmetic_v<R> && has_kind<T>) return like(exemplar, static_cast<double>(r));
    else return static_cast<T>(r);
  }
  template <class P, std::size_t Count> static constexpr bool callable_on_numbers() {
    if constexpr (Count == 1) return std::is_invocable_v<P, double>;
    else if constexpr (Count == 2) return std::is_invocable_v<P, double, double>;
    else return std::is_invocable_v<P, double, double, double>;
  }
};

}  // namespace adze::op

namespace adze {

/// What custom<"name">(...) gives: call it on numbers, symbols, expressions, duals.
template <class Op>
struct custom_function {
  template <class... X>
    requires operands<X...>
  ADZE_INLINE constexpr auto operator()(X const&... x) const {
    static_assert(sizeof...(X) == Op::arity, "adze: a custom operation takes as many arguments as it has partials");
    if constexpr (sizeof...(X) == Op::arity) return apply<Op>(x...);
    else return like((x, ...), 0);
  }
};

namespace detail {

/// The kth partial out of a vjp: what it sends to argument k for a weight of one.
template <class Vjp, std::size_t K>
struct partial_of_vjp {
  template <class... X> constexpr auto operator()(X const&... x) const {
    using std::get;
    auto const sent = Vjp{}(1, x...);
    if constexpr (requires { std::tuple_size<std::remove_cvref_t<decltype(sent)>>::value; }) return get<K>(sent);
    else return sent;
  }
};
/// The kth partial out of a jvp: its value for the kth unit tangent.
template <class Jvp, std::size_t K, std::size_t Arity>
struct partial_of_jvp {
  template <class... X> constexpr auto operator()(X const&... x) const {
    return call(std::make_index_sequence<Arity>{}, x...);
  }
  template <std::size_t... I, class... X> constexpr auto call(std::index_sequence<I...>, X const&... x) const {
    return Jvp{}(x..., (I == K ? 1 : 0)...);
  }
};

template <fixed_string Name, class Value, class Vjp, std::size_t... K>
constexpr auto custom_from_vjp(std::index_sequence<K...>) {
  return custom_function<op::custom<Name, Value, partial_of_vjp<Vjp, K>...>>{};
}
template <fixed_string Name, class Value, class Jvp, std::size_t... K>
constexpr auto custom_from_jvp(std::index_sequence<K...>) {
  return custom_function<op::custom<Name, Value, partial_of_jvp<Jvp, K, sizeof...(K)>...>>{};
}

}  // namespace detail

/// An operation of your own, from its value and one partial per argument, all captureless lambdas. A partial is called
/// with the arguments and the result, or the arguments alone. Generic lambdas can be differentiated again; lambdas of
/// plain numbers, [](double x, double y), give first derivatives only.
/// constexpr auto softsign = adze::custom<"softsign">(
///     [](auto x) { return x / (1 + std::abs(x)); }, [](auto x, auto) { return 1 / adze::square(1 + abs(x)); });
template <fixed_string Name, class Value, class... Partials>
constexpr auto custom(Value, Partials...) {
  static_assert(sizeof...(Partials) >= 1 && sizeof...(Partials) <= 3,
                "adze: a custom operation has one to three arguments, and one partial for each");
  static_assert(std::is_empty_v<Value> && (std::is_empty_v<Partials> && ...),
                "adze: the lambdas of a custom operation capture nothing");
  return custom_function<op::custom<Name, Value, Partials...>>{};
}

/// From a value and a vector-Jacobian product, vjp(weight, arguments..., result) -> what goes to each argument
/// (a number for one argument, else a std::array or std::tuple), linear in the weight.
template <fixed_string Name, std::size_t Arity, class Value, class Vjp>
constexpr auto custom_vjp(Value, Vjp) {
  return detail::custom_from_vjp<Name, Value, Vjp>(std::make_index_sequence<Arity>{});
}

/// From a value and a Jacobian-vector product, jvp(arguments..., result, tangents...), linear in the tangents.
template <fixed_string Name, std::size_t Arity, class Value, class Jvp>
constexpr auto custom_jvp(Value, Jvp) {
  return detail::custom_from_jvp<Name, Value, Jvp>(std::make_index_sequence<Arity>{});
}

}  // namespace adze
