# SPDX-License-Identifier: BSL-1.0
"""docs/benchmarks.md: what was measured where, the tables, and beside them the plots."""

from report import plots, runs, tables

INTRODUCTION = """# Benchmarks

Value and gradient by everything that is installed here. Numbers are ratios of medians within one run to the gradient
written by hand: smaller is faster, 1 is what a good programmer achieves. Every result is checked against the gradient
by hand (to 1e-9 of its largest entry, finite differences to 1e-5), and that one against differences in extended
precision, before anything is timed. Every contender is called through a pointer of the same type at the same 16 points
in turn; the call, about a nanosecond, is part of every time.

Machine: {machine}, {date}. Command: `scripts/benchmarks`.

| contender | what it is |
| --- | --- |
| function | the value only, no gradient |
| hand | value and gradient as one writes them by hand (bench/problems) |
| adze_reverse, adze_forward | `adze::value_and_gradient` in either mode |
| adze_dual | `adze::dual<double, n>`, a number that carries n tangents |
| finite_differences | central differences, 2n + 1 evaluations |
| graph | a graph of shared nodes built at run time, as in textbooks (bench/contenders/graph.hpp) |
| tape | a list of operations written at run time (bench/contenders/tape.hpp) |
| eigen_autodiff | `Eigen::AutoDiffScalar` with a vector of fixed size, forward |
| ceres_jet | `ceres::Jet`, forward |
| adolc, adolc_replayed | ADOL-C, reverse: traced anew at every point, or traced once and replayed |
| sacado_sfad, sacado_rad | Sacado's forward number and its reverse mode |
"""

MODES = """## Forward or reverse?

A chain of n sines with an input at each, one output; and a trajectory of m states from two inputs, each an output. Time
relative to the function alone; {configuration}. A Jacobian comes without the values; by hand, the last value comes
along.
"""

COMPILE_TIME = """## Compile time

The value and gradient of a chain of statements `auto t_k = 0.5 * sin(t_(k-1)) * t_(k-2) + 1.25 * t_(k-1);`
(bench/compile/measure.py); `-` where the compiler gave up or took over half a minute.
"""


def image(alt, name):
    return f"![{alt}](plots/{name}.svg)"


def gradients(folder, times):
    first = next(iter(times))
    plots.bars(folder / "gradients.svg", runs.title(first), "time / gradient by hand", times[first])
    yield "## Small functions\n"
    yield image("time relative to the gradient by hand", "gradients") + "\n"
    for configuration, measured in times.items():
        yield f"### {runs.title(configuration)}\n\n{tables.by_problem(measured)}\n"


def scaling(folder, times):
    first = next(iter(times))
    yield "## Growing functions\n"
    for problem in times[first].problems():
        series = {c: [(n, times[first][problem, c, n]) for n in times[first].sizes(problem)]
                  for c in times[first].contenders(problem)}
        plots.curves(folder / f"{problem}.svg", f"{plots.words(problem)}: {runs.title(first)}",
                     ("variables", "nanoseconds"), series)
        yield image(f"{problem}: time against the number of variables", problem) + "\n"
        for configuration, measured in times.items():
            yield f"### {problem}, {runs.title(configuration)}\n\n{tables.by_size(measured, problem)}\n"


def crossover(times, problem):
    """Which mode is the faster one from which size on, and what automatic makes of it, as sentences."""
    compared = {n: times.ratio(problem, "adze_reverse", n, to="adze_forward")
                for n in times.sizes(problem) if (problem, "adze_reverse", n) in times}
    forward = [n for n, ratio in compared.items() if ratio > 1.02]  # less is noise
    regret = max(times.ratio(problem, "adze_automatic", n, to="adze_forward") / min(1, ratio)
                 for n, ratio in compared.items())
    if len(forward) == len(compared):
        verdict = "Forward mode is the faster one throughout."
    elif not forward:
        verdict = "Forward mode is nowhere ahead."
    else:
        verdict = f"Forward mode is last ahead at {forward[-1]} {problem}."
    return (f"{verdict} `adze::automatic` takes at most {tables.number(regret)} times as long as the faster of the\n"
            "two, noise included.")


def modes(folder, configuration, times):
    yield MODES.format(configuration=runs.title(configuration))
    for problem in times.problems():
        series = {c: [(n, times.ratio(problem, c, n, to="function")) for n in times.sizes(problem)]
                  for c in times.contenders(problem) if c != "function"}
        plots.curves(folder / f"modes_{problem}.svg", runs.title(configuration), (problem, "time / function"), series,
                     logarithmic="x")
        yield image(f"time of each mode against the number of {problem}", f"modes_{problem}") + "\n"
        yield crossover(times, problem) + "\n"
        yield tables.by_size(times, problem, to="function") + "\n"


def compile_time(folder, rows):
    series = {}
    for compiler, level, statements, seconds, _, _ in rows:
        if statements > 0:
            series.setdefault(f"{compiler} -{level}", []).append((statements, seconds))
    plots.curves(folder / "compile.svg", "Compile time of a value and gradient", ("statements", "seconds"), series)
    yield COMPILE_TIME
    yield image("compile time against the number of statements", "compile") + "\n"
    yield tables.compile_cost(rows) + "\n"


def write(docs, small, growing, either, compiled, date):
    """small and growing: {configuration: times of bench_gradients and of bench_scaling}; either: (configuration, times
    of bench_modes); compiled: the rows of bench/compile/measure.py."""
    folder = docs / "plots"
    folder.mkdir(parents=True, exist_ok=True)
    parts = [INTRODUCTION.format(machine=runs.machine(), date=date), *gradients(folder, small),
             *scaling(folder, growing), *modes(folder, *either), *compile_time(folder, compiled)]
    (docs / "benchmarks.md").write_text("\n".join(parts))
