"""Precision against recall: what would be right, and what missed, if unsure tags were not given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.evaluation.figures import Judged, ratio

_LEAST = (0, 50, 60, 70, 80, 90, 95)  # percent


@dataclass(frozen=True, slots=True)
class AtConfidence:
    """Micro precision and recall of the tags given with a confidence of at least `least` percent.

    `tags` is how many that are; precision is 1 where there is none.
    """

    least: int
    tags: int
    precision: float
    recall: float


def tradeoff(judged: Sequence[Judged]) -> tuple[AtConfidence, ...]:
    """Return precision and recall at each least confidence; nothing if the rules cannot tell it."""
    if not any(one.confidences for one in judged):
        return ()
    labels = sum(len(set(one.labels)) for one in judged)
    return tuple(_at(least, judged, labels) for least in _LEAST)


def _at(least: int, judged: Sequence[Judged], labels: int) -> AtConfidence:
    given = [
        name in one.labels for one in judged for name, sure in one.confidences if sure >= least
    ]
    hits = sum(given)
    precision = ratio(hits, len(given)) if given else 1.0
    return AtConfidence(least, len(given), precision, ratio(hits, labels))
