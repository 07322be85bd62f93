// SPDX-License-Identifier: BSL-1.0
// The Greeks of a small book of European options. One pricing formula (Black and Scholes 1973) is
// all that is written; delta, vega, rho and theta are its gradient, gamma is an element of its
// Hessian. Each is checked against the closed form, which fills half of this file.

#include <adze/adze.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <numbers>

namespace {

constexpr double call = 1.0;
constexpr double put = -1.0;

// market = {spot, volatility, rate, years to expiry}, contract = {strike, call or put}
constexpr auto price = [](auto market, auto contract) {
    auto [spot, volatility, rate, time] = market;
    auto [strike, sign] = contract;
    auto deviation = volatility * sqrt(time);
    auto discounted = strike * exp(-rate * time);
    auto d1 = log(spot / discounted) / deviation + 0.5 * deviation;
    auto d2 = d1 - deviation;
    return sign * (spot * normal_cdf(sign * d1) - discounted * normal_cdf(sign * d2));
};

struct position {
    double quantity;
    double sign;
    double strike;
    double years;
};

constexpr double spot = 100.0;
constexpr double volatility = 0.22;
constexpr double rate = 0.03;
constexpr std::array<position, 6> book{{
    {+100.0, call, 100.0, 0.50},
    {-200.0, call, 110.0, 0.50},
    {+100.0, call, 120.0, 0.50},
    {+150.0, put, 95.0, 0.25},
    {-80.0, put, 85.0, 1.00},
    {+40.0, call, 130.0, 2.00},
}};

// Value and sensitivities, in this order.
constexpr std::array names{"value", "delta", "gamma", "vega", "rho", "theta"};
using greeks = std::array<double, names.size()>;

greeks by_adze(const position& p) {
    const std::array market{spot, volatility, rate, p.years};
    const std::array contract{p.strike, p.sign};
    const auto [value, gradient] =
        adze::value_and_gradient<adze::wrt<0>>(price, market, contract);
    const auto [delta, vega, rho, by_expiry] = gradient;
    const auto hessian = adze::hessian<adze::wrt<0>>(price, market, contract);
    return {value, delta, hessian[0][0], vega, rho, -by_expiry};
}

// Hull, Options, Futures, and Other Derivatives, chapter "The Greek Letters".
greeks by_closed_form(const position& p) {
    const auto [quantity, sign, strike, years] = p;
    const auto density = [](double x) {
        return std::exp(-x * x / 2.0) / std::sqrt(2.0 * std::numbers::pi);
    };
    const auto probability = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2.0; };
    const double root = std::sqrt(years);
    const double d1 = (std::log(spot / strike) + (rate + volatility * volatility / 2.0) * years) /
                      (volatility * root);
    const double d2 = d1 - volatility * root;
    const double bond = strike * std::exp(-rate * years) * probability(sign * d2);
    const double delta = sign * probability(sign * d1);
    return {
        spot * delta - sign * bond,
        delta,
        density(d1) / (spot * volatility * root),
        spot * root * density(d1),
        sign * years * bond,
        -spot * volatility * density(d1) / (2.0 * root) - sign * rate * bond,
    };
}

void print_row(const char* label, const greeks& row) {
    std::printf("%-26s", label);
    for (double greek : row) std::printf(" %10.3f", greek);
    std::printf("\n");
}

}  // namespace

int main() {
    constexpr double tolerance = 1e-12;  // relative: the two ways round differently

    std::printf("spot %.0f, volatility %.2f, rate %.2f\n%-26s", spot, volatility, rate, "position");
    for (const char* name : names) std::printf(" %10s", name);
    std::printf("\n");

    greeks total{}, total_expected{};
    double largest_error = 0.0;
    for (const auto& p : book) {
        greeks row = by_adze(p);
        greeks expected = by_closed_form(p);
        for (std::size_t i = 0; i < row.size(); ++i) {
            largest_error = std::max(largest_error, std::abs(row[i] / expected[i] - 1.0));
            total[i] += row[i] *= p.quantity;
            total_expected[i] += expected[i] *= p.quantity;
        }
        char label[40];
        std::snprintf(label, sizeof label, "%+5.0f %-4s at %3.0f, %.2f y", p.quantity,
                      p.sign == call ? "call" : "put", p.strike, p.years);
        print_row(label, row);
    }
    print_row("total", total);
    print_row("total by the closed form", total_expected);

    const bool passed = largest_error <= tolerance;
    std::printf("largest relative error %.1e%s\n", largest_error, passed ? "" : "  FAILED");
    return passed ? 0 : 1;
}
