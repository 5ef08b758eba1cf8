"""What is compared: all systems on one corpus, then each as keywords and documents grow."""

from __future__ import annotations

from collections.abc import Sequence
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
    tasks = [Task(name, words, plan.texts, plan.budget) for name in plan.systems]
    systems = dict(zip(plan.systems, measure(tasks, plan.rounds), strict=True))
    able = [name for name in plan.systems if systems[name].rounds]
    return Comparison(plan, systems, _by_keywords(plan, able), _by_size(plan, able, words))


def _by_keywords(plan: Plan, systems: Sequence[str]) -> list[Sweep]:
    if not plan.sweep_keywords:
        return []
    lists = keywords.growing(plan.texts, plan.sweep_keywords)
    return [
        _sweep(
            name,
            {
                number: Task(name, words, plan.texts, plan.sweep_budget)
                for number, words in lists.items()
            },
            plan,
        )
        for name in systems
        if SYSTEMS[name].uses_keywords
    ]


def _by_size(plan: Plan, systems: Sequence[str], words: Sequence[str]) -> list[Sweep]:
    documents = {
        length: corpus.of_size(plan.texts, length, max(1, min(100, _BYTES_A_POINT // length)))
        for length in plan.sweep_sizes
    }
    return [
        _sweep(
            name,
            {
                length: Task(name, words, texts, plan.sweep_budget)
                for length, texts in documents.items()
            },
            plan,
        )
        for name in systems
        if documents
    ]


def _sweep(name: str, tasks: dict[int, Task], plan: Plan) -> Sweep:
    found = measure(list(tasks.values()), plan.rounds)
    return Sweep(name, dict(zip(tasks, found, strict=True)))
