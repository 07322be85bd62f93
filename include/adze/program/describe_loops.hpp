#pragma once
// SPDX-License-Identifier: BSL-1.0
// A scheduled program as text: its loops, what is computed in each, and its buffers. For people.

#include <adze/program/array_program.hpp>
#include <adze/program/describe.hpp>

namespace adze::detail {

/// P: an array_program; names of its numbers and arrays, and of its output arrays.
template <class P>
class loop_printer {
 public:
  loop_printer(P const& p, std::vector<std::string> numbers, std::vector<std::string> arrays, std::vector<std::string> outputs)
      : p_(p), arrays_(std::move(arrays)), outputs_(std::move(outputs)), print_(p.lines.entries, std::move(numbers)) {}

  std::string loops() const {
    std::string all;
    write_loop(0, 0, all);
    return all;
  }
  /// The numbers that come out.
  std::string results(std::vector<std::string> const& labels) const {
    std::string all;
    for (std::size_t i = 0; i < labels.size(); ++i) all += joined({"  ", labels[i], " = ", operand(p_.outputs[static_cast<int>(i)]), "\n"});
    return all;
  }
  /// One line for each buffer: what it holds, over which loops.
  std::string buffers() const {
    std::string all;
    for (int i = 0; i < p_.lines.size; ++i) {
      if (p_.buffered[i] != 0) all += joined({"  v", std::to_string(i), set_text(p_.buffers[i]), "\n"});
    }
    return all;
  }

 private:
  static std::string index_name(int i) { return i < 10 ? std::string(1, "ijklmnpqrs"[i]) : joined({"i", std::to_string(i)}); }
  std::string set_text(index_set s) const {
    std::string text = "[";
    for (int i = 0; i < p_.loop_extents.size; ++i) {
      if (has(s, i)) text += joined({text.size() > 1 ? "," : "", index_name(i)});
    }
    return text + "]";
  }
  std::string extent_text(int e) const {
    extent const& x = p_.extents[e];
    if (x.kind == extent_kind::constant) return std::to_string(x.a);
    if (x.kind == extent_kind::shifted) return joined({extent_text(x.a), x.b < 0 ? " - " : " + ", std::to_string(x.b < 0 ? -x.b : x.b)});
    if (x.kind == extent_kind::least) return joined({"min(", extent_text(x.a), ", ", extent_text(x.b), ")"});
    return joined({"extent(", arrays_[static_cast<std::size_t>(x.a)], ", ", std::to_string(x.b), ")"});
  }
  std::string access_text(access const& a, std::string const& name) const {
    std::string text = joined({name, "("});
    for (int d = 0; d < a.rank; ++d) {
      subscript const& s = a.at[d];
      std::string at = s.line >= 0 ? operand(s.line) : s.index >= 0 ? index_name(s.index) : std::string();
      if (at.empty()) at = std::to_string(s.offset);
      else if (s.offset != 0) at += joined({s.offset < 0 ? " - " : " + ", std::to_string(s.offset < 0 ? -s.offset : s.offset)});
      text += joined({d == 0 ? "" : ", ", at});
    }
    return text + ")";
  }
  /// How a line is referred to: elements and leaves by what they are.
  std::string operand(int i) const {
    instruction const& l = p_.lines[i];
    if (l.is<op::element>()) return access_text(p_.accesses[l.index], arrays_[static_cast<std::size_t>(l.arguments[0])]);
    if (l.is<op::position>()) {
      if (l.number == 0) return index_name(l.arguments[0]);
      return joined({"(", index_name(l.arguments[0]), " + ", program_printer::number(l.number), ")"});
    }
    if (l.is<op::extent_value>()) return extent_text(l.arguments[0]);
    if (l.op->arity == 0) return print_.leaf(i);
    if (l.is<op::read>()) return read_text(l);
    return joined({"v", std::to_string(i), buffer_mark(i)});
  }
  std::string buffer_mark(int i) const { return p_.buffered[i] != 0 ? set_text(p_.buffers[i]) : std::string(); }
  std::string read_text(instruction const& l) const {
    substitution const& s = p_.substitutions[l.index];
    std::string text = joined({"v", std::to_string(l.arguments[0]), "["});
    bool first = true;
    for (int i = 0; i < p_.loop_extents.size; ++i) {
      if (!has(p_.buffers[l.arguments[0]], i)) continue;
      int at = i;
      for (int k = 0; k < s.count; ++k) at = s.from[k] == i ? s.to[k].index : at;
      text += joined({first ? "" : ",", index_name(at)});
      first = false;
    }
    return text + "]";
  }
  void write_line(int i, std::string const& indent, std::string& text) const {
    instruction const& l = p_.lines[i];
    if (l.op->arity == 0 || l.is<op::read>()) return;
    auto const show = [&](int k) { return operand(k); };
    if (l.is<op::store>() || l.is<op::store_joined>()) {
      access const& a = p_.accesses[l.index];
      std::string const name = outputs_[static_cast<std::size_t>(a.array)];
      text += joined({indent, access_text(a, name), l.number != 0 ? " += " : " = ", show(l.arguments[0])});
      if (l.is<op::store_joined>()) text += joined({" + (one before) ", show(l.arguments[1])});
    } else if (l.op->is_reduction) {
      text += joined({indent, "v", std::to_string(i), buffer_mark(i), " = ", l.op->name, " over ", index_name(l.index), " of ",
                      show(l.arguments[0])});
    } else {
      text += joined({indent, "v", std::to_string(i), buffer_mark(i), " = ", print_.operation_text(i, show, [](int) { return 9; })});
    }
    text += "\n";
  }
  void write_loop(int loop, int depth, std::string& text) const {
    std::string const indent(static_cast<std::size_t>(2 * depth + 2), ' ');
    loop_range const& r = p_.ranges[loop];
    for (int q = 0; q < r.steps; ++q) {
      step const& s = p_.steps[r.first_step + q];
      if (s.kind == step_kind::compute) {
        write_line(s.id, indent, text);
      } else if (s.kind == step_kind::loop) {
        loop_node const& inner = p_.loops[s.id];
        text += joined({indent, "for ", index_name(inner.index), " < ", extent_text(p_.loop_extents[inner.index]), inner.leaf ? ", in batches:\n" : ":\n"});
        write_loop(s.id, depth + 1, text);
      }
    }
  }

  P const& p_;
  std::vector<std::string> arrays_, outputs_;
  program_printer print_;
};

}  // namespace adze::detail
