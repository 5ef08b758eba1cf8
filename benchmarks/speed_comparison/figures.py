"""The figures that tagengine aims at, each from one comparison."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from speed_comparison.comparison import Comparison, Sweep
from speed_comparison.systems import (
    FLASHTEXT,
    OURS,
    OURS_MATCHING,
    OURS_SHIPPED,
    PARSER,
    PHRASE_MATCHER,
    RE_EACH,
    REGEX_EACH,
)

_MOST_FOR_KEYWORDS = 1.3
_MOST_FOR_SIZE = 12.0


class Figure(NamedTuple):
    """A ratio of times, and the `limit` that it should keep: at least, or else at most."""

    what: str
    value: float
    limit: float
    at_least: bool

    @property
    def is_reached(self) -> bool:
        """Whether the limit is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


_LEAST = ((PHRASE_MATCHER, 5.0), (RE_EACH, 100.0), (REGEX_EACH, 100.0), (FLASHTEXT, 1.0))


def figures(comparison: Comparison) -> Iterator[Figure]:
    """Yield the figures for which there are measurements."""
    measured = {name: one for name, one in comparison.systems.items() if one.rounds}
    if OURS_SHIPPED in measured and PARSER in measured:
        ratio = measured[OURS_SHIPPED].times(measured[PARSER])
        yield Figure(f"{OURS_SHIPPED} / {PARSER}", ratio, 1.0, at_least=False)
    for peer, limit in _LEAST:
        for own in (OURS, OURS_MATCHING):
            if peer in measured and own in measured:
                ratio = measured[peer].times(measured[own])
                yield Figure(f"{peer} / {own}", ratio, limit, at_least=True)
    yield from _growth(comparison.by_keywords, 1_000, 100_000, "keywords", _MOST_FOR_KEYWORDS)
    yield from _growth(comparison.by_size, 1_000_000, 10_000_000, "bytes", _MOST_FOR_SIZE)


def _growth(sweeps: list[Sweep], few: int, many: int, unit: str, limit: float) -> Iterator[Figure]:
    for system, points in sweeps:
        if system not in (OURS, OURS_SHIPPED, OURS_MATCHING) or not {few, many} <= points.keys():
            continue
        if points[few].rounds and points[many].rounds:
            ratio = points[many].times(points[few])
            what = f"{system}: {many:,} / {few:,} {unit}"
            yield Figure(what, ratio, limit, at_least=False)
