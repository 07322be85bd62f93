#pragma once
// SPDX-License-Identifier: BSL-1.0
// The residuals r_i(b) = model(b, x_i) - y_i of a problem, their Jacobian and their second
// derivative along a step: the three places where the fit needs Adze.

#include "problem.hpp"

#include <adze/adze.hpp>

#include <array>
#include <cstddef>

namespace nist {

template <problem Problem>
struct linearised_residuals {
    std::array<double, observation_count<Problem>> value;
    std::array<parameters<Problem>, observation_count<Problem>> jacobian;  // (n, p)
};

template <problem Problem>
linearised_residuals<Problem> linearise(const parameters<Problem>& b) {
    linearised_residuals<Problem> r;
    for (std::size_t i = 0; i < r.value.size(); ++i) {
        const auto [y, x] = Problem::observations[i];
        const auto [value, gradient] =
            adze::value_and_gradient<adze::wrt<0>>(Problem::model, b, x);
        r.value[i] = value - y;
        r.jacobian[i] = gradient;
    }
    return r;
}

// d^2/dt^2 of r(b + t s) at t = 0, from the Taylor coefficient of t^2.
template <problem Problem>
auto second_derivative_along(const parameters<Problem>& b, const parameters<Problem>& s) {
    std::array<double, observation_count<Problem>> curvature;
    for (std::size_t i = 0; i < curvature.size(); ++i) {
        const double x = Problem::observations[i].x;
        const auto series =
            adze::taylor<2>(Problem::model, adze::at(b, x), adze::along(s, 0.0));
        curvature[i] = 2.0 * series[2];
    }
    return curvature;
}

}  // namespace nist
