// SPDX-License-Identifier: BSL-1.0
// Adze on one page: what one writes, what comes out. The last column of the table is what it should be.

#include <adze/adze.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>

namespace {

bool passed = true;
void show(const char* code, double value, double expected) {
    const bool right = std::abs(value - expected) <= 1e-14 * std::abs(expected);
    std::printf("%-52s %12.8f %12.8f%s\n", code, value, expected, right ? "" : "  FAILED");
    passed = passed && right;
}

// A function is a generic lambda; its mathematics is written as usual, without std::.
constexpr auto f = [](auto x, auto y) { return x * y + sin(x); };

// Gradients are made at compile time. Where arithmetic suffices, so are their values.
constexpr auto circle = [](auto x, auto y) { return x * x + y * y; };
static_assert(adze::gradient(circle, 3.0, 4.0) == std::array{6.0, 8.0});

// Plain C++ with loops and branches differentiates too, on dual numbers: Heron's square root.
template <class T>
T heron(T a) {
    T root = a;
    for (int i = 0; i < 50; ++i) {
        if (root * root == a) break;
        root = (root + a / root) / 2;
    }
    return root;
}

}  // namespace

int main() {
    const auto [df_dx, df_dy] = adze::gradient(f, 2.0, 3.0);
    show("gradient(f, 2, 3)[0]       y + cos(x)", df_dx, 3 + std::cos(2.0));
    show("gradient(f, 2, 3)[1]       x", df_dy, 2);

    const auto value_and_slope = adze::value_and_gradient(f);  // without arguments: an operator
    const auto [value, gradient] = value_and_slope(2.0, 3.0);
    show("value_and_gradient(f)      x y + sin(x)", value, 6 + std::sin(2.0));

    const auto hessian = adze::hessian(f, 2.0, 3.0);
    show("hessian(f, 2, 3)[0][0]     -sin(x)", hessian[0][0], -std::sin(2.0));
    show("hessian(f, 2, 3)[1][0]     1", hessian[1][0], 1);

    const auto norm = [](auto v) { return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]); };
    show("gradient(norm, {2, 3, 6})  v / |v|", adze::gradient(norm, std::array{2.0, 3.0, 6.0})[2], 6.0 / 7);

    const auto huber = [](auto x) { return select(abs(x) < 1, x * x / 2, abs(x) - 0.5); };
    show("derivative(huber, -3)      sign(x)", adze::derivative(huber, -3.0), -1);

    const double rate = 0.5;  // known at run time only
    const auto decay = [rate](auto t) { return exp(-rate * t); };
    show("derivative<3>(decay, 2)    -rate^3 exp(-rate t)", adze::derivative<3>(decay, 2.0), -std::exp(-1.0) / 8);

    const auto root = heron(adze::dual<double>::variable(2.0, 0));
    show("heron(2) on duals          1 / (2 sqrt(2))", root.tangent[0], 1 / (2 * std::sqrt(2.0)));

    constexpr adze::variable<"x"> x;
    constexpr adze::variable<"y"> y;
    const auto e = x * y + sin(x);
    const auto de_dx = adze::derivative(e, x);  // an expression again
    show("gradient(e)(x = 2, y = 3)[x]", adze::gradient(e)(x = 2.0, y = 3.0)[x], 3 + std::cos(2.0));
    show(adze::to_string(de_dx).c_str(), de_dx(y = 3.0, x = 2.0), 3 + std::cos(2.0));

    return passed ? 0 : 1;
}
