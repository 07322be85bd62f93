#pragma once
// SPDX-License-Identifier: BSL-1.0
// ADBench's LSTM: the loss of predicting each of c vectors of b numbers from those before, by a stack of layers whose
// gates act element by element. For input x, hidden state h and cell s of a layer:
//   forget = sigmoid(x wf + bf), in = sigmoid(h wi + bi), out = sigmoid(x wo + bo), change = tanh(h wc + bc)
//   s <- s forget + in change,  h <- out tanh(s), the input of the next layer
// The first input is the vector times in_weight; the prediction y = h out_weight + out_bias is normalised by
// log(2 + sum exp y); the loss is minus the mean of the next vector times that.
// F. Srajer et al., A benchmark of selected algorithmic differentiation tools, 2018, and its code.

#include "text.hpp"

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace adbench {

struct lstm_problem {
  std::size_t layers = 0;
  std::size_t length = 0;  // c
  std::size_t width = 0;   // b

  // main (layers, 2, 4, b): weights then biases of forget, in, out, change; extra (3, b): in_weight, out_weight,
  // out_bias. The gradient has the same order.
  std::vector<double> parameters;
  std::vector<double> state;     // (layers, 2, b): hidden, cell, before the first vector
  std::vector<double> sequence;  // (c, b)

  const double* layer(std::size_t l) const { return parameters.data() + 8 * width * l; }
  const double* extra() const { return layer(layers); }
};

/// "layers c b", then main, extra, state and sequence.
inline lstm_problem read_lstm(const std::filesystem::path& path) {
  constexpr std::size_t most = 1'000'000;  // keeps every product below within 64 bits
  text in(path);
  lstm_problem p;
  p.layers = in.count("the number of layers", 1, most);
  p.length = in.count("the length of the sequence", 2, most);
  p.width = in.count("the width", 1, most);
  p.parameters = in.numbers((8 * p.layers + 3) * p.width, "parameter");
  p.state = in.numbers(2 * p.layers * p.width, "state");
  p.sequence = in.numbers(p.length * p.width, "element of the sequence");
  in.require_end();
  return p;
}

inline double sigmoid(double x) { return 1.0 / (1.0 + std::exp(-x)); }

/// One step of one layer; hidden and cell (b) are replaced.
inline void lstm_step(std::size_t b, const double* weight, const double* input, double* hidden, double* cell) {
  const double* bias = weight + 4 * b;
  for (std::size_t i = 0; i < b; ++i) {
    const double forget = sigmoid(input[i] * weight[i] + bias[i]);
    const double in = sigmoid(hidden[i] * weight[b + i] + bias[b + i]);
    const double out = sigmoid(input[i] * weight[2 * b + i] + bias[2 * b + i]);
    const double change = std::tanh(hidden[i] * weight[3 * b + i] + bias[3 * b + i]);
    cell[i] = cell[i] * forget + in * change;
    hidden[i] = out * std::tanh(cell[i]);
  }
}

inline double lstm_objective(const lstm_problem& p) {
  const std::size_t b = p.width;
  const double* in_weight = p.extra();
  const double* out_weight = in_weight + b;
  const double* out_bias = out_weight + b;
  std::vector<double> state = p.state;
  std::vector<double> first(b);
  double total = 0.0;
  for (std::size_t t = 0; t + 1 < p.length; ++t) {
    const double* x = p.sequence.data() + t * b;
    for (std::size_t i = 0; i < b; ++i) first[i] = x[i] * in_weight[i];
    const double* input = first.data();
    for (std::size_t l = 0; l < p.layers; ++l) {
      double* hidden = state.data() + 2 * b * l;
      lstm_step(b, p.layer(l), input, hidden, hidden + b);
      input = hidden;
    }
    const double* next = x + b;
    double exponentials = 2.0;
    double chosen = 0.0;  // next . y
    double mass = 0.0;
    for (std::size_t i = 0; i < b; ++i) {
      const double y = input[i] * out_weight[i] + out_bias[i];
      exponentials += std::exp(y);
      chosen += next[i] * y;
      mass += next[i];
    }
    total += chosen - mass * std::log(exponentials);
  }
  return -total / double(b * (p.length - 1));
}

}  // namespace adbench
