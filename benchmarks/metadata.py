"""How long `tagengine check` takes on many record files: cold, remembered, after one change.

    python benchmarks/metadata.py [--files N] [--rounds N] [--json]

Makes a repository of N record files (YAML, one a project, tagged by `check --fix` but for one in
ten) and runs, by turns in the same rounds so that all meet the same machine: `check` with an empty
cache of results, `check` with a full one, `check` after one file was changed, and yamllint on the
same files. Figures are medians of the wall time from the start of the process to its exit, and of
its peak memory. Compiled rules are in the cache in all of them. yamllint is installed by
`pip install -r benchmarks/requirements-metadata.txt`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

_SUBJECTS = (
    "An embeddable key-value store", "A command-line client for REST APIs", "A wiki engine",
    "A self-hosted photo gallery", "A message queue with exactly-once delivery", "A linter for SQL",
    "A monitoring agent for Kubernetes clusters", "A React component library for charts",
    "A machine learning toolkit for time series", "A password manager", "A static site generator",
    "A reverse proxy and load balancer", "A Markdown editor", "A game engine for the browser",
)  # fmt: skip
_MEANS = ("written in Rust", "for Python", "in Go, without dependencies", "with a web interface",
          "built on PostgreSQL", "that runs in Docker", "with plugins and themes")  # fmt: skip
_ENDS = ("It reads its settings from a file.", "Backups are taken every night.",
         "Small teams use it behind their own login.", "It speaks HTTP and gRPC.",
         "Its documentation has a tutorial and a reference.")  # fmt: skip
_CONFIGURATION = "records: [{files: [projects/**/*.yml]}]\n"


class Measured(NamedTuple):
    """One run of a program: wall time in seconds, peak memory in bytes, exit code."""

    seconds: float
    memory: int
    code: int


def make_repository(folder: Path, files: int) -> None:
    """Write a configuration and a number of records, in folders of a thousand."""
    (folder / ".tagengine.yaml").write_text(_CONFIGURATION)
    for number in range(files):
        subject = _SUBJECTS[number % len(_SUBJECTS)]
        means = _MEANS[number // len(_SUBJECTS) % len(_MEANS)]
        end = _ENDS[number // (len(_SUBJECTS) * len(_MEANS)) % len(_ENDS)]
        path = folder / "projects" / f"{number // 1000:02}" / f"project-{number:05}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# Project {number}\nname: Project {number}\nwebsite_url: https://p{number}.example\n"
            f"description: >-\n  {subject} {means}.\n  {end}\n"
            f"licenses:\n  - MIT\nstars: {number * 37 % 5000}\ntags: [lib]\n"
        )


def run(command: list[str], folder: Path, cache: Path) -> Measured:
    """Run a program in a folder, its output thrown away."""
    environment = {**os.environ, "TAGENGINE_CACHE": str(cache)}
    environment.pop("PYTHONUNBUFFERED", None)  # nobody waits for single lines
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(seconds, usage.ru_maxrss * unit, process.returncode)


def measure(files: int, rounds: int) -> dict[str, list[Measured]]:
    """Return the runs of each sort."""
    check = [sys.executable, "-m", "tagengine", "check"]
    lint = [sys.executable, "-m", "yamllint", "-d", "relaxed", "projects"]
    runs: dict[str, list[Measured]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "repository"), Path(name, "cache")
        folder.mkdir()
        make_repository(folder, files)
        run([*check, "--fix", "--unsafe-fixes", "--min-confidence", "0"], folder, cache)
        spoil(folder)
        for number in range(rounds):
            for results in cache.glob("results.sqlite*"):
                results.unlink()
            sorts = (("check, cold", check), ("check, nothing changed", check),
                     ("check, one file changed", check), ("yamllint", lint))  # fmt: skip
            for sort, command in sorts:
                if "one file" in sort:
                    changed = folder / "projects" / "00" / "project-00003.yml"
                    changed.write_text(f"{changed.read_text()}# changed in round {number}\n")
                runs.setdefault(sort, []).append(run(command, folder, cache))
    return runs


def spoil(folder: Path) -> None:
    """Take the right tags from every tenth record, so that there is something to say."""
    for path in sorted(folder.rglob("*0.yml")):
        head, _, _ = path.read_text().partition("tags:")
        path.write_text(f"{head}tags: []\n")


def summary(runs: dict[str, list[Measured]], files: int) -> dict[str, dict[str, float]]:
    """Return medians: seconds, milliseconds a file, MiB, and the ratio to yamllint's time."""
    seconds = {
        sort: statistics.median(one.seconds for one in found) for sort, found in runs.items()
    }
    return {
        sort: {
            "seconds": round(seconds[sort], 2),
            "ms_a_file": round(1000 * seconds[sort] / files, 3),
            "peak_mib": round(statistics.median(one.memory for one in found) / 2**20, 1),
            "of_yamllint": round(seconds[sort] / seconds["yamllint"], 3),
            "exit_code": found[0].code,
        }
        for sort, found in runs.items()
    }


def main() -> None:
    """Measure, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="record files (10,000)")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each sort (3)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    figures = summary(measure(options.files, options.rounds), options.files)
    if options.json:
        print(json.dumps({"files": options.files, "rounds": options.rounds, "runs": figures}))
        return
    print(
        f"{options.files:,} files, medians of {options.rounds} rounds, Python "
        f"{platform.python_version()}, {os.cpu_count()} cores"
    )
    print(f"{'':26}{'seconds':>9}{'ms a file':>11}{'peak MiB':>10}{'of yamllint':>13}")
    for sort, of in figures.items():
        print(
            f"{sort:26}{of['seconds']:9.2f}{of['ms_a_file']:11.3f}{of['peak_mib']:10.1f}"
            f"{of['of_yamllint']:13.3f}"
        )


if __name__ == "__main__":
    main()
