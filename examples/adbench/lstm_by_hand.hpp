#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gradient of LSTM, by hand: the gates of every step are kept, then time runs backwards. The adjoint of a sigmoid's
// argument is that of the sigmoid times g (1 - g), of a tanh's times 1 - g^2.

#include "lstm.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

namespace adbench {

/// What one layer keeps of a step, all (b): its input, the state before, the gates, tanh of the cell after.
struct lstm_memory {
  explicit lstm_memory(std::size_t width) : b(width) {}
  static constexpr std::size_t rows = 8;

  std::size_t b;
  double* input(double* at) const { return at; }
  double* hidden(double* at) const { return at + b; }
  double* cell(double* at) const { return at + 2 * b; }
  double* forget(double* at) const { return at + 3 * b; }
  double* in(double* at) const { return at + 4 * b; }
  double* out(double* at) const { return at + 5 * b; }
  double* change(double* at) const { return at + 6 * b; }
  double* squashed(double* at) const { return at + 7 * b; }
};

/// lstm_step, and what it goes through into the memory at `at`.
inline void lstm_step_kept(const lstm_memory& memory, double* at, const double* weight, const double* input,
                           double* hidden, double* cell) {
  const std::size_t b = memory.b;
  const double* bias = weight + 4 * b;
  for (std::size_t i = 0; i < b; ++i) {
    const double forget = sigmoid(input[i] * weight[i] + bias[i]);
    const double in = sigmoid(hidden[i] * weight[b + i] + bias[b + i]);
    const double out = sigmoid(input[i] * weight[2 * b + i] + bias[2 * b + i]);
    const double change = std::tanh(hidden[i] * weight[3 * b + i] + bias[3 * b + i]);
    const double after = cell[i] * forget + in * change;
    const double squashed = std::tanh(after);
    memory.input(at)[i] = input[i];
    memory.hidden(at)[i] = hidden[i];
    memory.cell(at)[i] = cell[i];
    memory.forget(at)[i] = forget;
    memory.in(at)[i] = in;
    memory.out(at)[i] = out;
    memory.change(at)[i] = change;
    memory.squashed(at)[i] = squashed;
    cell[i] = after;
    hidden[i] = out * squashed;
  }
}

/// One step of one layer backwards. by_hidden, by_cell (b): the adjoints after the step, then those before it.
/// by_input (b): what the input's adjoint gains. by_weight (2, 4, b): added to.
inline void lstm_step_backwards(const lstm_memory& memory, double* at, const double* weight, double* by_weight,
                                double* by_input, double* by_hidden, double* by_cell) {
  const std::size_t b = memory.b;
  double* by_bias = by_weight + 4 * b;
  for (std::size_t i = 0; i < b; ++i) {
    const double forget = memory.forget(at)[i], in = memory.in(at)[i], out = memory.out(at)[i];
    const double change = memory.change(at)[i], squashed = memory.squashed(at)[i];
    const double input = memory.input(at)[i], hidden = memory.hidden(at)[i];
    const double after = by_cell[i] + by_hidden[i] * out * (1.0 - squashed * squashed);
    const double to_forget = after * memory.cell(at)[i] * forget * (1.0 - forget);
    const double to_in = after * change * in * (1.0 - in);
    const double to_out = by_hidden[i] * squashed * out * (1.0 - out);
    const double to_change = after * in * (1.0 - change * change);
    by_weight[i] += to_forget * input;
    by_weight[b + i] += to_in * hidden;
    by_weight[2 * b + i] += to_out * input;
    by_weight[3 * b + i] += to_change * hidden;
    by_bias[i] += to_forget;
    by_bias[b + i] += to_in;
    by_bias[2 * b + i] += to_out;
    by_bias[3 * b + i] += to_change;
    by_input[i] = to_forget * weight[i] + to_out * weight[2 * b + i];
    by_hidden[i] = to_in * weight[b + i] + to_change * weight[3 * b + i];
    by_cell[i] = after * forget;
  }
}

/// In the order of the parameters.
inline std::vector<double> lstm_gradient_by_hand(const lstm_problem& p) {
  const std::size_t b = p.width;
  const std::size_t steps = p.length - 1;
  const lstm_memory memory(b);
  const std::size_t of_layer = lstm_memory::rows * b;
  const std::size_t of_step = p.layers * of_layer + 2 * b;  // and the last hidden state, and the adjoint of y
  std::vector<double> kept(steps * of_step);
  const double* in_weight = p.extra();
  const double* out_weight = in_weight + b;
  const double* out_bias = out_weight + b;
  const double scale = -1.0 / double(b * steps);

  std::vector<double> state = p.state;
  std::vector<double> first(b);
  for (std::size_t t = 0; t < steps; ++t) {
    double* at = kept.data() + t * of_step;
    const double* x = p.sequence.data() + t * b;
    for (std::size_t i = 0; i < b; ++i) first[i] = x[i] * in_weight[i];
    const double* input = first.data();
    for (std::size_t l = 0; l < p.layers; ++l, at += of_layer) {
      double* hidden = state.data() + 2 * b * l;
      lstm_step_kept(memory, at, p.layer(l), input, hidden, hidden + b);
      input = hidden;
    }
    // d loss/dy_i = scale (next_i - mass exp(y_i) / (2 + sum exp y))
    double* last = at;
    double* by_y = at + b;
    const double* next = x + b;
    double exponentials = 2.0;
    double mass = 0.0;
    for (std::size_t i = 0; i < b; ++i) {
      last[i] = input[i];
      by_y[i] = std::exp(input[i] * out_weight[i] + out_bias[i]);
      exponentials += by_y[i];
      mass += next[i];
    }
    for (std::size_t i = 0; i < b; ++i) by_y[i] = scale * (next[i] - mass * by_y[i] / exponentials);
  }

  std::vector<double> gradient(p.parameters.size());
  double* const by_extra = gradient.data() + 8 * b * p.layers;
  std::vector<double> by_state(2 * b * p.layers);
  std::vector<double> by_input(b);
  for (std::size_t t = steps; t-- > 0;) {
    double* at = kept.data() + t * of_step + p.layers * of_layer;
    const double* last = at;
    const double* by_y = at + b;
    const double* x = p.sequence.data() + t * b;
    for (std::size_t i = 0; i < b; ++i) {
      by_input[i] = by_y[i] * out_weight[i];
      by_extra[b + i] += by_y[i] * last[i];
      by_extra[2 * b + i] += by_y[i];
    }
    for (std::size_t l = p.layers; l-- > 0;) {
      at -= of_layer;
      double* by_hidden = by_state.data() + 2 * b * l;
      for (std::size_t i = 0; i < b; ++i) by_hidden[i] += by_input[i];
      lstm_step_backwards(memory, at, p.layer(l), gradient.data() + 8 * b * l, by_input.data(), by_hidden,
                          by_hidden + b);
    }
    for (std::size_t i = 0; i < b; ++i) by_extra[i] += by_input[i] * x[i];
  }
  return gradient;
}

}  // namespace adbench
