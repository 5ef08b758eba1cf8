"""What the index of many documents shows: a row each, most in doubt first, and a histogram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tagengine.evidence.margin import Margin, closest
from tagengine.evidence.result import Explanation


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One document: where its page is, its tags with their scores (hundredths), best first."""

    id: str
    page: str
    tags: tuple[tuple[str, int], ...]
    margin: Margin | None


def row(explanation: Explanation, page: str) -> IndexRow:
    """Return the row of a document whose page is at the address `page`."""
    scores = {entry.tag: entry.score for entry in explanation.audit.candidates}
    tags = tuple((tag.name.strip(), scores[tag]) for tag in explanation.tags)
    return IndexRow(str(explanation.id), page, tags, closest(explanation))


def view(rows: Sequence[IndexRow]) -> dict[str, Any]:
    """Return what the index of some documents shows: `rows`, and how many have each tag, or none.

    `counts` are pairs of a tag and its number, the most frequent first; `most` is the largest.
    """
    counts = Counter(name for one in rows for name, _ in one.tags)
    untagged = sum(not one.tags for one in rows)
    return {
        "rows": sorted(rows, key=_doubt),
        "counts": sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])),
        "untagged": untagged,
        "most": max(untagged, *counts.values(), 1),
    }


def _doubt(one: IndexRow) -> tuple[bool, int, str, str]:
    """Order by margin; a document about which no score had to decide comes last."""
    return one.margin is None, one.margin.points if one.margin else 0, one.id, one.page
