"""How close the decisions about a document are: the fewest points that one of them hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.audit import Audit, SelectionStep
from tagengine.selection import Verdict
from tagengine.vocabulary import Tag

_LACKING = (Verdict.BELOW_THRESHOLD, Verdict.BELOW_SHARE, Verdict.NO_PLACE)


@dataclass(frozen=True, slots=True)
class Margin:
    """The closest decision: `points` (hundredths) that a tag had to spare, or lacked."""

    points: int
    tag: Tag
    given: bool


def closest(audit: Audit) -> Margin | None:
    """Return the closest decision about a document, the first in order of selection among equals.

    A chosen tag has to spare what its score is above what it needed; one that was refused lacks the
    rest of what it needed, or of the score that the last place went for. What keeps a tag out
    whatever its score (`suppresses`, `excludes`) is no matter of points. None if no score mattered.
    """
    return min(_margins(audit), key=lambda margin: margin.points, default=None)


def _margins(audit: Audit) -> Iterator[Margin]:
    given = set()
    for entry in audit.candidates:
        if entry.chosen:
            given.add(entry.tag)
            yield Margin(entry.score - entry.needed, entry.tag, True)
    last_taken = 0
    for step in audit.selection.steps:
        if step.verdict is Verdict.CHOSEN:
            last_taken = step.score
        elif step.verdict in _LACKING and step.tag not in given:
            yield Margin(_lacking(step, last_taken), step.tag, False)


def _lacking(step: SelectionStep, last_taken: int) -> int:
    needed = max(step.threshold, step.share, step.rank or 0)
    if step.verdict is Verdict.NO_PLACE and not step.is_kind_pass:
        needed = last_taken
    return max(needed - step.score, 0)
