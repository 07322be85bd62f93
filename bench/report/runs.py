# SPDX-License-Identifier: BSL-1.0
"""Builds the benchmarks with a compiler and its options, runs them, and reads the medians."""

import collections
import json
import math
import os
import pathlib
import platform
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

Configuration = collections.namedtuple("Configuration", "compiler options")
CONFIGURATIONS = [
    Configuration("g++", "-O3 -march=native"),
    Configuration("g++", "-O2 -march=native"),
    Configuration("clang++-19", "-O3 -march=native"),
]


def build(configuration, programs):
    """Builds the programs; returns the folder they are in."""
    compiler, options = configuration
    level = options.split()[0].lstrip("-")
    folder = ROOT / "build" / f"bench-{compiler}-{level}"
    configure = ["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", "--log-level=WARNING",
                 f"-DCMAKE_CXX_COMPILER={compiler}", "-DCMAKE_BUILD_TYPE=Release",
                 "-DCMAKE_CXX_FLAGS_RELEASE=-DNDEBUG", f"-DADZE_BENCH_OPTIONS={';'.join(options.split())}",
                 "-DADZE_BUILD_TESTS=OFF", "-DADZE_BUILD_EXAMPLES=OFF"]
    compile_ = ["cmake", "--build", folder, "--parallel", str(os.cpu_count()), "--target", *programs]
    for command in (configure, compile_):
        finished = subprocess.run(command, capture_output=True, text=True)
        if finished.returncode != 0:
            raise SystemExit(f"{compiler} {options}:\n{finished.stdout}{finished.stderr}")
    return folder / "bench"


class Times(dict):
    """Median nanoseconds by (problem, contender, size), in the order of the program; nan where there is none. size is
    None where there is only one."""

    def __missing__(self, key):
        return math.nan

    def problems(self):
        return list(dict.fromkeys(problem for problem, _, _ in self))

    def contenders(self, problem):
        return list(dict.fromkeys(contender for p, contender, _ in self if p == problem))

    def sizes(self, problem):
        return list(dict.fromkeys(size for p, _, size in self if p == problem))

    def ratio(self, problem, contender, size=None, to="hand"):
        return self[problem, contender, size] / self[problem, to, size]


def run(program, min_time, repetitions):
    """Times of every benchmark of the program, its repetitions interleaved. Each program checks all results against
    derivatives by hand before it times any."""
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder, "out.json")
        subprocess.run(
            [program, f"--benchmark_min_time={min_time}", f"--benchmark_repetitions={repetitions}",
             "--benchmark_enable_random_interleaving=true", "--benchmark_report_aggregates_only=true",
             f"--benchmark_out={output}", "--benchmark_out_format=json"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        report = json.loads(output.read_text())
    times = {}
    for benchmark in sorted(report["benchmarks"], key=lambda each: each["family_index"]):  # they ran shuffled
        if benchmark["aggregate_name"] == "median":
            problem, contender, *size = benchmark["run_name"].split("/")
            times[problem, contender, int(size[0]) if size else None] = benchmark["cpu_time"]
    return Times(times)


def title(configuration):
    """g++ 12.2.0, -O3 -march=native"""
    compiler, options = configuration
    version = subprocess.run([compiler, "-dumpfullversion", "-dumpversion"],
                             capture_output=True, text=True, check=True).stdout.strip()
    return f"{compiler} {version}, {options}"


def machine():
    """The processor as it names itself, and the system."""
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    processor = names[0] if names else platform.processor()
    return f"{processor} ({os.cpu_count()} cores), {platform.system()} {platform.machine()}"
