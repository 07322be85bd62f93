#pragma once
// SPDX-License-Identifier: BSL-1.0
// The scheduled program of a gradient, made and run at run time, one step after the other: what loop_runner makes of it
// at compile time, without the compile time. So thousands of functions can be captured, differentiated, scheduled and
// checked in a second; what is left to eval/loops.hpp is checked with fewer.

#include "array_functions.hpp"

#include <adze/arrays.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace adze_test::arrays {

namespace ad = adze::detail;

/// What an instruction does to numbers, by its operation's name.
class run_time_operations {
 public:
  run_time_operations() {
    using namespace adze;
    add<op::add, op::sub, op::mul, op::div, op::neg, op::fma, op::square, op::cube, op::one_minus_square, op::inverse, op::sqrt,
        op::rsqrt, op::cbrt, op::pow, op::pow_slope, op::exp, op::log, op::sin, op::cos, op::tanh, op::tanh_slope, op::sigmoid,
        op::sigmoid_slope, op::atan2, op::abs, op::sign, op::min, op::max, op::hypot, op::strong_mul, op::held, op::equal,
        op::not_equal, op::less, op::less_equal, op::gap, op::copysign>();
  }
  struct entry {
    ad::operation const* op;
    real (*value)(real, real, real);
  };
  real run(ad::operation const* op, real a, real b, real c) const {
    for (entry const& e : all_) {
      if (e.op == op) return e.value(a, b, c);
    }
    throw std::logic_error(std::string("the interpreter does not know the operation ") + op->name);
  }

 private:
  template <class... Op> void add() { (all_.push_back({ad::op_address<Op>, &value<Op>}), ...); }
  template <class Op> static real value(real a, [[maybe_unused]] real b, [[maybe_unused]] real c) {
    if constexpr (Op::arity == 1) return static_cast<real>(Op::value(a));
    else if constexpr (Op::arity == 2) return static_cast<real>(Op::value(a, b));
    else return static_cast<real>(Op::value(a, b, c));
  }
  std::vector<entry> all_{};
};

class interpreter {
 public:
  interpreter(ad::arranged const& program, point const& at) : p_(program), at_(at) {
    static run_time_operations const operations;
    operations_ = &operations;
    ad::array_tables const& t = p_.source.tables;
    for (int e = 0; e < t.extents.size(); ++e) {
      ad::extent const& x = t.extents[e];
      if (x.kind == ad::extent_kind::argument) extents_.push_back(extent_of_array(x.a, x.b));
      else if (x.kind == ad::extent_kind::constant) extents_.push_back(x.a);
      else if (x.kind == ad::extent_kind::shifted) extents_.push_back(std::max(extent(x.a) + x.b, 0));
      else extents_.push_back(std::min(extent(x.a), extent(x.b)));
    }
    for (ad::agreement const& a : t.agreements) {
      if (a.second >= 0 ? extent(a.first) != extent(a.second) : extent(a.first) <= a.more_than) {
        throw std::logic_error(std::string("an extent does not fit: ") + a.operation);
      }
    }
    for (int l : t.loops) loops_.push_back(extent(l));
    int const lines = p_.planned.lines.size();
    values_.assign(static_cast<std::size_t>(lines), unset);
    at_loop_.assign(loops_.size(), 0);
    buffers_.resize(static_cast<std::size_t>(lines));
    for (int i = 0; i < lines; ++i) {
      if (p_.planned.buffered[i] != 0) buffers_[static_cast<std::size_t>(i)].assign(size_of(p_.planned.buffers[i]), unset);
    }
    for (int o = 0; o < p_.source.arrays.size(); ++o) {
      ad::output_array const& shape = p_.source.arrays[o];
      std::size_t size = 1;
      for (int d = 0; d < shape.rank; ++d) size *= static_cast<std::size_t>(extent(shape.extent[d]));
      outputs.emplace_back(size, p_.added_to[o] != 0 ? real(0) : unset);
    }
  }

  /// The gradient in the arrays, one after the other; then the numbers of the program.
  std::vector<std::vector<real>> outputs;
  std::vector<real> numbers;

  void run() {
    run_steps(0);
    for (int o : p_.source.outputs) numbers.push_back(value(o));
  }

 private:
  static constexpr real unset = 1e300L;  // what nobody should ever see

  int extent_of_array(int array, int d) const {
    if (array == arguments - 1) return static_cast<int>(at_.ids.size());
    plain const& a = at_.given[array];
    return d == 0 ? a.rows : a.columns;
  }
  int extent(int e) const { return extents_[static_cast<std::size_t>(e)]; }
  int loop_extent(int index) const { return loops_[static_cast<std::size_t>(index)]; }
  int at_loop(int index) const { return at_loop_[static_cast<std::size_t>(index)]; }
  std::size_t size_of(ad::index_set s) const {
    std::size_t size = 1;
    for (int i = 0; s >> i != 0; ++i) size *= ad::has(s, i) ? static_cast<std::size_t>(loop_extent(i)) : 1;
    return size;
  }
  real& in_buffer(int line, auto const& where) {
    std::size_t place = 0;
    ad::index_set const s = p_.planned.buffers[line];
    for (int i = 0; s >> i != 0; ++i) {
      if (ad::has(s, i)) place = place * static_cast<std::size_t>(loop_extent(i)) + static_cast<std::size_t>(where(i));
    }
    return buffers_[static_cast<std::size_t>(line)].at(place);
  }
  real& in_buffer(int line) { return in_buffer(line, [&](int i) { return at_loop(i); }); }

  /// A line's number: leaves are computed on the spot.
  real value(int i) const {
    ad::instruction const& l = p_.planned.lines[i];
    using namespace adze;
    if (l.is<op::constant>()) return l.number;
    if (l.is<op::irrational_constant>()) return value_of<real>(static_cast<irrational>(l.arguments[0]));
    if (l.is<op::input>()) return at_.given[arguments - 1](0);
    if (l.is<op::extent_value>()) return extent(l.arguments[0]);
    real const x = values_[static_cast<std::size_t>(i)];
    if (x == unset) throw std::logic_error("line " + std::to_string(i) + " is used before it is computed");
    return x;
  }
  int subscript(ad::subscript const& s) const {
    return (s.line >= 0 ? static_cast<int>(value(s.line)) : s.index >= 0 ? at_loop(s.index) : 0) + s.offset;
  }
  real combined(ad::instruction const& l, real sum, real x) const {
    using namespace adze;
    if (l.is<op::sum_over>()) return op::sum_over::combine(sum, x);
    if (l.is<op::product_over>()) return op::product_over::combine(sum, x);
    if (l.is<op::max_over>()) return op::max_over::combine(sum, x);
    return op::min_over::combine(sum, x);
  }
  static real neutral(ad::instruction const& l) {
    using namespace adze;
    if (l.is<op::sum_over>() || l.is<op::store_joined>()) return 0;
    if (l.is<op::product_over>()) return 1;
    return l.is<op::max_over>() ? -INFINITY : INFINITY;
  }
  real& element_of_output(ad::access const& a, int shift = 0) {
    ad::output_array const& shape = p_.source.arrays[a.array];
    std::size_t place = 0;
    for (int d = 0; d < a.rank; ++d) {
      int const s = subscript(a.at[d]) + (d + 1 == a.rank ? shift : 0);
      if (s < 0 || s >= extent(shape.extent[d])) throw std::logic_error("a store is out of range");
      place = place * static_cast<std::size_t>(extent(shape.extent[d])) + static_cast<std::size_t>(s);
    }
    return outputs[static_cast<std::size_t>(a.array)].at(place);
  }

  void compute(int i) {
    using namespace adze;
    ad::instruction const& l = p_.planned.lines[i];
    auto const v = [&](int k) { return l.arguments[k] < 0 ? real(0) : value(l.arguments[k]); };
    real& result = values_[static_cast<std::size_t>(i)];
    if (l.is<op::element>()) {
      ad::access const& a = p_.source.tables.accesses[l.index];
      int const r = subscript(a.at[0]), c = a.rank > 1 ? subscript(a.at[1]) : 0;
      if (r < 0 || c < 0 || r >= extent_of_array(a.array, 0) || (a.rank > 1 && c >= extent_of_array(a.array, 1))) {
        throw std::logic_error("an element is out of range");
      }
      result = a.array == arguments - 1 ? static_cast<real>(at_.ids[static_cast<std::size_t>(r)]) : at_.given[a.array](r, c);
    } else if (l.is<op::position>()) {
      result = at_loop(l.arguments[0]) + l.number;
    } else if (l.is<op::read>()) {
      substitution_ = &p_.source.tables.substitutions[l.index];
      result = in_buffer(l.arguments[0], [&](int index) {
        for (int k = 0; k < substitution_->count; ++k) {
          if (substitution_->from[k] == index) return at_loop(substitution_->to[k].index);
        }
        return at_loop(index);
      });
      if (result == unset) throw std::logic_error("line " + std::to_string(l.arguments[0]) + " is read before it is computed");
    } else if (l.is<op::store>()) {
      real& out = element_of_output(p_.source.tables.accesses[l.index]);
      out = l.number != 0 ? out + v(0) : v(0);
    } else if (l.is<op::store_joined>()) {
      ad::access const& a = p_.source.tables.accesses[l.index];
      element_of_output(a) = v(0) + result;
      element_of_output(a, 1) = v(1);
      result = v(1);
    } else if (l.op->is_reduction) {
      real& sum = accumulates_in_buffer(i) ? in_buffer(i) : result;
      if (sum == unset) throw std::logic_error("line " + std::to_string(i) + " accumulates on nothing");
      sum = combined(l, sum, v(0));
    } else {
      result = l.is<op::select>()        ? (v(0) != 0 ? v(1) : v(2))
               : l.is<op::logical_and>() ? static_cast<real>(v(0) != 0 && v(1) != 0)
               : l.is<op::logical_or>()  ? static_cast<real>(v(0) != 0 || v(1) != 0)
               : l.is<op::logical_not>() ? static_cast<real>(v(0) == 0)
                                         : operations_->run(l.op, v(0), v(1), v(2));
      if (p_.planned.buffered[i] != 0) in_buffer(i) = result;
    }
  }
  bool accumulates_in_buffer(int i) const {
    for (int l = 0; l < p_.planned.loops.size(); ++l) {
      for (ad::step const& s : p_.planned.steps[l]) {
        if (s.kind == ad::step_kind::fill && s.id == i) return true;
      }
    }
    return false;
  }
  void fill(int loop, int i) {
    ad::index_set const inner = p_.planned.buffers[i] & ~p_.planned.loops[loop].path;
    std::vector<int> where = at_loop_;
    for (std::size_t n = 0; n < size_of(inner); ++n) {
      std::size_t rest = n;
      for (int index = 0; inner >> index != 0; ++index) {
        if (!ad::has(inner, index)) continue;
        auto const e = static_cast<std::size_t>(loop_extent(index));
        where[static_cast<std::size_t>(index)] = static_cast<int>(rest % e);
        rest /= e;
      }
      in_buffer(i, [&](int index) { return where[static_cast<std::size_t>(index)]; }) = neutral(p_.planned.lines[i]);
    }
  }
  void run_steps(int loop) {
    for (ad::step const& s : p_.planned.steps[loop]) {
      auto const i = static_cast<std::size_t>(s.id);
      switch (s.kind) {
        case ad::step_kind::compute: compute(s.id); break;
        case ad::step_kind::reload:
          values_[i] = in_buffer(s.id);
          if (values_[i] == unset) throw std::logic_error("line " + std::to_string(s.id) + " is loaded before it is computed");
          break;
        case ad::step_kind::fill: fill(loop, s.id); break;
        case ad::step_kind::begin: values_[i] = neutral(p_.planned.lines[s.id]); break;
        case ad::step_kind::keep: in_buffer(s.id) = values_[i]; break;
        case ad::step_kind::loop:
          if (p_.planned.loops[s.id].leaf) forget_what_is_not_imported(s.id);
          for (int n = 0; n < loop_extent(p_.planned.loops[s.id].index); ++n) {
            at_loop_[static_cast<std::size_t>(p_.planned.loops[s.id].index)] = n;
            run_steps(s.id);
          }
          if (p_.planned.loops[s.id].leaf) values_ = after_leaf(s.id);
          break;
      }
    }
  }
  /// Leaves run on batches of their own: they see what they import, and what they reduce comes out.
  void forget_what_is_not_imported(int leaf) {
    before_leaf_ = values_;
    std::vector<real> seen(values_.size(), unset);
    for (int i : p_.planned.imports[leaf]) seen[static_cast<std::size_t>(i)] = values_[static_cast<std::size_t>(i)];
    for (ad::step const& s : p_.planned.steps[leaf]) {
      ad::instruction const& l = p_.planned.lines[s.id];
      auto const i = static_cast<std::size_t>(s.id);
      if (s.kind == ad::step_kind::compute && (l.is<adze::op::store_joined>() || (l.op->is_reduction && !accumulates_in_buffer(s.id)))) seen[i] = values_[i];
    }
    values_ = seen;
  }
  std::vector<real> after_leaf(int leaf) const {
    std::vector<real> result = before_leaf_;
    for (ad::step const& s : p_.planned.steps[leaf]) {
      if (s.kind == ad::step_kind::compute && p_.planned.lines[s.id].op->is_reduction) {
        result[static_cast<std::size_t>(s.id)] = values_[static_cast<std::size_t>(s.id)];
      }
    }
    return result;
  }

  ad::arranged const& p_;
  point const& at_;
  run_time_operations const* operations_ = nullptr;
  std::vector<int> extents_{}, loops_{}, at_loop_{};
  std::vector<real> values_{}, before_leaf_{};
  std::vector<std::vector<real>> buffers_{};
  ad::substitution const* substitution_ = nullptr;
};

/// The program for the gradient of a function in all its arguments but the index array: as array_gradient_recipe makes it.
inline ad::arranged gradient_program(function const& f) {
  ad::captured c;
  ad::numbering next;
  using vector = std::vector<double>;
  using matrix = adze::tensor<double, 2>;
  ad::builder& b = c.program;
  symbolic const x = erase(ad::argument<vector>::symbols<0>(b, next)), y = erase(ad::argument<vector>::symbols<1>(b, next)),
                 z = erase(ad::argument<vector>::symbols<2>(b, next)), A = erase(ad::argument<matrix>::symbols<3>(b, next)),
                 B = erase(ad::argument<matrix>::symbols<4>(b, next)), s = erase(ad::argument<double>::symbols<5>(b, next));
  auto const ids = ad::argument<std::vector<int>>::symbols<6>(b, next);
  symbolic const given[arguments] = {x, y, z, A, B, s};
  c.roots.push_back(written(f, given, ids).id);
  c.shapes.push_back({});
  ad::settled settled = ad::settle(std::move(c));
  if (settled.program.arrays.found != ad::mistake::none) throw std::logic_error("a mistake in the function");
  ad::builder& p = settled.program;
  ad::growing_array<int> inputs, arrays;
  inputs.push_back(0);
  for (int a = 0; a < arguments - 1; ++a) arrays.push_back(a);
  ad::array_adjoint g = ad::adjoint_with_arrays(p, settled.roots, ad::one_line(p), inputs, arrays);
  ad::append_all(g.numbers, settled.roots);
  ad::growing_array<ad::output_array> outputs;
  for (int a = 0; a < arguments - 1; ++a) outputs.push_back(ad::shaped_like(p.arrays, a, argument_shape[a].rank));
  ad::array_draft d = ad::draft_of_arrays(p, std::move(g.numbers));
  d.parts = std::move(g.parts);
  d.arrays = std::move(outputs);
  return ad::arrange(std::move(d));
}

}  // namespace adze_test::arrays
