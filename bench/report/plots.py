# SPDX-License-Identifier: BSL-1.0
"""Plots of the same numbers: gnuplot scripts with their data inline, rendered to SVG."""

import subprocess

STYLE = """
set terminal svg size 820,480 dynamic font 'sans,13' background 'white'
set border 3 lc rgb '#555555'
set tics nomirror out
set grid ytics lc rgb '#dddddd' lw 0.5
set key outside right top Left reverse samplen 2 spacing 1.2 maxcols 1
set datafile missing 'nan'
"""

# One hue for each kind of contender, shades tell its members apart.
COLOURS = {
    "function": "#999999", "hand": "#000000",
    "adze_reverse": "#c00000", "adze_forward": "#ff5a36", "adze_dual": "#ffab91", "adze_automatic": "#ffab91",
    "finite_differences": "#e0b030", "graph": "#6d4c41", "tape": "#bf9a8c",
    "eigen_autodiff": "#1565c0", "ceres_jet": "#64b5f6", "adolc": "#7b3fa0", "adolc_replayed": "#c39bd3",
    "sacado_sfad": "#2e7d32", "sacado_rad": "#8bc98e",
}
OTHERS = ["#1565c0", "#64b5f6", "#c00000", "#ff5a36"]


def plot(path, title, commands):
    """Runs gnuplot on the commands; path is the SVG it makes."""
    script = f"{STYLE}\nset output '{path}'\nset title '{title}'\n{commands}"
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def block(name, rows):
    """Rows as an inline data block of gnuplot."""
    body = "\n".join(" ".join(f'"{cell}"' if isinstance(cell, str) else str(cell) for cell in row) for row in rows)
    return f"${name} << EOD\n{body}\nEOD\n"


def words(name):
    """A name as gnuplot prints it: underscores would be subscripts."""
    return name.replace("_", " ")


def curves(path, title, axes, series, logarithmic="xy"):
    """Lines with points; series maps a name to [(x, y)], where y may be nan."""
    data = "".join(block(f"d{i}", points) for i, points in enumerate(series.values()))
    colours = [COLOURS.get(name, other) for name, other in zip(series, OTHERS * len(series))]
    drawn = ", ".join(f"$d{i} using 1:2 with linespoints lw 1.8 pt 7 ps 0.4 lc rgb '{colour}' title '{words(name)}'"
                      for i, (name, colour) in enumerate(zip(series, colours)))
    ticks = sorted({x for points in series.values() for x, _ in points})
    bottom = "" if "y" in logarithmic else "set yrange [0:*]"
    plot(path, title, f"""{data}
set logscale {logarithmic}
{bottom}
set xtics ({", ".join(map(str, ticks))})
set xlabel '{axes[0]}'
set ylabel '{axes[1]}'
plot {drawn}
""")


def bars(path, title, label, times):
    """Time relative to the gradient by hand, a group of bars for each problem, on a logarithmic axis."""
    problems = times.problems()
    contenders = [c for c in times.contenders(problems[0]) if c != "hand"]
    rows = [[words(problem)] + [times.ratio(problem, c) for c in contenders] for problem in problems]
    drawn = ", ".join(f"$d using {i + 2}:xtic(1) lc rgb '{COLOURS[c]}' title '{words(c)}'"
                      for i, c in enumerate(contenders))
    plot(path, title, block("d", rows) + f"""
set style data histograms
set style histogram clustered gap 2
set style fill solid noborder
set logscale y
set ylabel '{label}'
set arrow from graph 0, first 1 to graph 1, first 1 nohead lc rgb '#555555' dt 2
plot {drawn}
""")
