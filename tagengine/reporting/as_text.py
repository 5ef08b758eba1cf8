"""Results for people in plain text: numbers, texts of documents made harmless, verdicts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tagengine.selection import Verdict

if TYPE_CHECKING:
    from tagengine.evidence.contributions import MatchEvidence, TagEvidence

_TEXT_WIDTH = 40


def points(hundredths: int) -> str:
    """Return hundredths of a point as points with two decimals."""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def several(count: int, noun: str) -> str:
    """Return a number with its noun, which takes an s in the plural: '1,200 records'."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def listed(names: Sequence[str], most: int) -> str:
    """Return names with commas between them, the first few of many and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def shown(text: str, width: int = _TEXT_WIDTH) -> str:
    """Return a document's text fit for a terminal: one line, no control characters, cut."""
    kept = (one for one in text if one.isspace() or unicodedata.category(one)[0] != "C")
    visible = " ".join("".join(kept).split())
    return visible if len(visible) <= width else visible[: width - 1] + "…"


def verdict(entry: TagEvidence) -> str:
    """Return in words why a tag was chosen or refused, how likely it is right, what it lacked."""
    if entry.verdict is None:
        return "no rule matched"
    lacking = points(entry.needed - entry.score)
    if entry.chosen:
        likely = "" if entry.confidence is None else f"; {entry.confidence} % likely to be right"
        is_best = entry.verdict is Verdict.CHOSEN_AS_BEST
        needed = "" if is_best else f"; needed {points(entry.needed)}"
        return f"{entry.verdict.value}{likely}{needed}"
    if entry.by is not None:
        return f"{entry.verdict.value}: {entry.by.name.strip()}"
    if entry.verdict is Verdict.NO_PLACE:
        return _no_place(entry)
    return f"{entry.verdict.value}: needed {points(entry.needed)}, {lacking} more"


def support(match: MatchEvidence) -> str:
    """Return in how many of the projects with a learned word its tag is right; else nothing."""
    return "" if match.support is None else "in {:,} of {:,} projects".format(*match.support)


def _no_place(entry: TagEvidence) -> str:
    """Return why others took all the places: they are better, or the last one wins a tie."""
    if entry.tied is None:
        return "better tags fill the limit"
    is_by_rules = entry.tied.distinct_rules > entry.distinct_rules
    reason = "which more rules support" if is_by_rules else "which comes first in the vocabulary"
    return f"a tie with {entry.tied.tag.name.strip()}, {reason}"
