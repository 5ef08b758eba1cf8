"""What the index of many documents shows: a row each, most in doubt first, and a histogram."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.engine import Explanation
from tagengine.reporting.pages.margin import Margin, closest


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
    """All that the index shows; `untagged` is how many documents have no tag."""

    rows: tuple[IndexRow, ...]
    counts: tuple[TagCount, ...]
    untagged: int


def row(explanation: Explanation, page: str) -> IndexRow:
    """Return the row of a document whose page is at the address `page`."""
    scores = {entry.tag: entry.score for entry in explanation.audit.candidates}
    tags = tuple((tag.name.strip(), scores[tag]) for tag in explanation.tags)
    return IndexRow(str(explanation.id), page, tags, closest(explanation.audit))


def view(rows: Sequence[IndexRow]) -> IndexView:
    """Return what the index of some documents shows."""
    ordered = sorted(rows, key=_doubt)
    counts = _counts(name for one in rows for name, _ in one.tags)
    most = max(counts.values(), default=1)
    listed = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return IndexView(
        tuple(ordered),
        tuple(TagCount(name, count, round(100 * count / most, 2)) for name, count in listed),
        sum(not one.tags for one in rows),
    )


def _doubt(one: IndexRow) -> tuple[bool, int, str, str]:
    """Order by margin; a document about which no score had to decide comes last."""
    return one.margin is None, one.margin.points if one.margin else 0, one.id, one.page


def _counts(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts
