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
#include <adze/program/array_lines.hpp>

namespace adze::detail {

struct captured {
  builder program;
  growing_array<int> roots;
  growing_array<output_array> shapes{};  // of the roots, in a program of arrays
  int parameters = 0;
  int names = 0;  // of variables
};

// ---- what a function may return: an expression, or a std::array or std::tuple of such

template <class R>
concept scalar_result = has_kind<R> && !condition<R>;
template <class R>
concept several_results = !has_kind<R> && requires { std::tuple_size<R>::value; };

/// Something that stands in std::array or std::tuple of results: a symbol, a number, or again several.
template <class R>
inline constexpr bool is_component = scalar_result<R> || number<R>;
template <class R>
  requires several_results<R>
inline constexpr bool is_component<R> = []<std::size_t... I>(std::index_sequence<I...>) {
  return (is_component<std::tuple_element_t<I, R>> && ...);
}(std::make_index_sequence<std::tuple_size_v<R>>{});

template <class R>
concept usable_result = scalar_result<R> || (several_results<R> && is_component<R>);

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
    [[maybe_unused]] numbering next;
    return std::tuple<decltype(argument<A>::template symbols<K>(b, next))...>{
        argument<A>::template symbols<K>(b, next)...};
  }
  using symbols_type = decltype(symbols(std::declval<builder&>()));

  static constexpr bool callable = requires(F const f, symbols_type s) { f(std::get<K>(s)...); };

  static constexpr captured capture() {
    captured c;
    auto s = symbols(c.program);
    auto const r = F{}(std::get<K>(s)...);
    for_each_result(r, [&]<class R>(R const& x) {
      c.roots.push_back(any_operand(x).line_in(c.program));
      output_array shape;
      if constexpr (requires { R::rank; }) {  // an array symbol
        shape.rank = R::rank;
        for (int d = 0; d < R::rank; ++d) shape.extent[d] = x.extents[d];
      }
      c.shapes.push_back(shape);
    });
    return c;
  }
};

template <class F, class... A>
struct symbolic_source {
  using call = symbolic_call<F, std::tuple<A...>, std::make_integer_sequence<int, sizeof...(A)>>;
  static constexpr bool callable = call::callable;
  template <int... K>
  static constexpr auto result(std::integer_sequence<int, K...>) {
    if constexpr (!callable) {
      return std::type_identity<void>{};
    } else {
      return std::type_identity<std::remove_cvref_t<decltype(std::declval<F const&>()(
          std::get<K>(std::declval<typename call::symbols_type&>())...))>>{};
    }
  }
  using result_type = typename decltype(result(std::make_integer_sequence<int, sizeof...(A)>{}))::type;
  static constexpr int inputs = (0 + ... + argument<A>::size);
  static constexpr int arrays = (0 + ... + argument<A>::arrays);
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
    c.names = l.names.size();
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
  struct counts {
    int parameters, names;
  };
  static constexpr counts count = [] {
    captured const c = capture();
    return counts{c.parameters, c.names};
  }();
  static constexpr int parameters = count.parameters;
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
  static constexpr int first(int k) {  // of the numbers that the kth argument holds
    int const sizes[] = {argument<A>::size..., 0};
    int sum = 0;
    for (int i = 0; i < k; ++i) sum += sizes[i];
    return sum;
  }
  template <int... K>
  static constexpr bool can_evaluate(std::integer_sequence<int, K...>) {
    return requires(F const& f) { f(argument<A>::template variables<first(K)>()...); };
  }
  template <int... K>
  static constexpr auto evaluate(F const& f, std::integer_sequence<int, K...>) {
    return f(argument<A>::template variables<first(K)>()...);
  }
  using indices = std::make_integer_sequence<int, sizeof...(A)>;
  static constexpr bool callable = can_evaluate(indices{});
  static constexpr auto result() {
    if constexpr (!callable) return std::type_identity<void>{};
    else return std::type_identity<decltype(evaluate(std::declval<F const&>(), indices{}))>{};
  }
  using result_type = typename decltype(result())::type;
  using expression = expression_source<result_type>;
  static constexpr int inputs = (0 + ... + argument<A>::size);
  static constexpr int results = expression::results;
  static constexpr int parameters = expression::parameters;
  static constexpr captured capture() { return expression::capture(); }
  template <class T> static constexpr void fill(F const& f, T* out) {
    expression::fill(evaluate(f, indices{}), out);
  }
};

/// Whether a source can be captured in a constant expression, and whether its program has loops.
enum class capturing : char { not_constant, plain, with_loops };
template <class Source>
constexpr capturing try_capture() {
  captured const c = Source::capture();
  return c.program.arrays.in_use ? capturing::with_loops : capturing::plain;
}
template <class Source>
auto outcome_of_capture(int) -> std::integral_constant<capturing, try_capture<Source>()>;
template <class Source>
auto outcome_of_capture(...) -> std::integral_constant<capturing, capturing::not_constant>;

/// A source whose program has loops, though its arguments may all be numbers.
template <class Source>
struct source_with_loops : Source {};
template <class Source> inline constexpr bool has_loops = false;
template <class Source> inline constexpr bool has_loops<source_with_loops<Source>> = true;

/// Stands for a function that was rejected, so that the sentence that says why is the only error.
struct rejected_source {
  using result_type = symbol<argument_leaf<0>>;
  static constexpr int inputs = 1, arrays = 0, results = 1, parameters = 0;
  static constexpr captured capture() {
    captured c;
    c.roots.push_back(c.program.append({op_address<op::input>, {0, -1, -1}, 0}));
    c.shapes.push_back({});
    return c;
  }
  template <class F, class T> static constexpr void fill(F const&, T*) {}
};

/// Source, if its function can be called and what it returns can be used.
template <class Source>
constexpr auto accept() {
  static_assert(Source::callable, "adze: the function cannot be called with this number of arguments, or of these kinds");
  if constexpr (Source::callable) {
    using R = typename Source::result_type;
    static_assert(!std::is_void_v<R>, "adze: the function returns nothing: it must return an expression of its arguments");
    static_assert(!number<R>,
                  "adze: the function returns a plain number, which does not depend on its arguments: declare variables "
                  "auto, not double, and call sin(x), not std::sin(x)");
    static_assert(!condition<R>, "adze: the function returns a truth value: turn it into a number with adze::select");
    static_assert(std::is_void_v<R> || number<R> || condition<R> || usable_result<R>,
                  "adze: the function does not return an expression of its arguments: "
                  "it must return a symbol, or a std::array or std::tuple of symbols");
    if constexpr (usable_result<R>) return std::type_identity<Source>{};
    else return std::type_identity<rejected_source>{};
  } else {
    return std::type_identity<rejected_source>{};
  }
}
template <class Source>
constexpr auto accept_stateful() {
  using accepted = typename decltype(accept<Source>())::type;
  if constexpr (std::is_same_v<accepted, Source>) {
    static_assert(Source::expression::count.names == 0,
                  "adze: a function's argument meets a named variable: pass the variable as an argument as well");
  }
  return std::type_identity<accepted>{};
}

/// Whether F has to be captured by a call on symbols, for want of another way (traced.hpp).
template <class F>
inline constexpr bool is_traced = false;

template <class Source>
constexpr auto reject_traced() {
  static_assert(never<Source>,
                "adze: the compiler cannot run the traced function: what it calls must be constexpr, and what it reads "
                "known at compile time or passed as an argument (adze::wrt). The next error says where");
  [[maybe_unused]] constexpr capturing here = try_capture<Source>();
  return std::type_identity<rejected_source>{};
}

/// A function of arrays that the compiler cannot run.
template <class Source>
constexpr auto reject_arrays() {
  static_assert(never<Source>,
                "adze: the compiler cannot run the function of arrays: what it calls must be constexpr, and what it reads "
                "known at compile time or passed as an argument (adze::wrt). The next error says where");
  [[maybe_unused]] constexpr capturing here = try_capture<Source>();
  return std::type_identity<rejected_source>{};
}

template <class F, class... A>
constexpr auto choose_source() {
  constexpr bool any_arrays = ((argument<A>::arrays > 0) || ...);
  if constexpr (std::is_empty_v<F> && std::is_default_constructible_v<F>) {
    using accepted = typename decltype(accept<symbolic_source<F, A...>>())::type;
    constexpr capturing outcome = decltype(outcome_of_capture<accepted>(0))::value;
    if constexpr (outcome == capturing::plain) return std::type_identity<accepted>{};
    else if constexpr (outcome == capturing::with_loops) return std::type_identity<source_with_loops<accepted>>{};
    else if constexpr (is_traced<F>) return reject_traced<accepted>();
    else if constexpr (any_arrays) return reject_arrays<accepted>();
    else return accept_stateful<stateful_source<F, A...>>();
  } else if constexpr (any_arrays) {
    static_assert(never<F>,
                  "adze: a function of arrays captures no run-time values: pass them as arguments, left out of the derivative "
                  "by adze::wrt");
    return std::type_identity<rejected_source>{};
  } else {
    return accept_stateful<stateful_source<F, A...>>();
  }
}

/// How F is captured when it is called with arguments of types A...
template <class F, class... A>
using source_of = typename decltype(choose_source<F, A...>())::type;

}  // namespace adze::detail
