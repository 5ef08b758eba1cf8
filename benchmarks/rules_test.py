"""What `tagengine rules test` takes, beside loading the rules and tagging the same texts.

Run it in a checkout: `python benchmarks/rules_test.py`. Prints processor seconds of whole commands,
the median of seven runs each, and how many times longer the test takes.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tagengine.rules import sources as rule_sources

ROOT = Path(__file__).resolve().parent.parent
_RUNS = 7


def main() -> None:
    """Measure and print."""
    texts = [example.text for example in rule_sources.read().examples()]
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder, "examples.jsonl")
        records.write_text(
            "".join(json.dumps({"id": n, "readme": text}) + "\n" for n, text in enumerate(texts)),
            "utf-8",
        )
        commands = {
            "rules test": (["rules", "test"], folder),
            "load and tag": (["tag", str(records)], "off"),
            "load from the cache and tag": (["tag", str(records)], folder),
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(_RUNS):
            for name, (arguments, cache) in commands.items():
                taken[name].append(_seconds(arguments, cache))
    test = statistics.median(taken["rules test"])
    print(f"{len(texts)} examples of the shipped rules, processor seconds")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        ratio = "" if name == "rules test" else f"  rules test takes {test / median:.2f} x"
        print(f"{median:6.2f} s  {name:<27}{ratio}".rstrip())


def _seconds(arguments: list[str], cache: str) -> float:
    """Return the processor time of a command, its start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "TAGENGINE_CACHE": cache}
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
