#pragma once
// SPDX-License-Identifier: BSL-1.0
// A term: a line of the program under construction, as an operand of the operations. Applying an op to terms appends
// an instruction. The ops' partials and identities run on terms; so does capture.

#include <adze/ops/comparison.hpp>
#include <adze/program/builder.hpp>

namespace adze::op {

// Leaves: no arguments; the index stands in the instruction.
struct leaf {
  static constexpr int arity = 0, weight = 0;
};
struct input : leaf {  // a variable: an argument of the function
  static constexpr char const* name = "input";
};
struct parameter : leaf {  // a number known at run time only: captured by the lambda, owned by the expression
  static constexpr char const* name = "parameter";
};
struct constant : leaf {  // a number in the program text
  static constexpr char const* name = "constant";
};
struct irrational_constant : leaf {
  static constexpr char const* name = "irrational";
};

}  // namespace adze::op

namespace adze::detail {

constexpr bool exact_in_double(long double value) { return static_cast<long double>(static_cast<double>(value)) == value; }
/// a + b, if it is exact. Folding only exact results keeps programs right in every number type.
constexpr bool exact_sum(long double a, long double b, long double sum) {
  return exact_in_double(sum) && sum - a == b && sum - b == a;
}
constexpr bool exact_product(long double a, long double b, long double product) {
  if (!exact_in_double(a) || !exact_in_double(b) || !exact_in_double(product)) return false;
  if (product == 0) return a == 0 || b == 0;
  long double const limit = 1e30L;
  auto const moderate = [&](long double v) { return (v < limit && v > 1 / limit) || (v > -limit && v < -1 / limit); };
  if (!moderate(a) || !moderate(b)) return false;
  long double const ah = static_cast<float>(a), al = a - ah, bh = static_cast<float>(b), bl = b - bh;
  return ((ah * bh - product) + ah * bl + al * bh) + al * bl == 0;
}

}  // namespace adze::detail

namespace adze {

struct term;
struct predicate;

/// What operations do to terms: append to the program.
struct term_kind {
  static constexpr int rank = 2;
  template <class Op, class... A>
  using result = std::conditional_t<detail::is_condition_op<Op>, predicate, term>;
  template <class Op, class... A>
  static constexpr std::conditional_t<detail::is_condition_op<Op>, predicate, term> apply(A const&... a);
  template <class... A>
  static constexpr predicate truth(bool c, A const&... a);
  static constexpr term constant(term const& like, double k);
  static constexpr term constant(term const& like, irrational which);
};

/// A truth value in the program: the result of a comparison of terms.
struct predicate : program_handle {
  using adze_kind = term_kind;
  static constexpr bool adze_is_condition = true;
  constexpr predicate(detail::builder* p, int line) : program_handle{p, line} {}
  constexpr explicit predicate(program_handle h) : program_handle(h) {}
};

/// A value in the program under construction. In identities a term without a line means "no identity applies".
struct term : program_handle {
  using adze_kind = term_kind;
  static constexpr bool adze_is_condition = false;
  constexpr term() = default;
  constexpr term(detail::builder* p, int line) : program_handle{p, line} {}
  constexpr explicit term(program_handle h) : program_handle(h) {}
  constexpr term(value_handle const& symbol) : program_handle(symbol) {}  // NOLINT: erases a symbol's type

  constexpr bool exists() const { return id >= 0; }
  constexpr term none() const { return {program, -1}; }
  constexpr bool same(term other) const { return id == other.id; }
  constexpr bool relaxed() const { return program->relaxed; }
  constexpr void note_reciprocal() const { program->has_reciprocals = true; }
  constexpr bool has_reciprocals() const { return program->has_reciprocals; }
  constexpr bool is_reciprocal() const;
  constexpr detail::instruction const& line() const { return program->lines[id]; }
  constexpr term operand(int i) const { return {program, line().arguments[i]}; }
  template <class Op> constexpr bool is() const;

  constexpr bool is_constant() const { return program->lines[id].is_constant; }
  constexpr bool is_exact() const { return program->lines[id].exact; }
  constexpr bool is_plain() const { return program->lines[id].is_plain; }  // none of what identities look for
  constexpr bool is_negation() const { return program->lines[id].is_negation; }
  constexpr long double constant() const { return line().number; }
  constexpr bool equals(int k) const { return is_constant() && constant() == k; }
  constexpr bool is_negative() const { return detail::instruction::is_negative(constant()); }
  constexpr bool is_power_of_two() const;
  constexpr term make_constant(long double value) const;
  constexpr term negated() const { return make_constant(-constant()); }
  constexpr term reciprocal() const { return make_constant(1 / constant()); }

  // Sums and products of constants; they exist where they are exact.
  constexpr term fold_sum(term other) const { return fold_sum_of(constant(), other.constant()); }
  constexpr term fold_difference(term other) const { return fold_sum_of(constant(), -other.constant()); }
  constexpr term fold_product(term other) const {
    long double const product = constant() * other.constant();
    return detail::exact_product(constant(), other.constant(), product) ? make_constant(product) : none();
  }

  // k u as a factor k and a base u; k = 1 where there is none.
  constexpr bool has_factor() const { return program->lines[id].has_factor; }
  constexpr term factor() const {
    if (!has_factor()) return make_constant(1);
    return operand(0).is_constant() ? operand(0) : operand(1);
  }
  constexpr term base() const {
    if (!has_factor()) return *this;
    return operand(0).is_constant() ? operand(1) : operand(0);
  }
  constexpr bool same_base(term other) const { return base().same(other.base()); }

 private:
  constexpr term fold_sum_of(long double a, long double b) const {
    long double const sum = a + b;
    return detail::exact_sum(a, b, sum) ? make_constant(sum) : none();
  }
};

namespace detail {

constexpr unsigned hash_of(char const* text) {
  unsigned h = 2166136261U;
  for (; *text != '\0'; ++text) h = (h ^ static_cast<unsigned char>(*text)) * 16777619U;
  return h;
}

template <class Op>
constexpr int identity_of(builder& b, int const* a) {
  if constexpr (Op::arity == 1) return Op::identity(term{&b, a[0]}).id;
  else if constexpr (Op::arity == 2) return Op::identity(term{&b, a[0]}, term{&b, a[1]}).id;
  else if constexpr (Op::arity == 3) return Op::identity(predicate{&b, a[0]}, term{&b, a[1]}, term{&b, a[2]}).id;
}

template <class Op>
constexpr int partial_of(builder& b, int which, int const* a, int result) {
  term const x{&b, a[0]}, y{&b, a[1]}, z{&b, a[2]}, r{&b, result};
  if constexpr (Op::arity == 1) {
    return Op::d0(x, r).id;
  } else if constexpr (Op::arity == 2) {
    return which == 0 ? Op::d0(x, y, r).id : Op::d1(x, y, r).id;
  } else {
    return which == 0 ? Op::d0(x, y, z, r).id : which == 1 ? Op::d1(x, y, z, r).id : Op::d2(x, y, z, r).id;
  }
}

template <class Op>
constexpr operation describe_op() {
  operation o{id_of<Op>, Op::name, Op::arity, Op::weight, hash_of(Op::name)};
  if constexpr (std::is_same_v<Op, op::constant>) o.plays = role::constant;
  if constexpr (std::is_same_v<Op, op::neg>) o.plays = role::negation;
  if constexpr (std::is_same_v<Op, op::mul>) o.plays = role::product;
  if constexpr (requires { Op::commutative; }) o.commutative = Op::commutative;
  if constexpr (requires { Op::strong; }) o.strong = Op::strong;
  if constexpr (requires { Op::is_condition; }) o.is_condition = Op::is_condition;
  if constexpr (requires { Op::takes_conditions; }) o.takes_conditions = Op::takes_conditions;
  if constexpr (requires { Op::is_reduction; }) o.is_reduction = Op::is_reduction;
  if constexpr (requires(term t) { Op::identity(t); } || requires(term t) { Op::identity(t, t); } ||
                requires(term t, predicate p) { Op::identity(p, t, t); }) {
    o.has_identity = true;
    o.identity = &identity_of<Op>;
  }
  if constexpr (requires(term t) { Op::d0(t, t); } || requires(term t) { Op::d0(t, t, t); } ||
                requires(term t) { Op::d0(t, t, t, t); }) {
    o.has_partial = true;
    o.partial = &partial_of<Op>;
  }
  return o;
}

template <class Op>
struct operation_of {
  static constexpr operation value = describe_op<Op>();
};
template <class Op>
struct op_entry {
  friend constexpr auto adze_op_behind(op_key<&operation_of<Op>::value>) { return std::type_identity<Op>{}; }
  static constexpr operation const* address = &operation_of<Op>::value;
};
template <class Op>
inline constexpr operation const* op_address = op_entry<Op>::address;

/// An operand of whatever kind, its type forgotten: a line, or a number that is to become a constant.
struct any_operand : program_handle {
  long double number = 0;
  constexpr any_operand(program_handle const& h) : program_handle(h) {}  // NOLINT: symbols and terms
  constexpr any_operand(long double n) : number(n) {}                    // NOLINT: numbers

  constexpr int line_in(builder& b) const {
    return id >= 0 ? id : b.append({op_address<op::constant>, {-1, -1, -1}, number});
  }
};

constexpr program_handle emit(operation const& op, any_operand a) {
  return {a.program, a.program->emit(op, a.id)};
}
constexpr program_handle emit(operation const& op, any_operand a, any_operand b) {
  builder& p = a.id >= 0 ? *a.program : *b.program;
  int const i = a.line_in(p), j = b.line_in(p);
  return {&p, p.emit(op, i, j)};
}
constexpr program_handle emit(operation const& op, any_operand a, any_operand b, any_operand c) {
  builder& p = a.id >= 0 ? *a.program : b.id >= 0 ? *b.program : *c.program;
  int const i = a.line_in(p), j = b.line_in(p), k = c.line_in(p);
  return {&p, p.emit(op, i, j, k)};
}

/// A plain bool as a line that holds a truth value, in the program of a or b.
constexpr program_handle truth_line(bool c, any_operand a, any_operand b) {
  builder& p = a.id >= 0 ? *a.program : *b.program;
  return emit(*op_address<op::not_equal>, program_handle{&p, any_operand(c ? 1.0L : 0.0L).line_in(p)}, 0.0L);
}

}  // namespace detail

template <class Op, class... A>
constexpr std::conditional_t<detail::is_condition_op<Op>, predicate, term> term_kind::apply(A const&... a) {
  return result<Op>(detail::emit(*detail::op_address<Op>, a...));
}
template <class... A>
constexpr predicate term_kind::truth(bool c, A const&... a) {
  return predicate(detail::truth_line(c, a...));
}
namespace detail {

template <class Op>
constexpr bool instruction::is() const {
  if constexpr (addresses_compare) return op == op_address<Op>;
  else return op->id == id_of<Op>;
}

}  // namespace detail

template <class Op>
constexpr bool term::is() const { return program->lines[id].template is<Op>(); }
constexpr bool term::is_reciprocal() const { return is<op::div>() && operand(0).equals(1); }
constexpr bool term::is_power_of_two() const {
  if (!is_constant()) return false;
  for (long double p = 1.0L / 65536; p <= 65536; p *= 2) {
    if (constant() == p || constant() == -p) return true;
  }
  return false;
}
constexpr term term::make_constant(long double value) const {
  return {program, program->append({detail::op_address<op::constant>, {-1, -1, -1}, value})};
}

constexpr term term_kind::constant(term const& like, double k) { return like.make_constant(k); }
constexpr term term_kind::constant(term const& like, irrational which) {
  return {like.program, like.program->append({detail::op_address<op::irrational_constant>, {static_cast<int>(which), -1, -1}, 0})};
}

}  // namespace adze
