// SPDX-License-Identifier: BSL-1.0
// Bayesian linear regression on data whose size is known at run time only: gradient ascent to the most probable weights.

#include <adze/arrays.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace {

// The logarithm of a posterior: observation i is row i of X and y_i, with noise of one size and a prior on the weights.
constexpr auto log_posterior = [](auto weights, auto log_noise, auto X, auto y) {
    auto residuals = (y - matmul(X, weights)) * exp(-log_noise);
    return -squared_norm(residuals) / 2 - extent<0>(X) * log_noise - squared_norm(weights) / 200;
};

}  // namespace

int main() {
    // Data: y = 1 - 2 x + 0.5 x^2, off by 0.1 up and down in turn. A row of X is 1, x, x^2.
    constexpr std::ptrdiff_t observations = 1000;
    std::vector<double> table, y;
    for (std::ptrdiff_t i = 0; i < observations; ++i) {
        const double x = static_cast<double>(i) / 500 - 1;
        table.insert(table.end(), {1, x, x * x});
        y.push_back(1 - 2 * x + 0.5 * x * x + (i % 2 == 0 ? 0.1 : -0.1));
    }

    const adze::row_view<const double, 2> X(table.data(), {observations, 3});
    std::vector<double> weights(3, 0.0);
    double log_noise = 0;
    for (int step = 0; step < 2000; ++step) {
        const auto [value, gradient] = adze::value_and_gradient<adze::wrt<0, 1>>(log_posterior, weights, log_noise, X, y);
        const auto& [in_weights, in_log_noise] = gradient;  // a std::vector and a number, like the arguments
        for (std::size_t k = 0; k < weights.size(); ++k) weights[k] += 1e-5 * in_weights[k];
        log_noise += 1e-5 * in_log_noise;
    }

    std::printf("weights %.3f %.3f %.3f, noise %.4f\n", weights[0], weights[1], weights[2], std::exp(log_noise));
    const bool right = std::abs(weights[0] - 1) < 0.01 && std::abs(weights[1] + 2) < 0.01 && std::abs(weights[2] - 0.5) < 0.02 &&
                       std::abs(std::exp(log_noise) - 0.1) < 0.001;
    std::puts(right ? "as they were made" : "FAILED");
    return right ? 0 : 1;
}
