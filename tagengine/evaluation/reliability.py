"""Whether confidence means what it says: of tags given with 80 to 90 %, how many are right.

A tag is right here if it is a label or would not be wrong either, as for lenient precision. The
expected calibration error (Naeini et al. 2015) is the mean difference of confidence and that part
over the ranges of confidence, each counted by its tags.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
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
