"""What is compared: all systems on one corpus, then each as keywords and documents grow."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from speed_comparison import corpus, keywords
from speed_comparison.rounds import Measured, measure
from speed_comparison.systems import SYSTEMS
from speed_comparison.worker import Task

_BYTES_A_POINT = 500_000  # small documents are measured in numbers, large ones singly


class Plan(NamedTuple):
    """What to measure: `budget` and `sweep_budget` are a system's seconds a round."""

    systems: Sequence[str]
    texts: Sequence[str]
    keywords: int
    sweep_keywords: Sequence[int]
    sweep_sizes: Sequence[int]
    rounds: int
    budget: float
    sweep_budget: float


class Sweep(NamedTuple):
    """Measurements of one system at growing numbers of keywords, or bytes of a document."""

    system: str
    points: dict[int, Measured]


class Comparison(NamedTuple):
    """All that was measured: one measurement a system, and the sweeps."""

    plan: Plan
    systems: dict[str, Measured]
    by_keywords: list[Sweep]
    by_size: list[Sweep]


def compare(plan: Plan) -> Comparison:
    """Measure all systems side by side, then each by itself at all points of each sweep."""
    words = keywords.spread(keywords.shipped(), plan.keywords)
    plan = plan._replace(keywords=len(words))  # there may be fewer
    tasks = [Task(name, words, plan.texts, plan.budget) for name in plan.systems]
    systems = dict(zip(plan.systems, measure(tasks, plan.rounds), strict=True))
    able = [name for name in plan.systems if systems[name].rounds]
    searching = [name for name in able if SYSTEMS[name].uses_keywords]
    lists = keywords.growing(plan.texts, plan.sweep_keywords) if plan.sweep_keywords else {}
    by_keywords = {number: (some, plan.texts) for number, some in lists.items()}
    by_size = {length: (words, _documents(plan, length)) for length in plan.sweep_sizes}
    return Comparison(
        plan, systems, _sweeps(plan, searching, by_keywords), _sweeps(plan, able, by_size)
    )


def _documents(plan: Plan, length: int) -> list[str]:
    return corpus.of_size(plan.texts, length, max(1, min(100, _BYTES_A_POINT // length)))


def _sweeps(
    plan: Plan, systems: Sequence[str], points: Mapping[int, tuple[Sequence[str], Sequence[str]]]
) -> list[Sweep]:
    """Measure each system at all points, which are keywords and documents, by turns."""
    sweeps = []
    for name in systems if points else ():
        if sys.stderr.isatty():
            print(f"{name}: {len(points)} points", file=sys.stderr)
        tasks = [Task(name, *point, plan.sweep_budget) for point in points.values()]
        measured = measure(tasks, plan.rounds)
        sweeps.append(Sweep(name, dict(zip(points, measured, strict=True))))
    return sweeps
