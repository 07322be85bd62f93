#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints the polynomials of include/adze/eval/simd_*.hpp: name, lowest coefficient first, and the largest error.

Each is the interpolating polynomial at the Chebyshev points of its interval, which is within a small factor of the
best one (Trefethen, Approximation Theory and Approximation Practice, ch. 16), computed with 80 digits by mpmath.
The error is relative to the function named, with the coefficients rounded to double.

usage: scripts/make-simd-coefficients.py
"""
from mpmath import mp, mpf, atan, asin, cos, erf, erfc, exp, log, lu_solve, matrix, pi, sin, sqrt

mp.dps = 80


def fit(name, f, low, high, count, weight=lambda x: mpf(1)):
    low, high = mpf(low), mpf(high)
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    a = matrix(count, count)
    b = matrix(count, 1)
    for i, x in enumerate(nodes):
        for j in range(count):
            a[i, j] = x**j
        b[i] = f(x)
    c = [float(v) for v in lu_solve(a, b)]
    worst = 0
    for k in range(2001):
        x = low + (high - low) * k / 2000
        if x == 0:
            continue
        got = sum(mpf(v) * x**j for j, v in enumerate(c))
        worst = max(worst, abs((got - f(x)) * weight(x)))
    print(f"// {name}: error {float(worst):.1e}")
    show(c)


def show(c):
    rows = [c[i:i + 4] for i in range(0, len(c), 4)]
    print("{" + ",\n ".join(", ".join(v.hex() for v in row) for row in rows) + "}\n")


def fit_erfc():
    """S, R of degrees 10, 9 with exp(x^2) erfc x = S/(x S + R)/sqrt(pi) at the points of [0, 28] that are Chebyshev points
    in t = (x - 5/2)/(x + 5/2): linear equations, with S(0) = 1."""
    f = lambda x: exp(x * x) * erfc(x)
    high, k, count, c = mpf(28), mpf(5) / 2, 20, 1 / sqrt(pi)
    end = (high - k) / (high + k)
    of_t = lambda t: k * (1 + t) / (1 - t)
    a = matrix(count, count)
    b = matrix(count, 1)
    for i in range(count):
        x = of_t((end - 1) / 2 + (end + 1) / 2 * cos(pi * (2 * i + 1) / (2 * count)))
        for j in range(1, 11):
            a[i, j - 1] = f(x) * x**(j + 1) - c * x**j
        for j in range(10):
            a[i, 10 + j] = f(x) * x**j
        b[i] = c - f(x) * x
    u = list(lu_solve(a, b))
    s, r = [mpf(1)] + u[:10], u[10:]
    at = lambda v, x: sum(mpf(float(w)) * x**j for j, w in enumerate(v))
    ratio = lambda x: c * at(s, x) / (x * at(s, x) + at(r, x))
    worst = max(abs(ratio(x) / f(x) - 1) for x in (of_t(-1 + (end + 1) * i / 2000) for i in range(2001)))
    print(f"// erfc: exp(x^2) erfc x = S/(x S + R)/sqrt(pi): error {float(worst):.1e}")
    return s, r


def atanh_series(first):
    """sum over k >= 0 of 2 z^k / (2k + first)"""
    return lambda z: sum(2 * z**k / (2 * k + first) for k in range(60))


def main():
    half_ln2 = log(2) / 2 * mpf("1.0001")
    fit("exp: (e^r - 1 - r)/r^2", lambda r: sum(r**k / mp.factorial(k + 2) for k in range(40)), -half_ln2, half_ln2, 10,
        lambda r: r * r / exp(r))
    fit("log: (log((1+s)/(1-s)) - 2s)/s^3 in z = s^2", atanh_series(3), 0, mpf("0.0401"), 8, lambda z: z / 2)
    fit("pow: (log((1+s)/(1-s)) - 2s - 2/3 s^3)/s^5 in z = s^2", atanh_series(5), 0, mpf("0.0401"), 10, lambda z: z * z / 2)
    quarter = (pi / 4)**2 * mpf("1.001")
    fit("sin: (sin r - r)/r^3 in z = r^2", lambda z: (sin(sqrt(z)) - sqrt(z)) / sqrt(z)**3, 0, quarter, 6, lambda z: z)
    fit("cos: (cos r - 1 + r^2/2)/r^4 in z = r^2", lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2, 0, quarter, 6, lambda z: z * z)
    fit("asin: (asin x - x)/x^3 in z = x^2", lambda z: (asin(sqrt(z)) - sqrt(z)) / sqrt(z)**3, 0, mpf(1) / 4, 12, lambda z: z)
    eighth = mp.tan(pi / 8)**2 * mpf("1.001")
    fit("atan: (atan x - x)/x^3 in z = x^2", lambda z: (atan(sqrt(z)) - sqrt(z)) / sqrt(z)**3, 0, eighth, 11, lambda z: z)
    fit("erf: erf(x)/x in z = x^2", lambda z: erf(sqrt(z)) / sqrt(z), 0, mpf("0.4226"), 10)

    # Scaled so that what is near 1 at x = 0 is 3/4 there, where roundings are small: S is 3/4 S/S(0), R alike.
    s, r = fit_erfc()
    scale, root = mpf(3) / 4 * sqrt(pi), sqrt(mpf(2))
    show([float(v * mpf(3) / 4) for v in s])
    show([float(v * scale) for v in r])
    print("// normal_cdf: S(x/sqrt 2) and 2 R(x/sqrt 2)")
    show([float(v * mpf(3) / 4 * root**-j) for j, v in enumerate(s)])
    show([float(v * scale * 2 * root**-j) for j, v in enumerate(r)])


if __name__ == "__main__":
    main()
