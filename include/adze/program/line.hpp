#pragma once
// SPDX-License-Identifier: BSL-1.0
// A line of the program under construction, as an operand of the operations: applying an op to lines appends an
// instruction. The ops' partials and identities run on lines. Capture hands users symbols and terms, which are handles
// of lines too; emit() is where they all arrive.

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

struct line_operand;
struct line_condition;

/// What operations do to lines: append to the program.
struct line_kind {
  static constexpr int rank = 2;
  template <class Op, class... A>
  using result = std::conditional_t<is_condition_op<Op>, line_condition, line_operand>;
  template <class Op, class... A>
  static constexpr std::conditional_t<is_condition_op<Op>, line_condition, line_operand> apply(A const&... a);
  template <class... A>
  static constexpr line_condition truth(bool c, A const&... a);
  static constexpr line_operand constant(line_operand const& like, double k);
  static constexpr line_operand constant(line_operand const& like, irrational which);
};

/// A truth value in the program: the result of a comparison of lines.
struct line_condition : program_handle {
  using adze_kind = line_kind;
  static constexpr bool adze_is_condition = true;
  constexpr line_condition(builder* p, int line) : program_handle{p, line} {}
  constexpr explicit line_condition(program_handle h) : program_handle(h) {}
};

/// A value in the program under construction. In identities one that does not exist means "no identity applies".
struct line_operand : program_handle {
  using adze_kind = line_kind;
  static constexpr bool adze_is_condition = false;
  constexpr line_operand() = default;
  constexpr line_operand(builder* p, int line) : program_handle{p, line} {}
  constexpr explicit line_operand(program_handle h) : program_handle(h) {}

  constexpr bool exists() const { return id >= 0; }
  constexpr line_operand none() const { return {program, -1}; }
  constexpr bool same(line_operand other) const { return id == other.id; }
  constexpr bool relaxed() const { return program->relaxed; }
  constexpr void note_reciprocal() const { program->has_reciprocals = true; }
  constexpr bool has_reciprocals() const { return program->has_reciprocals; }
  constexpr bool is_reciprocal() const;
  constexpr instruction const& line() const { return program->lines[id]; }
  constexpr line_operand operand(int i) const { return {program, line().arguments[i]}; }
  template <class Op> constexpr bool is() const;

  constexpr bool is_constant() const { return program->lines[id].is_constant; }
  constexpr bool is_exact() const { return program->lines[id].exact; }
  constexpr bool is_plain() const { return program->lines[id].is_plain; }  // none of what identities look for
  constexpr bool is_negation() const { return program->lines[id].is_negation; }
  constexpr long double constant() const { return line().number; }
  constexpr bool equals(int k) const { return is_constant() && constant() == k; }
  constexpr bool is_negative() const { return instruction::is_negative(constant()); }
  constexpr bool is_power_of_two() const;
  constexpr line_operand make_constant(long double value) const;
  constexpr line_operand negated() const { return make_constant(-constant()); }
  constexpr line_operand reciprocal() const { return make_constant(1 / constant()); }

  // Sums and products of constants; they exist where they are exact.
  constexpr line_operand fold_sum(line_operand other) const { return fold_sum_of(constant(), other.constant()); }
  constexpr line_operand fold_difference(line_operand other) const { return fold_sum_of(constant(), -other.constant()); }
  constexpr line_operand fold_product(line_operand other) const {
    long double const product = constant() * other.constant();
    return exact_product(constant(), other.constant(), product) ? make_constant(product) : none();
  }

  // k u as a factor k and a base u; k = 1 where there is none.
  constexpr bool has_factor() const { return program->lines[id].has_factor; }
  constexpr line_operand factor() const {
    if (!has_factor()) return make_constant(1);
    return operand(0).is_constant() ? operand(0) : operand(1);
  }
  constexpr line_operand base() const {
    if (!has_factor()) return *this;
    return operand(0).is_constant() ? operand(1) : operand(0);
  }
  constexpr bool same_base(line_operand other) const { return base().same(other.base()); }

 private:
  constexpr line_operand fold_sum_of(long double a, long double b) const {
    long double const sum = a + b;
    return exact_sum(a, b, sum) ? make_constant(sum) : none();
  }
};

constexpr unsigned hash_of(char const* text) {
  unsigned h = 2166136261U;
  for (; *text != '\0'; ++text) h = (h ^ static_cast<unsigned char>(*text)) * 16777619U;
  return h;
}

template <class Op>
constexpr int identity_of(builder& b, int const* a) {
  if constexpr (Op::arity == 1) return Op::identity(line_operand{&b, a[0]}).id;
  else if constexpr (Op::arity == 2) return Op::identity(line_operand{&b, a[0]}, line_operand{&b, a[1]}).id;
  else if constexpr (Op::arity == 3) return Op::identity(line_condition{&b, a[0]}, line_operand{&b, a[1]}, line_operand{&b, a[2]}).id;
}

template <class Op>
constexpr int partial_of(builder& b, int which, int const* a, int result) {
  line_operand const x{&b, a[0]}, y{&b, a[1]}, z{&b, a[2]}, r{&b, result};
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
  if constexpr (requires { Op::is_reduction; }) o.is_reduction = o.given_indices = Op::is_reduction;
  if constexpr (requires { Op::given_indices; }) o.given_indices = Op::given_indices;
  if constexpr (requires { Op::is_kernel; }) {
    o.is_kernel = o.given_indices = true;
    o.adjoint = &Op::adjoint;
    o.tangent = &Op::tangent;
  }
  if constexpr (requires(line_operand t) { Op::identity(t); } || requires(line_operand t) { Op::identity(t, t); } ||
                requires(line_operand t, line_condition p) { Op::identity(p, t, t); }) {
    o.has_identity = true;
    o.identity = &identity_of<Op>;
  }
  if constexpr (requires(line_operand t) { Op::d0(t, t); } || requires(line_operand t) { Op::d0(t, t, t); } ||
                requires(line_operand t) { Op::d0(t, t, t, t); }) {
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

template <class Op, class... A>
constexpr std::conditional_t<is_condition_op<Op>, line_condition, line_operand> line_kind::apply(A const&... a) {
  return result<Op>(emit(*op_address<Op>, a...));
}
template <class... A>
constexpr line_condition line_kind::truth(bool c, A const&... a) {
  return line_condition(truth_line(c, a...));
}
template <class Op>
constexpr bool instruction::is() const {
  if constexpr (addresses_compare) return op == op_address<Op>;
  else return op->id == id_of<Op>;
}

template <class Op>
constexpr bool line_operand::is() const { return program->lines[id].template is<Op>(); }
constexpr bool line_operand::is_reciprocal() const { return is<op::div>() && operand(0).equals(1); }
constexpr bool line_operand::is_power_of_two() const {
  if (!is_constant()) return false;
  for (long double p = 1.0L / 65536; p <= 65536; p *= 2) {
    if (constant() == p || constant() == -p) return true;
  }
  return false;
}
constexpr line_operand line_operand::make_constant(long double value) const {
  return {program, program->append({op_address<op::constant>, {-1, -1, -1}, value})};
}

constexpr line_operand line_kind::constant(line_operand const& like, double k) { return like.make_constant(k); }
constexpr line_operand line_kind::constant(line_operand const& like, irrational which) {
  return {like.program, like.program->append({op_address<op::irrational_constant>, {static_cast<int>(which), -1, -1}, 0})};
}

}  // namespace adze::detail
