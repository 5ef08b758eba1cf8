"""tagengine and its peers on the same records and folds: accuracy, speed, start-up, memory.

    python benchmarks/accuracy.py gold.jsonl                           # the shipped vocabulary
    python benchmarks/accuracy.py gold.jsonl --vocabulary tags.json    # another: rules are learned

What the peers need is in `requirements-accuracy.txt`; one that cannot be loaded is named with the
reason. Each system runs in a process of its own. Folds are by SHA-256 of the records' ids; a system
is fitted to the other folds and tags the records of this one.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

_START = time.perf_counter()

from accuracy_peers import SYSTEMS

from tagengine.errors import RecordError
from tagengine.evaluation import Judged, evaluate, gold
from tagengine.learning.folds import splits
from tagengine.rules import sources as rule_sources
from tagengine.rules.files import vocabulary as vocabulary_file
from tagengine.rules.vocabulary import Vocabulary

FIGURES = (
    ("micro_f1", "F1"), ("micro_precision", "prec."), ("micro_recall", "recall"),
    ("mean_jaccard", "Jacc."), ("first_tag_precision", "first"), ("lenient_precision", "lenient"),
)  # fmt: skip
_OURS_ONLY = {"tagengine", "tagengine, tuned"}  # rules written for the shipped vocabulary


def main() -> None:
    """Compare the systems, or be one of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold")
    parser.add_argument("--vocabulary", help="tags other than the shipped ones")
    parser.add_argument("--system", action="append", help="only this one; can be repeated")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        vocabulary = _vocabulary(options.vocabulary)
        print(json.dumps(_measured(options.worker, options.gold, vocabulary)))
        return
    left_out = _OURS_ONLY if options.vocabulary else {"tagengine, learned"}
    names = [name for name in SYSTEMS if name not in left_out]
    print(_row("system", [title for _, title in FIGURES], ["docs/s", "start s", "MB", "fit s"]))
    problems = []
    for name in options.system or names:
        command = [sys.executable, __file__, options.gold, "--worker", name]
        if options.vocabulary:
            command += ["--vocabulary", options.vocabulary]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            problems.append(f"{name}: {done.stderr.strip().splitlines()[-1]}")
            continue
        one = json.loads(done.stdout.splitlines()[-1])
        figures = [f"{one[key]:.3f}" for key, _ in FIGURES]
        costs = [f"{one['documents_per_second']:,.0f}", f"{one['start']:.2f}"]
        print(_row(name, figures, [*costs, f"{one['megabytes']:,.0f}", f"{one['fit']:.1f}"]))
        sys.stdout.flush()
    for problem in problems:
        print(f"not measured: {problem}")


def _row(name: str, figures: list[str], costs: list[str]) -> str:
    cells = [f"{name:<26}", *(f"{cell:>7}" for cell in figures), *(f"{cell:>8}" for cell in costs)]
    return " ".join(cells)


def _vocabulary(path: str | None) -> Vocabulary:
    if path is None:
        return rule_sources.load().vocabulary
    return vocabulary_file.parse(Path(path).read_text("utf-8"), path)


def _refuse(problem: str) -> None:
    raise RecordError(problem)  # on a part of the file the figures would be others


def _measured(name: str, gold_path: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a system's figures, and its costs in seconds and MB, measured in this process."""
    labelled = list(gold.read(gold_path, vocabulary, _refuse))
    start = time.perf_counter()
    system = SYSTEMS[name](vocabulary)
    started = time.perf_counter() - start + _IMPORTS
    judged: list[Judged] = []
    fitting = tagging = 0.0
    for others, held_out in splits(labelled):
        start = time.perf_counter()
        system.fit(others)
        middle = time.perf_counter()
        answers = [system.tag(one.record) for one in held_out]
        tagging += time.perf_counter() - middle
        fitting += middle - start
        judged += [
            Judged(one.record.id, one.labels, one.also, tuple(answer))
            for one, answer in zip(held_out, answers, strict=True)
        ]
    figures = asdict(evaluate(judged, [tag.name for tag in vocabulary]))
    figures.pop("tags")
    return {
        **figures,
        "documents_per_second": len(judged) / tagging,
        "start": started,
        "fit": fitting / 5,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


_IMPORTS = time.perf_counter() - _START

if __name__ == "__main__":
    main()
