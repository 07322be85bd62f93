#pragma once
// SPDX-License-Identifier: BSL-1.0
// Levenberg-Marquardt: minimise |r(b)|^2. A step solves min over s of |J s + r|^2 + mu |D s|^2 by
// QR. What makes it arrive from far away:
// - D holds the column norms of J, remembered for a while: the units of b do not matter
//   (Moré, The Levenberg-Marquardt algorithm: implementation and theory, 1978);
// - mu follows the gain ratio, actual over predicted reduction (Nielsen, IMM-REP-1999-05);
// - geodesic acceleration bends the step along narrow curved valleys, by the exact second
//   derivative of r along s (Transtrum and Sethna, arXiv:1201.5885).

#include "linear_least_squares.hpp"
#include "problem.hpp"
#include "residuals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace nist {

template <problem Problem>
struct fit_result {
    parameters<Problem> b;
    parameters<Problem> standard_deviation;
    double residual_sum_of_squares;
    int iterations;
};

// The s that minimises |J s + r|^2 + mu |D s|^2: the rows sqrt(mu) D are appended to J.
template <std::size_t N, std::size_t P>
std::array<double, P> damped_step(const matrix<N, P>& jacobian, const std::array<double, N>& r,
                                  double mu, const std::array<double, P>& scale) {
    matrix<N + P, P> a{};
    std::array<double, N + P> c{};
    for (std::size_t i = 0; i < N; ++i) {
        a[i] = jacobian[i];
        c[i] = -r[i];
    }
    for (std::size_t j = 0; j < P; ++j) a[N + j][j] = std::sqrt(mu) * scale[j];
    triangularise(a, c);
    return solve_triangular(a, c);
}

// |r|^2 - |r + change|^2, without subtracting two nearly equal sums.
template <std::size_t N>
double reduction(const std::array<double, N>& r, const std::array<double, N>& change) {
    double sum = 0.0;
    for (std::size_t i = 0; i < N; ++i) sum -= change[i] * (2.0 * r[i] + change[i]);
    return sum;
}

template <problem Problem>
fit_result<Problem> fit(parameters<Problem> b) {
    constexpr std::size_t n = observation_count<Problem>;
    constexpr std::size_t p = parameter_count<Problem>;
    constexpr int iteration_limit = 5000;
    constexpr double memory = 0.8;         // share of D kept from one iteration to the next
    constexpr double most_bending = 0.75;  // |acceleration| / |s|: above, s is too long
    constexpr double least_gain = 1e-4;    // actual / predicted reduction: below, reject
    constexpr double measurable = 1e-9;    // predicted reduction / |r|^2: below, it drowns

    auto here = linearise<Problem>(b);
    double sum_of_squares = norm(here.value) * norm(here.value);
    double mu = 1.0;
    double growth = 2.0;
    double last_length = std::numeric_limits<double>::infinity();
    parameters<Problem> scale{};
    const auto length = [&scale](parameters<Problem> v) {  // |D v|
        for (std::size_t j = 0; j < p; ++j) v[j] *= scale[j];
        return norm(v);
    };

    int iteration = 0;
    while (iteration++ < iteration_limit) {
        const auto norms = column_norms(here.jacobian);
        for (std::size_t j = 0; j < p; ++j) scale[j] = std::max(memory * scale[j], norms[j]);

        const auto s = damped_step(here.jacobian, here.value, mu, scale);
        const auto curvature = second_derivative_along<Problem>(b, s);
        const auto acceleration = damped_step(here.jacobian, curvature, mu, scale);
        const double predicted = reduction(here.value, times(here.jacobian, s));

        // Near the minimum rounding hides the reduction, but the steps still shrink, until they
        // too are nothing but rounding.
        const bool near = predicted <= measurable * sum_of_squares;
        if (near && !(length(s) < last_length)) break;
        if (near) last_length = length(s);

        auto next_b = b;
        for (std::size_t j = 0; j < p; ++j) next_b[j] += s[j] + acceleration[j] / 2.0;
        const auto next = linearise<Problem>(next_b);
        auto change = next.value;
        for (std::size_t i = 0; i < n; ++i) change[i] -= here.value[i];
        const double gain = reduction(here.value, change) / predicted;
        const bool straight = length(acceleration) <= most_bending * length(s);

        if (near || (straight && gain > least_gain)) {
            b = next_b;
            here = next;
            sum_of_squares = norm(here.value) * norm(here.value);
            mu *= near ? 0.1 : std::max(1.0 / 3.0, 1.0 - std::pow(2.0 * gain - 1.0, 3));
            growth = 2.0;
        } else {
            mu *= growth;
            growth *= 2.0;
        }
    }

    auto deviation = inverse_gram_diagonal(here.jacobian);
    for (double& d : deviation) d = std::sqrt(d * sum_of_squares / double(n - p));
    return {b, deviation, sum_of_squares, iteration};
}

}  // namespace nist
