// SPDX-License-Identifier: BSL-1.0
// Forward or reverse? Adze's gradient of one output as its inputs grow, and its Jacobian with respect to two inputs as
// the outputs grow, in both modes and in the one that adze::automatic chooses, against the function alone.
//
//   bench_modes --benchmark_enable_random_interleaving=true --benchmark_repetitions=5

#include "contenders/adze.hpp"
#include "contenders/plain.hpp"
#include "race.hpp"

#include <cmath>
#include <tuple>

namespace bench {
namespace {

// t0 = sin(x0), t(k) = sin(t(k-1) x(k)); the last t is the output. Each input joins late and is carried to the end.
template <std::size_t n> struct chain {
  static std::string name() { return "inputs/{}/" + std::to_string(n); }
  static constexpr std::size_t variables = n;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = true;
  static constexpr interval box(std::size_t) { return {0.5, 1.5}; }

  template <std::size_t k> [[gnu::always_inline]] static constexpr auto state(const auto& x) {
    using std::get, std::sin;
    if constexpr (k == 0) {
      return keep(sin(get<0>(x)));
    } else {
      return keep(sin(state<k - 1>(x) * get<k>(x)));
    }
  }

  static constexpr auto function = [](const auto& x) { return state<n - 1>(x); };

  static double by_hand(const double* in, double* gradient) {
    std::array<double, n> before;  // t(k-1), with 1 before the first
    std::array<double, n> slope;   // the cosine
    double t = 1.0;
    for (std::size_t k = 0; k < n; ++k) {
      before[k] = t;
      slope[k] = std::cos(t * in[k]);
      t = std::sin(t * in[k]);
    }
    double adjoint = 1.0;
    for (std::size_t k = n; k-- > 0;) {
      adjoint *= slope[k];
      gradient[k] = adjoint * before[k];
      adjoint *= in[k];
    }
    return t;
  }
};

// t0 = sin(x y), t(k) = sin(t(k-1) y + x); every t is an output.
template <std::size_t m> struct trajectory {
  static std::string name() { return "outputs/{}/" + std::to_string(m); }
  static constexpr std::size_t variables = 2;
  static constexpr std::size_t outputs = m;
  static constexpr std::size_t data = 0;
  static constexpr bool one_array = false;
  static constexpr interval box(std::size_t) { return {0.5, 1.5}; }

  // The earlier states, the last one, and those to come.
  [[gnu::always_inline]] static constexpr auto extend(const auto& x, const auto& y, const auto& last,
                                                      const auto&... earlier) {
    using std::sin;
    if constexpr (1 + sizeof...(earlier) == m) {
      return std::tuple{earlier..., last};
    } else {
      return extend(x, y, keep(sin(last * y + x)), earlier..., last);
    }
  }

  static constexpr auto function = [](const auto& x, const auto& y) {
    using std::sin;
    return extend(x, y, keep(sin(x * y)));
  };

  static double by_hand(const double* in, double* jacobian) {
    const double x = in[0], y = in[1];
    double slope = std::cos(x * y);
    double t = std::sin(x * y);
    double dx = slope * y, dy = slope * x;
    jacobian[0] = dx;
    jacobian[1] = dy;
    for (std::size_t k = 1; k < m; ++k) {
      const double u = t * y + x;
      slope = std::cos(u);
      dx = slope * (dx * y + 1.0);
      dy = slope * (dy * y + t);
      t = std::sin(u);
      jacobian[2 * k] = dx;
      jacobian[2 * k + 1] = dy;
    }
    return t;
  }
};

// Adze, a contender for each mode, under the name of the mode.
template <template <class> class Adze> struct in_modes {
  struct forward : Adze<adze::forward> {
    static constexpr auto name = "adze_forward";
  };
  struct reverse : Adze<adze::reverse> {
    static constexpr auto name = "adze_reverse";
  };
  struct automatic : Adze<adze::automatic> {
    static constexpr auto name = "adze_automatic";
  };

  template <problem P> static race at() { return make_race<P, function, by_hand, forward, reverse, automatic>(); }
};

// In reverse a trajectory's program grows with the square of its states: from 32 on that is minutes of compile time, and
// forward mode goes on without it.
std::vector<race> every_race() {
  const auto inputs = []<std::size_t... n>(std::index_sequence<n...>) {
    return std::vector<race>{in_modes<adze_gradient>::at<chain<n>>()...};
  };
  const auto outputs = []<std::size_t... m>(std::index_sequence<m...>) {
    return std::vector<race>{in_modes<adze_jacobian>::at<trajectory<m>>()...};
  };
  std::vector<race> races = inputs(std::index_sequence<1, 2, 3, 4, 8, 16, 32, 64>{});
  for (const race& each : outputs(std::index_sequence<1, 2, 3, 4, 8, 16>{})) {
    races.push_back(each);
  }
  using modes = in_modes<adze_jacobian>;
  races.push_back(make_race<trajectory<32>, function, by_hand, modes::forward, modes::automatic>());
  races.push_back(make_race<trajectory<64>, function, by_hand, modes::forward, modes::automatic>());
  return races;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { return bench::run_races(argc, argv, bench::every_race()); }
