"""A source text in lines, each cut where a match begins or ends, so that matches may overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tagengine.text.lines import spans


@dataclass(frozen=True, slots=True)
class Mark:
    """A match at characters `[start, end)` of a source.

    `id` is its own on the page; `rank` the place of its tag among the candidates, from 1, or 0 if
    it is none; `counts` whether it adds points; `label` says what it is for those who cannot see
    colours, `points` what it is worth.
    """

    id: str
    start: int
    end: int
    rank: int
    counts: bool
    zone: str
    points: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line that is under the same marks, and the marks that end with it."""

    text: str
    marks: tuple[Mark, ...]
    ending: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, its number from 1."""

    number: int
    segments: tuple[Segment, ...]


def lines(text: str, marks: Iterable[Mark]) -> Iterator[Line]:
    """Yield the lines of a source; the marks of a segment stand in the order given."""
    ordered = sorted(enumerate(marks), key=lambda entry: entry[1].start)
    active: list[tuple[int, Mark]] = []
    following = 0
    for number, (start, end, after) in enumerate(spans(text), start=1):
        while following < len(ordered) and ordered[following][1].start < after:
            active.append(ordered[following])
            following += 1
        own = [mark for _, mark in sorted(active, key=lambda entry: entry[0])]
        yield Line(number, tuple(_segments(text, start, end, after, own)))
        active = [entry for entry in active if entry[1].end > after]


def _segments(
    text: str, start: int, end: int, after: int, marks: Sequence[Mark]
) -> Iterator[Segment]:
    """Yield the segments of the line `[start, end)`, which with its line end goes to `after`."""
    if start == end:
        ending = tuple(mark for mark in marks if start < mark.end <= after)
        if ending:
            yield Segment("", (), ending)
        return
    inside = {cut for mark in marks for cut in (mark.start, mark.end) if start < cut < end}
    for first, stop in pairwise(sorted((start, *inside, end))):
        under = tuple(mark for mark in marks if mark.start < stop and mark.end > first)
        limit = after if stop == end else stop
        ending = tuple(mark for mark in marks if first < mark.end <= limit)
        yield Segment(text[first:stop], under, ending)
