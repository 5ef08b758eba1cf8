"""Runs the hostile set and prints a table: `python -m tests.hostile [PART OF A NAME] [--json]`."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from tests.hostile.running import Outcome, run_all

_SLOWEST = 10


def main(arguments: list[str]) -> int:
    """Run the cases; exit code 1 if something is wrong with one."""
    names = [one for one in arguments if not one.startswith("--")]
    with tempfile.TemporaryDirectory(prefix="hostile") as folder:
        os.environ["TAGENGINE_CACHE"] = str(Path(folder, "cache"))
        outcomes = list(run_all(Path(folder).resolve(), *names[:1]))
        os.chdir("/")
    if "--json" in arguments:
        print(json.dumps([asdict(one) for one in outcomes]))
    else:
        _print(outcomes)
    return int(any(one.wrong for one in outcomes))


def _print(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        for problem in one.wrong:
            print(f"{one.name}: {problem}")
    kinds = Counter(one.name.split("/")[0] for one in outcomes)
    codes = Counter(one.code for one in outcomes)
    used = sum(one.seconds for one in outcomes)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{len(outcomes)} inputs: " + ", ".join(f"{name} {count}" for name, count in kinds.items())
    )
    print("exit codes: " + ", ".join(f"{code} {count}" for code, count in sorted(codes.items())))
    print(f"wrong: {sum(bool(one.wrong) for one in outcomes)}")
    print(f"{used:.1f} s of processor time in all, at most {memory} MiB; the slowest:")
    for one in sorted(outcomes, key=lambda one: -one.seconds)[:_SLOWEST]:
        print(f"  {one.seconds:5.2f} s  {one.name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
