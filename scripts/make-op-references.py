#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Truth table of every operation: value, first partials, and the second derivative of one-argument operations.

    scripts/make-op-references.py > tests/data/op_references.txt        (needs mpmath; ten seconds)

In: the definitions and the points below. Out: one row per point, in C99 hex floats, each number correctly rounded.
How a number is made, so that nothing here has to be believed:
  1. A closed form is evaluated at doubling precision (256 bits and up) until two precisions agree to 2^-100 and
     every number within their difference rounds to the same double (Ziv's test). Rational operations use fractions.
  2. Each derivative is compared with a numerical derivative of the operation itself (mpmath.diff; for rational
     operations a difference quotient in fractions); a disagreement above 2^-90 stops the script. A point on a kink
     or jump stops it too.
  3. Rounding works on integers, to nearest even, subnormals included, and overflows to inf.
"""

import math
import random
import sys
from fractions import Fraction
from typing import Callable, NamedTuple

from mpmath import mp, mpf

AGREEMENT = mpf(2) ** -100      # between two working precisions of one closed form
CHECK = mpf(2) ** -90           # between a closed form and numerical differentiation
NEGLIGIBLE = mpf(2) ** -1200    # far below the least subnormal: a difference this small cannot change a row
PRECISIONS = [256 << i for i in range(8)]


# ---- rounding ------------------------------------------------------------------------------------------------------

def round_ratio(numerator, denominator, exponent):
    """The double nearest to numerator / denominator * 2^exponent, ties to even."""
    sign = -1.0 if numerator < 0 else 1.0
    numerator = abs(numerator)
    if numerator == 0:
        return 0.0
    # leading - 1 <= floor(log2 |x|) <= leading; settled by the loop
    leading = exponent + numerator.bit_length() - denominator.bit_length()
    if leading > 1030:
        return sign * math.inf
    if leading < -1080:
        return sign * 0.0
    for top in (leading, leading - 1):
        unit = max(top - 52, -1074)
        shift = exponent - unit
        scaled = numerator << max(shift, 0)
        divisor = denominator << max(-shift, 0)
        quotient, rest = divmod(scaled, divisor)
        if quotient >= 1 << 52 or unit == -1074:
            break
    if 2 * rest > divisor or (2 * rest == divisor and quotient % 2 == 1):
        quotient += 1
    try:
        return sign * math.ldexp(quotient, unit)
    except OverflowError:
        return sign * math.inf


def to_double(x):
    if isinstance(x, (int, Fraction)):
        x = Fraction(x)
        return round_ratio(x.numerator, x.denominator, 0)
    sign, mantissa, exponent, _ = x._mpf_
    return round_ratio(-int(mantissa) if sign else int(mantissa), 1, exponent)


def settle(f, arguments):
    """f at exact arguments: (high precision number, correctly rounded double)."""
    previous = None
    for precision in PRECISIONS:
        with mp.workprec(precision):
            value = f(*[mpf(x) for x in arguments])
            if isinstance(value, (int, Fraction)):
                return value, to_double(value)
            if not isinstance(value, mpf) or not mp.isfinite(value):
                raise ArithmeticError(f"not a finite real number: {value} at {arguments}")
            if previous is not None and value != 0:
                error = abs(value - previous) + abs(value) * mpf(2) ** (8 - precision // 2)
                with mp.workprec(2 * precision):
                    low, high = to_double(value - error), to_double(value + error)
                if error <= AGREEMENT * abs(value) and low == high:
                    return value, low
            previous = value
    if value == 0 or error <= AGREEMENT * abs(value):   # an exact zero, or an exact tie
        return value, to_double(value)
    raise ArithmeticError(f"no convergence at {arguments}")


def settle_exact(f, arguments):
    value = Fraction(f(*[Fraction(x) for x in arguments]))
    return value, to_double(value)


# ---- the independent check -----------------------------------------------------------------------------------------

def exact_difference(f, arguments, index, order):
    at = [Fraction(x) for x in arguments]
    h = Fraction(1, 2 ** 4000)      # exact arithmetic: only the truncation error h^2 remains

    def shifted(by):
        return Fraction(f(*at[:index], at[index] + by, *at[index + 1:]))

    if order == 1:
        return (shifted(h) - shifted(-h)) / (2 * h)
    return (shifted(h) - 2 * shifted(0) + shifted(-h)) / h ** 2


def agrees(f, arguments, index, order, claimed, exact):
    if exact:
        claimed = Fraction(claimed)
        return abs(exact_difference(f, arguments, index, order) - claimed) <= abs(claimed) / 2 ** 90
    for precision in PRECISIONS[1:5]:
        with mp.workprec(precision):
            at = [mpf(x) for x in arguments]
            step = min(abs(at[index]) or mpf(1), mpf(1)) * mpf(2) ** -150
            found = mp.diff(lambda x: mpf(f(*at[:index], x, *at[index + 1:])), at[index], order, h=step)
            wanted = mpf(claimed)
            if abs(found - wanted) <= CHECK * max(abs(wanted), NEGLIGIBLE):
                return True
    return False


# ---- points --------------------------------------------------------------------------------------------------------

up = lambda x, n=1: up(math.nextafter(x, math.inf), n - 1) if n else x
down = lambda x, n=1: down(math.nextafter(x, -math.inf), n - 1) if n else x


def both(points):
    return [s * x for x in points for s in (1.0, -1.0)]


def spread(rng, count, low, high):
    """Positive doubles, log-uniform over [2^low, 2^(high+1))."""
    return [math.ldexp(rng.uniform(1.0, 2.0), rng.randint(low, high)) for _ in range(count)]


def signed(rng, points):
    return [x if rng.random() < 0.5 else -x for x in points]


def uniform(rng, count, low, high):
    return [rng.uniform(low, high) for _ in range(count)]


TINY = [1e-300, 1e-100, 1e-20, 1e-8]
HUGE = [1e8, 1e20, 1e100, 1e300]
ORDINARY = [0.1, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 10.0]
SUBNORMAL = [5e-324, 1e-310]
TAILS = both([6.0, 20.0, 37.0, 300.0, 700.0])


def any_real(rng):
    return both(ORDINARY + TINY + HUGE) + uniform(rng, 12, -10, 10) + signed(rng, spread(rng, 16, -1000, 1000))


def moderate_real(rng):
    """Magnitudes whose square and cube stay finite, and some that do not."""
    return both(ORDINARY + [1e-300, 1e-20, 1e20, 1e90, 1e200]) + uniform(rng, 12, -10, 10) \
        + signed(rng, spread(rng, 20, -300, 300))


def positive(rng):
    return ORDINARY + TINY + HUGE + SUBNORMAL + uniform(rng, 14, 0, 10) + spread(rng, 24, -1020, 1020)


def around_one(rng):
    return [up(1.0), down(1.0), up(1.0, 3), down(1.0, 3), 1 + 1e-10, 1 - 1e-10, 1.0001, 0.9999, 1.01, 0.99] \
        + uniform(rng, 4, 0.9, 1.1)


def exponential(rng):
    return [0.0] + both(ORDINARY + TINY + [20.0, 37.0, 300.0, 700.0, 709.0, 720.0, 740.0, 800.0, 1e5]) \
        + uniform(rng, 16, -5, 5) + uniform(rng, 10, -700, 700)


def activation(rng):
    return both(ORDINARY + TINY + [5.0, 8.3, 36.5, 38.4, 710.0, 745.0, 1e5, 1e300]) + TAILS \
        + uniform(rng, 12, -5, 5) + uniform(rng, 8, -40, 40) + signed(rng, spread(rng, 6, -60, 6))


def angle(rng):
    multiples = [math.pi / 2, math.pi, 3 * math.pi / 2, 2 * math.pi, 11 * math.pi, math.pi / 4, 1e3 * math.pi]
    return both(ORDINARY + [1e-300, 1e-20, 1e-8, 1e5, 1e15, 1e22]) + multiples + [-x for x in multiples[:3]] \
        + [1e300] + uniform(rng, 14, -10, 10) + signed(rng, spread(rng, 10, -60, 60))


def inside_unit(rng):
    near = [down(1.0), down(1.0, 2), 1 - 1e-12, 1 - 1e-6, 0.999, 0.99, 0.9, 0.5 - 1e-9]
    return both([0.1, 0.25, 0.5, 0.75] + TINY + near) + uniform(rng, 18, -1, 1) + signed(rng, spread(rng, 10, -60, -1))


def not_integer(rng):
    """Away from the jumps of floor, ceil, trunc (integers) and round (halves)."""
    near = [up(2.0), down(2.0), up(2.5), down(2.5), 0.49999999999999994, up(0.5), 1 - 2.0 ** -53, 1e9 + 0.25,
            2.0 ** 50 + 0.25]
    return both(near + [0.1, 0.3, 0.75, 1.25, 1.75, 10.4] + [1e-300, 1e-20]) + uniform(rng, 16, -10, 10) \
        + signed(rng, spread(rng, 10, -40, 40))


def gamma_points(rng):
    poles = [up(-1.0, 4), down(-1.0, 4), -1.0 + 1e-6, -2.0 - 1e-6, down(-3.0), up(-10.0)]
    return ORDINARY + around_one(rng) + [up(2.0), down(2.0), 2 + 1e-9, 1.4616321449683623, up(1.4616321449683623)] \
        + both([1e-300, 1e-100, 1e-20, 1e-8, 0.25, 2.5, 7.3]) + poles \
        + [-0.5, -1.5, -2.4570247382208006, -2.7476826467274127, -3.1435808883499798, -20.25, -100.5, -170.6, -177.3] \
        + [20.0, 100.0, 170.5, 171.6] + uniform(rng, 8, 0, 5) + uniform(rng, 6, 5, 170) + uniform(rng, 6, -6, 0)


def pairs(rng, values, count, low, high):
    """A few fixed pairs of every sign, then log-uniform ones."""
    fixed = [(x, y) for x in values for y in values]
    return fixed + list(zip(signed(rng, spread(rng, count, low, high)), signed(rng, spread(rng, count, low, high))))


def real_pairs(rng):
    return pairs(rng, [0.75, -2.0, 3.5, 1e-20, -1e20], 20, -4, 4) + pairs(rng, [1e-300, -1e300], 24, -700, 700) \
        + list(zip(uniform(rng, 20, -10, 10), uniform(rng, 20, -10, 10)))


def distinct_pairs(rng):
    return [(x, y) for x, y in real_pairs(rng) if x != y] + [(1.0, up(1.0)), (up(-3.0), -3.0), (down(1e300), 1e300)]


def power_points(rng):
    fixed = [(x, y) for x in (0.5, 1.5, 2.0, 10.0) for y in (2.0, 3.0, -1.0, 0.5, -2.5, 1.0, 1e-20)]
    edge = [(up(1.0), 1e15), (down(1.0), 1e15), (1 + 1e-10, 1e10), (1.0001, -1e5), (1e-300, 0.5), (1e-300, 1.5),
            (1e-300, -1.5), (1e300, 0.5), (1e300, -1.25), (1e300, 1.01), (1e100, 3.0), (1e-20, 3.0), (1e-100, 4.0),
            (2.0, 1023.5), (2.0, -1060.25), (2.0, -1100.0), (2.0, 1100.0), (1e-8, 1e-8), (1e-300, 1e-300),
            (1.0, 3.0), (1.0, -1e20), (3.0, 0.0)]
    return fixed + edge + list(zip(spread(rng, 25, -6, 6), uniform(rng, 25, -5, 5))) \
        + list(zip(spread(rng, 15, -300, 300), uniform(rng, 15, -3, 3)))


def hypot_pairs(rng):
    return real_pairs(rng) + [(3.0, 4.0), (1.0, 2.0 ** -27), (1.0, 2.0 ** -26), (1.2e308, 1.2e308), (1e308, -1e308),
                              (3e-320, 4e-320), (1e-200, 1e-200), (1e200, -1e200), (0.0, 2.5), (-2.5, 0.0)]


def quotient_points(rng):
    """Pairs for fmod and remainder: x/y neither an integer nor a half (their jumps)."""
    fixed = pairs(rng, [0.75, -2.0, 5.3, 1e-20, -17.125], 15, -4, 4)
    edge = [(up(6.0), 2.0), (down(6.0), 2.0), (up(5.0), 2.0), (down(5.0), 2.0), (1e15, 3.3), (1e22, 0.7), (1e300, 7.1),
            (-1e300, 1e-300), (1e-300, 3.0), (1e-300, -0.3e-300), (5.5, 1e300), (0.3, 0.1), (1.0, 0.1), (-7.0, 0.3)]
    points = fixed + edge + list(zip(uniform(rng, 25, -100, 100), uniform(rng, 25, -10, 10))) \
        + list(zip(signed(rng, spread(rng, 15, -60, 60)), signed(rng, spread(rng, 15, -60, 60))))
    return [(x, y) for x, y in points if (2 * Fraction(x) / Fraction(y)).denominator != 1]


def slope_points(rng):
    xs = both([1e-300, 1e-20, 1e-8, 0.1, 1.0, 2.5, 37.0, 300.0, 700.0, 1e20, 1e300])
    return [(x, s) for x in xs for s in (0.01, 1.0, -0.25)] + list(zip(uniform(rng, 30, -5, 5), uniform(rng, 30, 0, 2)))


def logaddexp_points(rng):
    fixed = [(x, y) for x in (0.0, 1.0, -2.5, 37.0, 700.0, -700.0) for y in (0.0, 1.0, -2.5, 37.0, 700.0, -700.0)]
    edge = [(800.0, 801.0), (-800.0, -801.5), (1e5, -1e5), (1e300, 1.0), (1e-20, -1e-20), (1e-300, 0.0),
            (-0.7, -0.69), (-1e-20, -45.0), (1e22, 1e22)]
    return fixed + edge + list(zip(uniform(rng, 25, -5, 5), uniform(rng, 25, -5, 5))) \
        + list(zip(uniform(rng, 15, -800, 800), uniform(rng, 15, -800, 800)))


def xlogy_points(rng):
    fixed = [(x, y) for x in (0.5, -2.0, 1e-300, -1e-20, 1e20) for y in (0.5, 1.0, 3.0, up(1.0), 1e-300, 1e300)]
    edge = [(0.0, 0.5), (0.0, 3.0), (1.0, down(1.0)), (1e300, 1e-300), (1e307, 1e300), (1.0, 5e-324), (2.0, 1 + 1e-10)]
    return fixed + edge + list(zip(uniform(rng, 20, -5, 5), uniform(rng, 20, 0, 5))) \
        + list(zip(signed(rng, spread(rng, 20, -300, 300)), spread(rng, 20, -300, 300)))


def triples(rng):
    fixed = [(x, y, z) for x in (0.75, -2.0, 1e-20) for y in (3.5, -1e20) for z in (-2.625, 1e10, 1e-300)]
    return fixed + [tuple(uniform(rng, 3, -10, 10)) for _ in range(30)] \
        + [tuple(signed(rng, spread(rng, 3, -200, 200))) for _ in range(20)]


def hypot3_points(rng):
    return triples(rng) + [(1.0, 2.0, 2.0), (1e308, 1e308, 1e308), (1e200, -1e200, 1e200), (1e-200, 1e-200, -1e-200),
                           (3e-320, 4e-320, 1e-321), (1.0, 1e-9, 1e-9), (0.0, 3.0, 4.0), (5.0, 0.0, 0.0)]


def fma_points(rng):
    a, b = 1 + 2.0 ** -30, 1 - 2.0 ** -30
    return triples(rng) + [(a, b, -1.0), (0.1, 10.0, -1.0), (1e200, 1e200, -1e300), (1e-200, 1e-200, 1e-320),
                           (1e300, 1e8, 1.0), (up(1.0), up(1.0), -up(1.0, 2)), (3.0, 1 / 3, -1.0)]


def clamp_points(rng):
    bounds = [(-1.0, 1.0), (0.25, 3.5), (-1e300, -1e-300), (-1e-20, 1e20)]
    fixed = [(x, low, high) for low, high in bounds for x in (0.5, -0.5, 2.0, -2.0, 4.0, 1e300 / 3, 1e-300 / 7)]
    near = [(up(1.0), -1.0, 1.0), (down(1.0), -1.0, 1.0), (up(-1.0), -1.0, 1.0), (down(-1.0), -1.0, 1.0)]
    drawn = [(x, min(a, b), max(a, b)) for x, a, b in (uniform(rng, 3, -10, 10) for _ in range(40))]
    return fixed + near + drawn


def lerp_points(rng):
    fixed = [(a, b, t) for a in (0.0, 1.0, -2.5, 1e20) for b in (0.1, 4.0, -1e-20) for t in (0.25, 1 / 3, 1.5, -0.5)]
    edge = [(1.0, up(1.0), 0.3), (1e300, -1e300, 0.5), (1e308, -1e308, 0.75), (0.1, 0.3, down(1.0)), (0.1, 0.3, 1e-300),
            (2.0, 5.0, 0.0), (2.0, 5.0, 1.0), (0.1, 0.1, 0.7)]
    return fixed + edge + [(*uniform(rng, 2, -10, 10), rng.random()) for _ in range(30)]


# ---- definitions ---------------------------------------------------------------------------------------------------

class Operation(NamedTuple):
    name: str
    exact: bool                  # rational: every form below is evaluated on fractions
    value: Callable
    partials: list
    second: Callable | None      # one-argument operations only
    points: list


OPERATIONS = []


def define(name, value, partials, points, second=None, exact=False):
    points = points(random.Random(name)) if callable(points) else points
    points = [p if isinstance(p, tuple) else (p,) for p in points]
    OPERATIONS.append(Operation(name, exact, value, partials, second, list(dict.fromkeys(points))))


def analytic(name, points, value, first, second):
    define(name, value, [first], points, second)


def rational(name, points, value, *partials, second=None):
    define(name, value, list(partials), points, second, exact=True)


zero = lambda *_: 0
one = lambda *_: 1
sgn = lambda x: (x > 0) - (x < 0)
half = Fraction(1, 2)

# One argument, rational.
rational("neg", any_real, lambda x: -x, lambda x: -1, second=zero)
rational("abs", any_real, abs, sgn, second=zero)
rational("sign", any_real, sgn, zero, second=zero)
rational("square", moderate_real, lambda x: x * x, lambda x: 2 * x, second=lambda x: 2)
rational("cube", moderate_real, lambda x: x ** 3, lambda x: 3 * x * x, second=lambda x: 6 * x)
rational("inverse", moderate_real, lambda x: 1 / x, lambda x: -1 / x ** 2, second=lambda x: 2 / x ** 3)
rational("relu", any_real, lambda x: max(x, 0), lambda x: int(x > 0), second=zero)
rational("floor", not_integer, math.floor, zero, second=zero)
rational("ceil", not_integer, math.ceil, zero, second=zero)
rational("trunc", not_integer, math.trunc, zero, second=zero)
rational("round", not_integer, lambda x: sgn(x) * math.floor(abs(x) + half), zero, second=zero)

# Roots. A real cube root keeps the sign.
real_cbrt = lambda x: mp.sign(x) * mp.cbrt(abs(x))
analytic("sqrt", positive, mp.sqrt, lambda x: 1 / (2 * mp.sqrt(x)), lambda x: -1 / (4 * x * mp.sqrt(x)))
analytic("cbrt", any_real, real_cbrt, lambda x: 1 / (3 * real_cbrt(x) ** 2), lambda x: -2 / (9 * x * real_cbrt(x) ** 2))
analytic("rsqrt", positive, lambda x: 1 / mp.sqrt(x), lambda x: -1 / (2 * x * mp.sqrt(x)),
         lambda x: 3 / (4 * x ** 2 * mp.sqrt(x)))

# Exponentials and logarithms.
logarithm = lambda rng: positive(rng) + around_one(rng)
analytic("exp", exponential, mp.exp, mp.exp, mp.exp)
analytic("exp2", lambda rng: exponential(rng) + [1023.0, -1022.0, -1074.0, 1023.9, -1060.3],
         lambda x: mp.power(2, x), lambda x: mp.ln2 * mp.exp(x * mp.ln2), lambda x: mp.ln2 ** 2 * mp.exp(x * mp.ln2))
analytic("expm1", exponential, mp.expm1, mp.exp, mp.exp)
for base_name, base in (("log", lambda: mpf(1)), ("log2", lambda: mp.log(2)), ("log10", lambda: mp.log(10))):
    analytic(base_name, logarithm, lambda x, base=base: mp.log(x) / base(),
             lambda x, base=base: 1 / (x * base()), lambda x, base=base: -1 / (x * x * base()))
analytic("log1p", lambda rng: positive(rng) + [-x for x in TINY] + [-0.1, -0.5, -0.9, -0.999, down(-1 + 1e-9)]
         + [up(-1.0), up(-1.0, 2), 0.0] + uniform(rng, 8, -1, 1),
         lambda x: mp.log(1 + x), lambda x: 1 / (1 + x), lambda x: -1 / (1 + x) ** 2)

# Circular functions and their inverses.
one_minus_square = lambda x: (1 - x) * (1 + x)
analytic("sin", angle, mp.sin, mp.cos, lambda x: -mp.sin(x))
analytic("cos", angle, mp.cos, lambda x: -mp.sin(x), lambda x: -mp.cos(x))
analytic("tan", angle, mp.tan, lambda x: 1 / mp.cos(x) ** 2, lambda x: 2 * mp.sin(x) / mp.cos(x) ** 3)
analytic("asin", inside_unit, mp.asin, lambda x: 1 / mp.sqrt(one_minus_square(x)),
         lambda x: x / mp.sqrt(one_minus_square(x)) ** 3)
analytic("acos", inside_unit, mp.acos, lambda x: -1 / mp.sqrt(one_minus_square(x)),
         lambda x: -x / mp.sqrt(one_minus_square(x)) ** 3)
analytic("atan", any_real, mp.atan, lambda x: 1 / (1 + x * x), lambda x: -2 * x / (1 + x * x) ** 2)
analytic("sinc", lambda rng: [0.0, 1e-4, 1e-3, 4.493409457909064, 2.0815759778181] + angle(rng),
         lambda x: mp.sin(x) / x if x else mpf(1),
         lambda x: (x * mp.cos(x) - mp.sin(x)) / x ** 2 if x else 0,
         lambda x: ((2 - x * x) * mp.sin(x) - 2 * x * mp.cos(x)) / x ** 3 if x else mpf(-1) / 3)

# Hyperbolic functions and their inverses.
analytic("sinh", exponential, mp.sinh, mp.cosh, mp.sinh)
analytic("cosh", exponential, mp.cosh, mp.sinh, mp.cosh)
analytic("tanh", activation, mp.tanh, lambda x: 1 / mp.cosh(x) ** 2, lambda x: -2 * mp.sinh(x) / mp.cosh(x) ** 3)
analytic("asinh", any_real, lambda x: mp.sign(x) * mp.log(abs(x) + mp.sqrt(x * x + 1)),
         lambda x: 1 / mp.sqrt(1 + x * x), lambda x: -x / mp.sqrt(1 + x * x) ** 3)
analytic("acosh", lambda rng: [x for x in around_one(rng) if x > 1] + [1.5, 2.0, 3.0, 10.0] + HUGE
         + uniform(rng, 14, 1, 10) + [1 + x for x in spread(rng, 12, -50, 4)] + spread(rng, 16, 1, 1020),
         lambda x: mp.log(x + mp.sqrt((x - 1) * (x + 1))), lambda x: 1 / mp.sqrt((x - 1) * (x + 1)),
         lambda x: -x / mp.sqrt((x - 1) * (x + 1)) ** 3)
analytic("atanh", inside_unit, lambda x: (mp.log(1 + x) - mp.log(1 - x)) / 2, lambda x: 1 / one_minus_square(x),
         lambda x: 2 * x / one_minus_square(x) ** 2)

# Error function and gamma families.
def erfc(x):
    """mpmath.erfc, which overflows inside at 1e300; there two asymptotic terms leave an error of 1e-400."""
    if abs(x) < mpf(10) ** 100:
        return mp.erfc(x)
    tail = mp.exp(-x * x) / (abs(x) * mp.sqrt(mp.pi)) * (1 - 1 / (2 * x * x))
    return tail if x > 0 else 2 - tail


density = lambda x: mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)
cdf = lambda x: erfc(-x / mp.sqrt(2)) / 2
gauss = lambda x: 2 / mp.sqrt(mp.pi) * mp.exp(-x * x)
tails = lambda rng: activation(rng) + [26.0, -26.0, 26.9, 27.3]
analytic("erf", tails, mp.erf, gauss, lambda x: -2 * x * gauss(x))
analytic("erfc", tails, erfc, lambda x: -gauss(x), lambda x: 2 * x * gauss(x))
analytic("normal_cdf", activation, cdf, density, lambda x: -x * density(x))
analytic("lgamma", lambda rng: gamma_points(rng) + [1e5, 1e15, 1e300, -1000.25],
         lambda x: mp.re(mp.loggamma(x)) if x > 0 else mp.log(abs(mp.gamma(x))),
         lambda x: mp.psi(0, x), lambda x: mp.psi(1, x))
analytic("tgamma", gamma_points, mp.gamma, lambda x: mp.gamma(x) * mp.psi(0, x),
         lambda x: mp.gamma(x) * (mp.psi(0, x) ** 2 + mp.psi(1, x)))
analytic("digamma", lambda rng: gamma_points(rng) + [1e5, 1e15, 1e300, -1000.25, -0.5],
         lambda x: mp.psi(0, x), lambda x: mp.psi(1, x), lambda x: mp.psi(2, x))

# Activations.
logistic = lambda x: 1 / (1 + mp.exp(-x))
logistic_slope = lambda x: 1 / (4 * mp.cosh(x / 2) ** 2)
logistic_bend = lambda x: -logistic_slope(x) * mp.tanh(x / 2)
analytic("sigmoid", activation, logistic, logistic_slope, logistic_bend)
analytic("softplus", activation, lambda x: mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x)),
         logistic, logistic_slope)
analytic("gelu", activation, lambda x: x * cdf(x), lambda x: cdf(x) + x * density(x),
         lambda x: (2 - x * x) * density(x))
analytic("silu", activation, lambda x: x * logistic(x), lambda x: logistic(x) + x * logistic_slope(x),
         lambda x: 2 * logistic_slope(x) + x * logistic_bend(x))

# Two arguments, rational. fmod and remainder: x - n y with n constant near the point.
toward_zero = lambda x, y: math.trunc(x / y)
to_nearest = lambda x, y: round(x / y)
rational("add", real_pairs, lambda x, y: x + y, one, one)
rational("sub", real_pairs, lambda x, y: x - y, one, lambda x, y: -1)
rational("mul", real_pairs, lambda x, y: x * y, lambda x, y: y, lambda x, y: x)
rational("div", real_pairs, lambda x, y: x / y, lambda x, y: 1 / y, lambda x, y: -x / y ** 2)
rational("min", distinct_pairs, min, lambda x, y: int(x < y), lambda x, y: int(y < x))
rational("max", distinct_pairs, max, lambda x, y: int(x > y), lambda x, y: int(y > x))
rational("fdim", distinct_pairs, lambda x, y: max(x - y, 0), lambda x, y: int(x > y), lambda x, y: -int(x > y))
rational("fmod", quotient_points, lambda x, y: x - y * toward_zero(x, y), one, lambda x, y: -toward_zero(x, y))
rational("remainder", quotient_points, lambda x, y: x - y * to_nearest(x, y), one, lambda x, y: -to_nearest(x, y))
rational("copysign", real_pairs, lambda x, y: abs(x) * sgn(y), lambda x, y: sgn(x) * sgn(y), zero)
rational("leaky_relu", slope_points, lambda x, s: x if x > 0 else s * x, lambda x, s: 1 if x > 0 else s,
         lambda x, s: 0 if x > 0 else x)

# Two arguments. atan2 takes (y, x).
define("pow", mp.power, [lambda x, y: y * mp.exp((y - 1) * mp.log(x)), lambda x, y: mp.exp(y * mp.log(x)) * mp.log(x)],
       power_points)
define("atan2", mp.atan2, [lambda y, x: x / (x * x + y * y), lambda y, x: -y / (x * x + y * y)], real_pairs)
define("hypot", lambda x, y: mp.sqrt(x * x + y * y),
       [lambda x, y: x / mp.sqrt(x * x + y * y), lambda x, y: y / mp.sqrt(x * x + y * y)], hypot_pairs)
define("elu", lambda x, a: x if x > 0 else a * mp.expm1(x),
       [lambda x, a: 1 if x > 0 else a * mp.exp(x), lambda x, a: 0 if x > 0 else mp.expm1(x)], slope_points)
define("logaddexp", lambda x, y: max(x, y) + mp.log1p(mp.exp(-abs(x - y))),
       [lambda x, y: logistic(x - y), lambda x, y: logistic(y - x)], logaddexp_points)
define("xlogy", lambda x, y: x * mp.log(y), [lambda x, y: mp.log(y), lambda x, y: x / y], xlogy_points)

# Three arguments.
norm3 = lambda x, y, z: mp.sqrt(x * x + y * y + z * z)
define("hypot3", norm3, [lambda x, y, z: x / norm3(x, y, z), lambda x, y, z: y / norm3(x, y, z),
                         lambda x, y, z: z / norm3(x, y, z)], hypot3_points)
rational("fma", fma_points, lambda x, y, z: x * y + z, lambda x, y, z: y, lambda x, y, z: x, one)
rational("clamp", clamp_points, lambda x, low, high: min(max(x, low), high), lambda x, low, high: int(low < x < high),
         lambda x, low, high: int(x < low), lambda x, low, high: int(x > high))
rational("lerp", lerp_points, lambda a, b, t: a + t * (b - a), lambda a, b, t: 1 - t, lambda a, b, t: t,
         lambda a, b, t: b - a)


# ---- output --------------------------------------------------------------------------------------------------------

HEADER = """\
# Truth table of the operations, made by scripts/make-op-references.py with mpmath; do not edit.
# Each number is the correctly rounded double of a closed form at 256 bits or more, for exact double arguments;
# each derivative was compared with high-precision numerical differentiation of the operation itself.
# One row: op arity arguments... value partials... [second derivative, when arity is 1], in C99 hex floats.
# No row stands on a kink, jump or pole.
"""


def text(x):
    """float.hex() without the zeros that end the mantissa."""
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    mantissa, exponent = x.hex().split("p")
    return mantissa.rstrip("0").rstrip(".") + "p" + exponent


def row(operation, arguments):
    evaluate = settle_exact if operation.exact else settle
    columns = [evaluate(operation.value, arguments)[1]]
    wanted = [(i, 1, f) for i, f in enumerate(operation.partials)]
    if operation.second:
        wanted.append((0, 2, operation.second))
    for index, order, closed_form in wanted:
        number, rounded = evaluate(closed_form, arguments)
        if not agrees(operation.value, arguments, index, order, number, operation.exact):
            raise ArithmeticError(f"{operation.name}{arguments}: derivative {order} by argument {index} "
                                  f"is not {rounded!r}")
        columns.append(rounded)
    return " ".join([operation.name, str(len(arguments))] + [text(x) for x in [*arguments, *columns]])


def main():
    sys.stdout.write(HEADER)
    for operation in OPERATIONS:
        for arguments in operation.points:
            print(row(operation, arguments))
        sys.stdout.flush()
        print(f"{operation.name}: {len(operation.points)} rows", file=sys.stderr)


if __name__ == "__main__":
    main()
