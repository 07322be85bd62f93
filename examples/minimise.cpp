// SPDX-License-Identifier: BSL-1.0
// Rosenbrock's curved valley, from the classical start (-1.2, 1) to its floor at (1, 1), by
// gradient descent, BFGS and Newton. Each method is a rule that turns derivatives into a search
// direction; the backtracking line search is shared.

#include <adze/adze.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace {

using vector = std::array<double, 2>;
using matrix = std::array<vector, 2>;

constexpr auto rosenbrock = [](auto p) {
    auto [x, y] = p;
    auto off_valley = y - x * x;
    auto to_go = 1.0 - x;
    return 100.0 * off_valley * off_valley + to_go * to_go;
};

double dot(vector a, vector b) { return a[0] * b[0] + a[1] * b[1]; }
vector step(vector a, double t, vector b) { return {a[0] + t * b[0], a[1] + t * b[1]}; }
vector minus(vector a, vector b) { return step(a, -1.0, b); }
vector times(const matrix& m, vector v) { return {dot(m[0], v), dot(m[1], v)}; }

// m^-1 v by Cramer's rule.
vector solve(const matrix& m, vector v) {
    const double determinant = m[0][0] * m[1][1] - m[0][1] * m[1][0];
    return {(v[0] * m[1][1] - m[0][1] * v[1]) / determinant,
            (m[0][0] * v[1] - m[1][0] * v[0]) / determinant};
}

constexpr auto steepest_descent = [](vector, vector gradient) {
    return vector{-gradient[0], -gradient[1]};
};

constexpr auto newton = [](vector p, vector gradient) {
    return minus({}, solve(adze::hessian(rosenbrock, p), gradient));
};

// Builds the inverse of the Hessian from successive gradients (Nocedal and Wright, Numerical
// Optimization, 2nd edition, equation 6.17).
struct bfgs {
    matrix inverse{{{1.0, 0.0}, {0.0, 1.0}}};
    vector last_p{}, last_gradient{};
    bool started = false;

    vector operator()(vector p, vector gradient) {
        const vector s = minus(p, last_p);
        const vector y = minus(gradient, last_gradient);
        if (started && dot(s, y) > 0.0) {  // else the curvature seen is not that of a minimum
            const vector h_y = times(inverse, y);
            const double s_y = dot(s, y);
            for (std::size_t i : {0u, 1u}) {
                for (std::size_t j : {0u, 1u}) {
                    inverse[i][j] += (1.0 + dot(y, h_y) / s_y) * s[i] * s[j] / s_y -
                                     (h_y[i] * s[j] + s[i] * h_y[j]) / s_y;
                }
            }
        }
        started = true;
        last_p = p;
        last_gradient = gradient;
        return minus({}, times(inverse, gradient));
    }
};

// The points visited until the gradient vanishes.
template <class Direction>
std::vector<vector> minimise(vector p, Direction direction) {
    constexpr double small_gradient = 1e-10;
    constexpr double sufficient_decrease = 1e-4;  // Armijo's condition
    std::vector<vector> path{p};
    while (path.size() < 100'000) {
        const auto [value, gradient] = adze::value_and_gradient(rosenbrock, p);
        if (std::hypot(gradient[0], gradient[1]) < small_gradient) break;
        const vector d = direction(p, gradient);
        const double slope = dot(gradient, d);
        double t = 1.0;
        while (t > 1e-16 && rosenbrock(step(p, t, d)) > value + sufficient_decrease * t * slope) {
            t /= 2.0;
        }
        p = step(p, t, d);
        path.push_back(p);
    }
    return path;
}

}  // namespace

int main() {
    constexpr vector start{-1.2, 1.0};
    const std::array paths{minimise(start, steepest_descent), minimise(start, bfgs{}),
                           minimise(start, newton)};

    std::printf("Rosenbrock's function after n iterations\n%7s %18s %12s %12s\n", "n",
                "steepest descent", "BFGS", "Newton");
    for (std::size_t n : {0u, 1u, 2u, 5u, 10u, 15u, 20u, 30u, 100u, 1000u, 10000u}) {
        std::printf("%7zu", n);
        for (int width = 18; const auto& path : paths) {
            if (n < path.size()) std::printf(" %*.2e", width, rosenbrock(path[n]));
            width = 12;
        }
        std::printf("\n");
    }

    bool arrived = true;
    std::printf("\n%-18s %10s %16s %16s\n", "method", "iterations", "x", "y");
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto [x, y] = paths[i].back();
        std::printf("%-18s %10zu %16.12f %16.12f\n",
                    std::array{"steepest descent", "BFGS", "Newton"}[i], paths[i].size() - 1, x, y);
        arrived = arrived && std::hypot(x - 1.0, y - 1.0) < 1e-8;
    }
    std::printf("%s\n", arrived ? "all arrived at (1, 1)" : "FAILED: not all arrived at (1, 1)");
    return arrived ? 0 : 1;
}
