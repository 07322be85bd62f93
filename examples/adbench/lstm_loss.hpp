#pragma once
// SPDX-License-Identifier: BSL-1.0
// LSTM's loss with Adze: a fold over the sequence, written as the layers are defined. Included by one translation unit
// for each number of layers.

#include "lstm_gradient.hpp"

#include <adze/arrays.hpp>

#include <array>
#include <cstddef>
#include <tuple>

namespace adbench {

/// The loss of a stack of Layers, as a function of arrays.
/// main (layers, 2, 4, b), extra (3, b), state (layers, 2, b), x (c, b), steps: c - 1
template <int Layers>
struct lstm_loss {
  constexpr auto operator()(auto main, auto extra, auto state, auto x, auto scale) const {
    constexpr adze::index<"t"> t;
    constexpr adze::index<"i"> i;
    auto const row = [&](auto const& a, auto... at) { return adze::vector(i, a(at..., i)); };
    auto const in_weight = row(extra, 0);
    auto const out_weight = row(extra, 1);
    auto const out_bias = row(extra, 2);

    // One step of one layer: (input, hidden, cell) -> (hidden, cell).
    auto const step = [&](int l, auto const& input, auto const& hidden, auto const& cell) {
      auto const gate = [&](int g, auto const& z) { return z * row(main, l, 0, g) + row(main, l, 1, g); };
      auto const forget = sigmoid(gate(0, input));
      auto const in = sigmoid(gate(1, hidden));
      auto const out = sigmoid(gate(2, input));
      auto const change = tanh(gate(3, hidden));
      auto const next = cell * forget + in * change;
      return std::tuple{out * tanh(next), next};
    };
    // All layers from l on: what is below is their input. Returns their new states, the last hidden one behind.
    auto const stack = [&]<int l>(auto const& self, std::integral_constant<int, l>, auto const& input, auto const& hidden,
                                  auto const& cell, auto const&... rest) {
      auto const [h, c] = step(l, input, hidden, cell);
      if constexpr (l + 1 == Layers) return std::tuple{h, c, h};
      else return std::tuple_cat(std::tuple{h, c}, self(self, std::integral_constant<int, l + 1>{}, h, rest...));
    };
    auto const initial = [&]<std::size_t... K>(std::index_sequence<K...>) {
      return std::tuple{adze::like(scale, 0), row(state, static_cast<int>(K) / 2, static_cast<int>(K) % 2)...};
    }(std::make_index_sequence<2 * Layers>{});

    auto const last = adze::fold(t, initial, [&](auto total, auto... states) {
      auto const advanced = stack(stack, std::integral_constant<int, 0>{}, row(x, t) * in_weight, states...);
      auto const y = std::get<2 * Layers>(advanced) * out_weight + out_bias;
      auto const next = row(x, t + 1);
      auto const loss = dot(next, y) - sum(next) * log(2 + sum(exp(y)));
      return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return std::tuple{total + loss, std::get<K>(advanced)...};
      }(std::make_index_sequence<2 * Layers>{});
    });
    return -std::get<0>(last) * scale;
  }
};

template <int Layers>
void lstm_gradient_of(const lstm_problem& p, std::span<double> gradient) {
  using std::ptrdiff_t;
  auto const b = static_cast<ptrdiff_t>(p.width);
  const std::array<ptrdiff_t, 4> main{Layers, 2, 4, b};
  const std::array<ptrdiff_t, 2> extra{3, b};
  adze::gradient_into<adze::wrt<0, 1>>(
      lstm_loss<Layers>{},
      adze::into(adze::row_view<double, 4>(gradient.data(), main), adze::row_view<double, 2>(gradient.data() + 8 * Layers * b, extra)),
      adze::row_view<const double, 4>(p.parameters.data(), main), adze::row_view<const double, 2>(p.extra(), extra),
      adze::row_view<const double, 3>(p.state.data(), {Layers, 2, b}),
      adze::row_view<const double, 2>(p.sequence.data(), {static_cast<ptrdiff_t>(p.length), b}),
      1.0 / double(p.width * (p.length - 1)));
}

}  // namespace adbench
