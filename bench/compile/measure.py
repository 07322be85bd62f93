#!/usr/bin/python3
# SPDX-License-Identifier: BSL-1.0
"""What a gradient costs the compiler: seconds, peak memory and object size.

Compiles the value and gradient of a generated function of two variables, a chain of N statements
    auto t_k = 0.5 * sin(t_(k-1)) * t_(k-2) + 1.25 * t_(k-1);
and, as N = 0, a file that only includes adze.hpp. Prints a table that gnuplot reads; nan where the compiler gave up.

    bench/compile/measure.py --compilers g++ --levels O2 --statements 0 10 100
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

INCLUDE = pathlib.Path(__file__).resolve().parents[2] / "include"
COMPILERS = ["g++", "clang++-19"]
LEVELS = ["O0", "O2"]
STATEMENTS = [0, 10, 30, 100, 300]
COLUMNS = ["compiler", "level", "statements", "seconds", "MiB", "object_bytes"]
FAILED = (float("nan"), float("nan"), float("nan"))


def source(statements):
    """The translation unit with a chain of that many statements."""
    if statements == 0:
        return "#include <adze/adze.hpp>\n"
    chain = "\n".join(
        f"    auto t{k} = 0.5 * sin(t{k - 1}) * t{k - 2} + 1.25 * t{k - 1};" for k in range(2, statements + 2)
    )
    return f"""#include <adze/adze.hpp>

auto value_and_gradient(double x, double y) {{
  constexpr auto f = [](auto t0, auto t1) {{
{chain}
    return t{statements + 1};
  }};
  return adze::value_and_gradient(f, x, y);
}}
"""


def compile_once(command, timeout):
    """Runs the command: (seconds, peak MiB), or None if it failed or took too long."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.monotonic() - start
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return (seconds, usage.ru_maxrss / 1024) if process.returncode == 0 else None
        if seconds > timeout:
            os.killpg(process.pid, 9)  # the driver and the compiler proper
            os.wait4(process.pid, 0)
            process.returncode = -9
            return None
        time.sleep(0.002)


def measure(compiler, level, statements, repetitions=1, timeout=30):
    """(seconds, MiB, object bytes) of one compilation, the fastest of several."""
    with tempfile.TemporaryDirectory() as folder:
        unit = pathlib.Path(folder, "chain.cpp")
        unit.write_text(source(statements))
        output = unit.with_suffix(".o")
        command = [compiler, "-std=c++20", f"-{level}", f"-I{INCLUDE}", "-c", str(unit), "-o", str(output)]
        runs = [compile_once(command, timeout) for _ in range(repetitions)]
        if None in runs:
            return FAILED
        return (*min(runs), output.stat().st_size)


def table(compilers=COMPILERS, levels=LEVELS, statements=STATEMENTS, **options):
    """Rows of COLUMNS, one for each combination."""
    for compiler in compilers:
        for level in levels:
            for count in statements:
                yield (compiler, level, count, *measure(compiler, level, count, **options))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compilers", nargs="+", default=COMPILERS)
    parser.add_argument("--levels", nargs="+", default=LEVELS)
    parser.add_argument("--statements", nargs="+", type=int, default=STATEMENTS)
    parser.add_argument("--repetitions", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=30, help="seconds for one compilation")
    chosen = parser.parse_args()
    print("#", *COLUMNS)
    for row in table(chosen.compilers, chosen.levels, chosen.statements,
                     repetitions=chosen.repetitions, timeout=chosen.timeout):
        compiler, level, count, seconds, mebibytes, size = row
        print(f"{compiler} {level} {count} {seconds:.2f} {mebibytes:.0f} {size}", flush=True)


if __name__ == "__main__":
    main()
