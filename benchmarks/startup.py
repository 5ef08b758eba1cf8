"""How long a start takes with the shipped rules: cold (rules compiled from YAML) and cached.

    python benchmarks/startup.py [--runs N] [--json]

Every figure is the median of N starts of a new Python process, cold and cached ones by turns, so
that both meet the same machine. `load` is importing the library and making an engine, `process` the
whole of `tagengine tag README.md` as a shell sees it, from start to exit. The cache is a folder of
the benchmark's own. `packages` is a process that only imports the four packages that tagengine is
built on: a start that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOAD = """\
import time
start = time.perf_counter()
from tagengine import Engine
Engine.load()
print(time.perf_counter() - start)
"""


def load_seconds(cache: str) -> float:
    """Return the seconds that importing the library and making an engine take in a new process."""
    done = _run([sys.executable, "-c", _LOAD], cache)
    return float(done.stdout)


def process_seconds(cache: str) -> float:
    """Return the seconds that tagging one README takes, the start of Python included."""
    start = time.perf_counter()
    _run([sys.executable, str(ROOT / "cli.py"), "tag", str(ROOT / "README.md")], cache)
    return time.perf_counter() - start


def packages_seconds(cache: str) -> float:
    """Return the seconds that a process takes which only imports four packages."""
    start = time.perf_counter()
    _run([sys.executable, "-c", "import yaml, regex, markdown_it, click"], cache)
    return time.perf_counter() - start


def _run(command: list[str], cache: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TAGENGINE_CACHE": cache}
    return subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )


def measure(runs: int) -> dict[str, dict[str, float]]:
    """Return medians in milliseconds and their ratio, for `load` and for `process`.

    `process` has the median of `packages` too.
    """
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in (("load", load_seconds), ("process", process_seconds)):
            seconds(folder)  # fills the cache, and the operating system's
            cold, cached, packages = [], [], []
            for _ in range(runs):
                cold.append(seconds("off"))
                cached.append(seconds(folder))
                packages.append(packages_seconds(folder))
            medians = [1000 * statistics.median(times) for times in (cold, cached)]
            figures[name] = {
                "cold_ms": round(medians[0], 1),
                "cached_ms": round(medians[1], 1),
                "ratio": round(medians[0] / medians[1], 1),
            }
    figures["process"]["packages_ms"] = round(1000 * statistics.median(packages), 1)
    return figures


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=11, help="starts of each sort (11)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    figures = measure(options.runs)
    if options.json:
        print(json.dumps({"runs": options.runs, **figures}))
        return
    print(f"start-up, medians of {options.runs} starts of each sort")
    print(f"{'':9}{'cold':>10}{'cached':>10}{'ratio':>8}")
    for name, row in figures.items():
        cold, cached = (f"{row[key]:.1f} ms" for key in ("cold_ms", "cached_ms"))
        print(f"{name:9}{cold:>10}{cached:>10}{row['ratio']:>7.1f}x")
    cached_ms, packages_ms = (figures["process"][key] for key in ("cached_ms", "packages_ms"))
    print(f"packages {packages_ms:>17.1f} ms; process, cached: {cached_ms / packages_ms:.2f}x")


if __name__ == "__main__":
    main()
