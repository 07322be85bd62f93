// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reverse mode on a tape (a Wengert list) kept in a vector: every operation appends where its operands are and
// its partials with respect to them; the chain rule walks the list backwards. The memory is reused between runs.

#include "contenders/plain.hpp"
#include "contenders/recorded.hpp"

#include <vector>

namespace bench {

class tape_variable : public recorded<tape_variable> {
  struct operation {
    std::array<std::size_t, 2> operand;
    std::array<double, 2> partial;
  };

  static inline std::vector<operation> operations;  // the one tape, in order of evaluation
  static inline std::vector<double> adjoints;

 public:
  tape_variable() = default;
  explicit tape_variable(double value) : tape_variable(value, {{operations.size(), operations.size()}, {0.0, 0.0}}) {}

  double value() const { return value_; }
  double adjoint() const { return adjoints[index_]; }

  static tape_variable record(double value, const tape_variable& x, double dx) {
    return tape_variable(value, {{x.index_, x.index_}, {dx, 0.0}});
  }
  static tape_variable record(double value, const tape_variable& x, double dx, const tape_variable& y, double dy) {
    return tape_variable(value, {{x.index_, y.index_}, {dx, dy}});
  }

  // Forgets every operation; variables made before are no longer on the tape.
  static void rewind() { operations.clear(); }

  // Sets the adjoint of every variable v on the tape to d(this)/d(v).
  void backward() const {
    adjoints.assign(operations.size(), 0.0);
    adjoints[index_] = 1.0;
    for (std::size_t i = index_ + 1; i-- > 0;) {
      const auto& [operand, partial] = operations[i];
      const double adjoint = adjoints[i];
      adjoints[operand[0]] += partial[0] * adjoint;
      adjoints[operand[1]] += partial[1] * adjoint;
    }
  }

 private:
  tape_variable(double value, const operation& o) : value_(value), index_(operations.size()) {
    operations.push_back(o);
  }

  double value_ = 0.0;
  std::size_t index_ = 0;
};

struct tape {
  static constexpr auto name = "tape";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    tape_variable::rewind();
    const auto x = load<tape_variable, P>(in);
    const tape_variable y = evaluate<P>(x, in + P::variables);
    y.backward();
    store<P::variables>(gradient, [&](auto i) { return x[i].adjoint(); });
    return y.value();
  }
};

}  // namespace bench
