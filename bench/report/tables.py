# SPDX-License-Identifier: BSL-1.0
"""Tables of ratios, in Markdown; as they stand they also read well in a terminal."""

import math


def number(x):
    """Three significant digits, no exponent."""
    if math.isnan(x):
        return "-"
    digits = max(0, 2 - math.floor(math.log10(abs(x)))) if x else 0
    return f"{x:.{min(digits, 2)}f}"


def markdown(header, rows):
    """A table whose first column is text and whose others are aligned to the right."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    rule = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    return "\n".join(
        "| " + " | ".join([row[0].ljust(widths[0])] + [cell.rjust(w) for cell, w in zip(row[1:], widths[1:])]) + " |"
        for row in (cells[0], rule, *cells[1:])
    )


def by_problem(times):
    """Contenders down, problems across: time relative to the gradient by hand, whose nanoseconds end the table."""
    problems = times.problems()
    rows = [[contender] + [number(times.ratio(problem, contender)) for problem in problems]
            for contender in times.contenders(problems[0])]
    rows.append(["hand, ns"] + [number(times[problem, "hand", None]) for problem in problems])
    return markdown(["time / hand", *problems], rows)


def by_size(times, problem, to="hand"):
    """Contenders down, sizes across."""
    sizes = times.sizes(problem)
    rows = [[contender] + [number(times.ratio(problem, contender, size, to)) for size in sizes]
            for contender in times.contenders(problem)]
    rows.append([f"{to}, ns"] + [number(times[problem, to, size]) for size in sizes])
    return markdown([f"time / {to}", *(f"n = {size}" for size in sizes)], rows)


def compile_cost(rows):
    """The table of bench/compile/measure.py."""
    names = {0: "include only"}
    return markdown(
        ["compiler", "statements", "seconds", "MiB", "object, KiB"],
        [[f"{compiler} -{level}", names.get(count, count), number(seconds), number(mebibytes), number(size / 1024)]
         for compiler, level, count, seconds, mebibytes, size in rows])
