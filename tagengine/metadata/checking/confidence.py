"""How sure the rules are of a tag, in percent; the one place where a check reads that."""

from __future__ import annotations

from collections.abc import Iterable

from tagengine.evidence.result import Result
from tagengine.learning.margins import Margins
from tagengine.rules.vocabulary import Tag


def confidence(result: Result, tag: Tag, margins: Margins | None = None) -> int | None:
    """Return in percent how sure the rules are that a record has a tag, None if they do not know.

    `margins` are those of rules that were learned from a catalogue.
    """
    if margins is not None:
        return margins.percent(list(result.scores.items()), tag.name)
    return result.confidence(tag)


def margin(result: Result, tags: Iterable[Tag]) -> int:
    """Return how far, in hundredths of a point, the best of some tags is above all other tags.

    It is negative if another one is better, and orders findings where a percentage is too rough.
    """
    scores = result.scores
    own = {tag.name: scores.get(tag.name, 0) for tag in tags}
    others = (points for name, points in scores.items() if name not in own)
    return max(own.values(), default=0) - max(others, default=0)


def of_change(
    result: Result, tag: Tag, *, is_added: bool, margins: Margins | None = None
) -> int | None:
    """Return in percent how sure the rules are that a tag is to be added, or to go.

    Rules that were learned from what people gave are no judge of what they should not have given.
    """
    sure = confidence(result, tag, margins)
    if sure is None or is_added:
        return sure
    return 0 if margins is not None else 100 - sure
