#pragma once
// SPDX-License-Identifier: BSL-1.0
// Stages 1 and 2 together: from a function, or a value expression, to a captured program, at compile time.
// A source is a type with
//   static constexpr captured capture();                    the program with its results
//   static constexpr int inputs, results, parameters;      how many numbers go in, come out, are known at run time
//   static constexpr void fill(f, T* parameters);          those numbers, from the object f
// There are two: calling the function on symbols, and walking the type of a value expression.

#include <adze/expr/argument.hpp>
#include <adze/expr/lower.hpp>

namespace adze::detail {

struct captured {
  builder program;
  growing_array<int> roots;
  int parameters = 0;
};

// ---- what a function may return: an expression, or a std::array or std::tuple of such

template <class R>
concept scalar_result = has_kind<R> && !condition<R>;
template <class R>
concept several_results = !has_kind<R> && requires { std::tuple_size<R>::value; };
template <class R>
concept usable_result = scalar_result<R> || several_results<R>;

template <class R>
constexpr int result_count() {
  if constexpr (several_results<R>) {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return (0 + ... + result_count<std::tuple_element_t<I, R>>());
    }(std::make_index_sequence<std::tuple_size_v<R>>{});
  } else {
    return 1;
  }
}

template <class R>
constexpr void check_result() {
  static_assert(!std::is_void_v<R>, "adze: the function returns nothing: it must return an expression of its arguments");
  static_assert(std::is_void_v<R> || usable_result<R>,
                "adze: the function does not return an expression of its arguments: "
                "it must return a symbol, or a std::array or std::tuple of symbols");
}

/// Calls visit(r) for every scalar of a result, in order.
template <class R, class Visit>
constexpr void for_each_result(R const& r, Visit const& visit) {
  if constexpr (several_results<R>) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      using std::get;
      (for_each_result(get<I>(r), visit), ...);
    }(std::make_index_sequence<std::tuple_size_v<R>>{});
  } else {
    visit(r);
  }
}

// ---- the function is called on symbols

template <class F, class Arguments, class Indices>
struct symbolic_call;

template <class F, class... A, int... K>
struct symbolic_call<F, std::tuple<A...>, std::integer_sequence<int, K...>> {
  static constexpr auto symbols(builder& b) {
    [[maybe_unused]] int next = 0;
    return std::tuple<decltype(argument<A>::template symbols<K>(b, next))...>{
        argument<A>::template symbols<K>(b, next)...};
  }
  using symbols_type = decltype(symbols(std::declval<builder&>()));

  static constexpr bool callable = requires(F const f, symbols_type s) { f(std::get<K>(s)...); };

  static constexpr captured capture() {
    captured c;
    auto s = symbols(c.program);
    auto const r = F{}(std::get<K>(s)...);
    for_each_result(r, [&](auto const& x) { c.roots.push_back(line_of(c.program, x)); });
    return c;
  }
};

template <class F, class... A>
struct symbolic_source {
  using call = symbolic_call<F, std::tuple<A...>, std::make_integer_sequence<int, sizeof...(A)>>;
  using result_type = decltype([]<int... K>(std::integer_sequence<int, K...>) {
    return std::type_identity<decltype(std::declval<F const&>()(
        std::get<K>(std::declval<typename call::symbols_type&>())...))>{};
  }(std::make_integer_sequence<int, sizeof...(A)>{}))::type;
  static constexpr int inputs = (0 + ... + argument<A>::size);
  static constexpr int results = result_count<result_type>();
  static constexpr int parameters = 0;
  static constexpr captured capture() { return call::capture(); }
  template <class T> static constexpr void fill(F const&, T*) {}
};

// ---- the type of a value expression is walked

/// R: a value expression, or a std::array or std::tuple of such, in flat variables or named ones.
template <class R>
struct expression_source {
  static constexpr captured capture() {
    captured c;
    lowering l{c.program};
    lower_results<R>(l, c.roots);
    c.parameters = l.parameters;
    return c;
  }
  template <class Part>
  static constexpr void lower_results(lowering& l, growing_array<int>& roots) {
    if constexpr (several_results<Part>) {
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        (lower_results<std::tuple_element_t<I, Part>>(l, roots), ...);
      }(std::make_index_sequence<std::tuple_size_v<Part>>{});
    } else if constexpr (number<Part>) {
      roots.push_back(l.append_leaf(op_address<op::parameter>, l.parameters++));
    } else {
      roots.push_back(lower<Part>(l));
    }
  }
  using result_type = R;
  static constexpr int results = result_count<R>();
  static constexpr int parameters = [] {
    captured const c = capture();
    return c.parameters;
  }();
  template <class T> static constexpr void fill(R const& r, T* out) {
    for_each_result(r, [&](auto const& x) {
      if constexpr (number<decltype(x)>) *out++ = static_cast<T>(x);
      else collect_parameters(x, out);
    });
  }
};

/// A function that cannot be called in a constant expression: what it returns on flat variables is walked.
template <class F, class... A>
struct stateful_source {
  template <int... K>
  static constexpr auto evaluate(F const& f, std::integer_sequence<int, K...>) {
    constexpr int sizes[] = {argument<A>::size..., 0};
    constexpr auto first = [](int const* s, int k) {
      int sum = 0;
      for (int i = 0; i < k; ++i) sum += s[i];
      return sum;
    };
    return f(argument<A>::template variables<first(sizes, K)>()...);
  }
  using indices = std::make_integer_sequence<int, sizeof...(A)>;
  using result_type = decltype(evaluate(std::declval<F const&>(), indices{}));
  using expression = expression_source<result_type>;
  static constexpr int inputs = (0 + ... + argument<A>::size);
  static constexpr int results = expression::results;
  static constexpr int parameters = expression::parameters;
  static constexpr captured capture() { return expression::capture(); }
  template <class T> static constexpr void fill(F const& f, T* out) {
    expression::fill(evaluate(f, indices{}), out);
  }
};

template <class Source>
constexpr bool captures() {
  captured const c = Source::capture();
  return c.roots.size() == Source::results;
}
template <class Source>
concept capturable_in_constant_expression = requires { typename std::bool_constant<captures<Source>()>; };

template <class F, class... A>
constexpr auto choose_source() {
  if constexpr (std::is_empty_v<F> && std::is_default_constructible_v<F>) {
    using call = symbolic_call<F, std::tuple<A...>, std::make_integer_sequence<int, sizeof...(A)>>;
    static_assert(call::callable, "adze: the function cannot be called with this number of arguments, or of these kinds");
    if constexpr (call::callable) {
      check_result<typename symbolic_source<F, A...>::result_type>();
      if constexpr (usable_result<typename symbolic_source<F, A...>::result_type>) {
        if constexpr (capturable_in_constant_expression<symbolic_source<F, A...>>) {
          return std::type_identity<symbolic_source<F, A...>>{};
        } else {
          return std::type_identity<stateful_source<F, A...>>{};
        }
      }
    }
  } else {
    check_result<typename stateful_source<F, A...>::result_type>();
    return std::type_identity<stateful_source<F, A...>>{};
  }
}

/// How F is captured when it is called with arguments of types A...
template <class F, class... A>
using source_of = typename decltype(choose_source<F, A...>())::type;

}  // namespace adze::detail
