"""Whether confidence means what it says, and what would be given if unsure tags were not.

A tag is right here if it is a label or would not be wrong either, as for lenient precision. The
expected calibration error (Naeini et al. 2015) is the mean difference of confidence and that part
over the ranges of confidence, each counted by its tags.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.evaluation.figures import Judged, ratio

_WIDTH = 10  # percent


@dataclass(frozen=True, slots=True)
class Range:
    """The tags given with a confidence from `low` to `high` percent, the latter not included.

    `confidence` is their mean, `right` the part that is right, both from 0 to 1.
    """

    low: int
    high: int
    tags: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The ranges that have tags, and the expected calibration error, from 0 to 1."""

    ranges: tuple[Range, ...]
    error: float


def reliability(judged: Iterable[Judged]) -> Reliability | None:
    """Return how far confidence can be relied on; None if the rules have no confidence."""
    found: dict[int, list[tuple[int, bool]]] = {}
    for one in judged:
        fine = {*one.labels, *one.also}
        for name, percent in one.confidences:
            low = min(percent // _WIDTH, _WIDTH - 1) * _WIDTH
            found.setdefault(low, []).append((percent, name in fine))
    if not found:
        return None
    ranges = tuple(
        Range(
            low,
            low + _WIDTH,
            len(tags),
            sum(percent for percent, _ in tags) / (100 * len(tags)),
            ratio(sum(is_right for _, is_right in tags), len(tags)),
        )
        for low, tags in sorted(found.items())
    )
    total = sum(one.tags for one in ranges)
    error = math.fsum(abs(one.confidence - one.right) * one.tags for one in ranges) / total
    return Reliability(ranges, error)


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
