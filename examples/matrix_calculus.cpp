// SPDX-License-Identifier: BSL-1.0
// The identities on the first page of every matrix calculus script, found by Adze:
//     grad a'x = a          grad x'Ax = (A + A') x          grad |Ax - b|^2 = 2 A'(Ax - b)
//     Jacobian of Ax = A    Hessian of x'Ax = A + A'        d/dA of x'Ax = x x'
// with A in each of the places where a function can find its data: known to the compiler, captured
// by the lambda, passed as an argument. Sums are fold expressions: what Adze shows the function has
// another type after every operation, so there is no accumulator to reassign.

#include <adze/adze.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <tuple>
#include <utility>

namespace {

constexpr std::size_t n = 4;
using vector = std::array<double, n>;
using matrix = std::array<vector, n>;

// term(0) + term(1) + ... + term(n - 1), each index an integral_constant.
constexpr auto sum = [](auto term) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (... + term(std::integral_constant<std::size_t, I>{}));
    }(std::make_index_sequence<n>{});
};

// (term(0), term(1), ..., term(n - 1))
constexpr auto list = [](auto term) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::make_tuple(term(std::integral_constant<std::size_t, I>{})...);
    }(std::make_index_sequence<n>{});
};

constexpr auto dot = [](auto u, auto v) { return sum([&](auto i) { return u[i] * v[i]; }); };

constexpr matrix A{{{2.0, -1.0, 0.5, 3.0},
                    {0.0, 1.5, -2.0, 1.0},
                    {4.0, 0.25, 1.0, -1.0},
                    {-3.0, 2.0, 0.0, 0.75}}};
constexpr vector a{1.0, -2.0, 0.5, 3.0};
constexpr vector b{0.5, 1.0, -1.5, 2.0};

// A known to the compiler.
constexpr auto linear = [](auto x) { return dot(a, x); };
constexpr auto product = [](auto x) { return list([&](auto i) { return dot(A[i], x); }); };
constexpr auto quadratic = [](auto x) {
    return sum([&](auto i) { return x[i] * dot(A[i], x); });
};
constexpr auto squared_residual = [](auto x) {
    return sum([&](auto i) {
        auto residual = dot(A[i], x) - b[i];
        return residual * residual;
    });
};

// A captured, so known at run time only.
auto quadratic_form_of(const matrix& m) {
    return [m](auto x) { return sum([&](auto i) { return x[i] * dot(m[i], x); }); };
}

// A passed as an argument.
constexpr auto quadratic_form = [](auto m, auto x) {
    return sum([&](auto i) { return x[i] * dot(m[i], x); });
};

// The right-hand sides, element by element.
matrix tabulate(auto element) {
    matrix m{};
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) m[i][j] = element(i, j);
    }
    return m;
}
vector times(const matrix& m, const vector& v) {
    vector result{};
    for (std::size_t i = 0; i < n; ++i) result[i] = dot(m[i], v);
    return result;
}
matrix transposed(const matrix& m) {
    return tabulate([&](auto i, auto j) { return m[j][i]; });
}

constexpr double tolerance = 1e-13;  // some ten rounding errors of terms up to 50

bool check(const char* identity, const matrix& ours, const matrix& expected, std::size_t rows = n) {
    double error = 0.0;
    std::printf("%s\n", identity);
    for (std::size_t i = 0; i < rows; ++i) {
        for (double element : ours[i]) std::printf(" %9.4f", element);
        std::printf("%s", i + 1 < rows ? "\n" : "");
        for (std::size_t j = 0; j < n; ++j) {
            error = std::max(error, std::abs(ours[i][j] - expected[i][j]));
        }
    }
    std::printf("     error %.0e%s\n", error, error <= tolerance ? "" : "  FAILED");
    return error <= tolerance;
}
bool check(const char* identity, const vector& ours, const vector& expected) {
    return check(identity, matrix{ours}, matrix{expected}, 1);
}

}  // namespace

int main() {
    constexpr vector x{1.0, 2.0, -1.0, 0.5};
    const matrix At = transposed(A);
    const matrix A_plus_At = tabulate([&](auto i, auto j) { return A[i][j] + At[i][j]; });
    const matrix xxt = tabulate([&](auto i, auto j) { return x[i] * x[j]; });
    const vector twice_residual = [&] {
        vector r = times(A, x);
        for (std::size_t i = 0; i < n; ++i) r[i] = 2.0 * (r[i] - b[i]);
        return r;
    }();

    const bool passed[]{
        check("grad a'x = a", adze::gradient(linear, x), a),
        check("grad |Ax - b|^2 = 2 A'(Ax - b)", adze::gradient(squared_residual, x),
              times(At, twice_residual)),
        check("grad x'Ax = (A + A') x", adze::gradient(quadratic, x), times(A_plus_At, x)),
        check("... with A captured", adze::gradient(quadratic_form_of(A), x), times(A_plus_At, x)),
        check("... with A an argument", adze::gradient<adze::wrt<1>>(quadratic_form, A, x),
              times(A_plus_At, x)),
        check("d/dA of x'Ax = x x'", adze::gradient<adze::wrt<0>>(quadratic_form, A, x), xxt),
        check("Jacobian of Ax = A", adze::jacobian(product, x), A),
        check("Hessian of x'Ax = A + A'", adze::hessian(quadratic, x), A_plus_At),
    };
    return std::ranges::all_of(passed, [](bool p) { return p; }) ? 0 : 1;
}
