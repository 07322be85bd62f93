#pragma once
// SPDX-License-Identifier: BSL-1.0
// Programs as text: a numbered listing, infix formulas, Graphviz. For people; nothing computes with it.

#include <adze/program/program.hpp>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace adze::detail {

/// Texts one after the other. (g++ 12 at -O3 warns of `"text" + std::string()`, where nothing is wrong.)
inline std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return text;
}

/// A program's lines as text; `inputs` are the names of its inputs.
class program_printer {
 public:
  program_printer(instruction const* lines, std::vector<std::string> inputs, std::vector<std::string> parameters = {})
      : lines_(lines), inputs_(std::move(inputs)), parameters_(std::move(parameters)) {}

  static std::string number(long double value, int most_digits = 21) {
    char text[48];
    bool const is_double = exact_in_double(value);
    for (int digits = 6; digits <= most_digits; ++digits) {  // the shortest that reads back the same
      std::snprintf(text, sizeof text, "%.*Lg", digits, value);
      if ((is_double ? static_cast<long double>(std::strtod(text, nullptr)) : std::strtold(text, nullptr)) == value) break;
    }
    return text;
  }

  bool is_leaf(int line) const { return lines_[line].op->arity == 0; }

  std::string leaf(int line) const {
    instruction const& l = lines_[line];
    auto const index = static_cast<std::size_t>(l.arguments[0]);
    if (l.is<op::constant>()) return number(l.number);
    if (l.is<op::irrational_constant>()) return name_of(static_cast<irrational>(l.arguments[0]));
    if (l.is<op::input>()) return index < inputs_.size() ? inputs_[index] : joined({"in", std::to_string(index)});
    return index < parameters_.size() ? parameters_[index] : joined({"c", std::to_string(index)});
  }

  /// One line, its operands shown by `show(line)`, with parentheses only where `binding(line)` asks for them.
  template <class Show, class Binding>
  std::string operation_text(int line, Show const& show, Binding const& binding) const {
    instruction const& l = lines_[line];
    if (l.op->arity == 0) return leaf(line);
    auto const operand = [&](int k, int least) {
      std::string const text = show(l.arguments[k]);
      return binding(l.arguments[k]) < least ? joined({"(", text, ")"}) : text;
    };
    if (l.is<op::neg>()) return joined({"-", operand(0, product)});
    if (l.is<op::logical_not>()) return joined({"!", operand(0, atom)});
    if (is_infix(l.op)) {
      int const own = binding_of(line);
      bool const constant_second = l.is<op::mul>() && lines_[l.arguments[1]].is<op::constant>();
      int const first = constant_second ? 1 : 0;
      return joined({operand(first, own), " ", l.op->name, " ", operand(1 - first, own + (l.op->commutative ? 0 : 1))});
    }
    std::string text = joined({l.op->name, "("});
    for (int k = 0; k < l.op->arity; ++k) text += joined({k == 0 ? "" : ", ", show(l.arguments[k])});
    return text + ")";
  }

  /// The whole formula of a line, as one would write it.
  std::string formula(int line) const {
    return operation_text(line, [&](int i) { return formula(i); }, [&](int i) { return binding_of(i); });
  }

  /// How tightly a line's outermost operator binds.
  int binding_of(int line) const {
    instruction const& l = lines_[line];
    if (l.is<op::constant>()) return l.number < 0 ? sum : atom;
    if (l.is<op::neg>()) return sum;
    if (!is_infix(l.op)) return atom;
    if (l.is<op::mul>() || l.is<op::div>()) return product;
    if (l.is<op::add>() || l.is<op::sub>()) return sum;
    if (l.is<op::logical_and>()) return conjunction;
    if (l.is<op::logical_or>()) return disjunction;
    return relation;
  }

 private:
  enum { disjunction = 1, conjunction, relation, sum, product, atom = 9 };

  static bool is_infix(operation const* op) {
    return op->arity == 2 && !((op->name[0] >= 'a' && op->name[0] <= 'z') || (op->name[0] >= 'A' && op->name[0] <= 'Z'));
  }

  instruction const* lines_;
  std::vector<std::string> inputs_, parameters_;
};

}  // namespace adze::detail
