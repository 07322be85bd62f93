#pragma once
// SPDX-License-Identifier: BSL-1.0
// Small dense linear least squares, min over s of |A s - c|, by Householder reflections: A = Q R.
// The normal equations A'A s = A'c are never formed; their condition number is that of A squared.

#include <array>
#include <cmath>
#include <cstddef>

namespace nist {

template <std::size_t Rows, std::size_t Columns>
using matrix = std::array<std::array<double, Columns>, Rows>;

template <std::size_t N>
double norm(const std::array<double, N>& v) {
    double sum = 0.0;
    for (double x : v) sum += x * x;
    return std::sqrt(sum);
}

template <std::size_t Rows, std::size_t Columns>
std::array<double, Rows> times(const matrix<Rows, Columns>& a,
                               const std::array<double, Columns>& s) {
    std::array<double, Rows> product{};
    for (std::size_t i = 0; i < Rows; ++i) {
        for (std::size_t j = 0; j < Columns; ++j) product[i] += a[i][j] * s[j];
    }
    return product;
}

template <std::size_t Rows, std::size_t Columns>
std::array<double, Columns> column_norms(const matrix<Rows, Columns>& a) {
    std::array<double, Columns> squares{};
    for (const auto& row : a) {
        for (std::size_t j = 0; j < Columns; ++j) squares[j] += row[j] * row[j];
    }
    for (double& x : squares) x = std::sqrt(x);
    return squares;
}

// Turns (A | c) into (R | Q'c) in place. Column k is sent to a multiple of the unit vector e_k by
// the reflection H = I - 2 v v' / v'v with v = column + sign |column| e_k, zero above row k.
template <std::size_t Rows, std::size_t Columns>
void triangularise(matrix<Rows, Columns>& a, std::array<double, Rows>& c) {
    for (std::size_t k = 0; k < Columns; ++k) {
        std::array<double, Rows> v{};
        for (std::size_t i = k; i < Rows; ++i) v[i] = a[i][k];
        const double diagonal = -std::copysign(norm(v), v[k]);  // the sign that avoids cancellation
        if (diagonal == 0.0) continue;
        v[k] -= diagonal;
        const double half_square = -diagonal * v[k];  // v'v / 2

        const auto reflect = [&](auto element) {
            double projection = 0.0;
            for (std::size_t i = k; i < Rows; ++i) projection += v[i] * element(i);
            for (std::size_t i = k; i < Rows; ++i) element(i) -= projection / half_square * v[i];
        };
        for (std::size_t j = k; j < Columns; ++j) {
            reflect([&](std::size_t i) -> double& { return a[i][j]; });
        }
        reflect([&](std::size_t i) -> double& { return c[i]; });
    }
}

// Solves R s = c by back substitution; R is the upper triangle of the first rows.
template <std::size_t Rows, std::size_t Columns>
std::array<double, Columns> solve_triangular(const matrix<Rows, Columns>& r,
                                             const std::array<double, Rows>& c) {
    std::array<double, Columns> s{};
    for (std::size_t k = Columns; k-- > 0;) {
        double rest = c[k];
        for (std::size_t j = k + 1; j < Columns; ++j) rest -= r[k][j] * s[j];
        s[k] = rest / r[k][k];
    }
    return s;
}

// diag((A'A)^-1), from A = QR: (A'A)^-1 = R^-1 R^-T, so the squared norms of the rows of R^-1.
template <std::size_t Rows, std::size_t Columns>
std::array<double, Columns> inverse_gram_diagonal(matrix<Rows, Columns> a) {
    std::array<double, Rows> unused{};
    triangularise(a, unused);
    std::array<double, Columns> diagonal{};
    for (std::size_t k = 0; k < Columns; ++k) {
        std::array<double, Rows> unit{};
        unit[k] = 1.0;
        const auto column = solve_triangular(a, unit);  // column k of R^-1
        for (std::size_t j = 0; j < Columns; ++j) diagonal[j] += column[j] * column[j];
    }
    return diagonal;
}

}  // namespace nist
