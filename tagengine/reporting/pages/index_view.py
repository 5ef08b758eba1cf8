"""What the index of many documents shows: a row each, most in doubt first, and a histogram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tagengine.evidence.margin import Margin, closest
from tagengine.evidence.result import Explanation


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One document: where its page is, its tags with their scores (hundredths), best first."""

    id: str
    page: str
    tags: tuple[tuple[str, int], ...]
    margin: Margin | None

    @property
    def best(self) -> int:
        """The best score in hundredths of a point, 0 if there is none."""
        return max((score for _, score in self.tags), default=0)


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many documents have a tag, and that as a part of the most frequent in percent."""

    name: str
    count: int
    bar: float


@dataclass(frozen=True, slots=True)
class IndexView:
    """All that the index shows; `untagged` counts the documents that have no tag."""

    rows: tuple[IndexRow, ...]
    counts: tuple[TagCount, ...]
    untagged: TagCount


def row(explanation: Explanation, page: str) -> IndexRow:
    """Return the row of a document whose page is at the address `page`."""
    scores = {entry.tag: entry.score for entry in explanation.audit.candidates}
    tags = tuple((tag.name.strip(), scores[tag]) for tag in explanation.tags)
    return IndexRow(str(explanation.id), page, tags, closest(explanation))


def view(rows: Sequence[IndexRow]) -> IndexView:
    """Return what the index of some documents shows."""
    ordered = sorted(rows, key=_doubt)
    counts = Counter(name for one in rows for name, _ in one.tags)
    untagged = sum(not one.tags for one in rows)
    most = max(untagged, *counts.values(), 1)
    listed = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return IndexView(
        tuple(ordered),
        tuple(_tag_count(name, count, most) for name, count in listed),
        _tag_count("", untagged, most),
    )


def _doubt(one: IndexRow) -> tuple[bool, int, str, str]:
    """Order by margin; a document about which no score had to decide comes last."""
    return one.margin is None, one.margin.points if one.margin else 0, one.id, one.page


def _tag_count(name: str, count: int, most: int) -> TagCount:
    return TagCount(name, count, round(100 * count / most, 2))
