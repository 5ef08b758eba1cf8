"""How sure the rules are of a tag, in percent; the one place where a check reads that."""

from __future__ import annotations

from tagengine.evidence.result import Result
from tagengine.rules.vocabulary import Tag


def confidence(result: Result, tag: Tag) -> int | None:
    """Return in percent how sure the rules are that a record has a tag, None if they cannot tell.

    A tag that no rule speaks for is as sure as the rules' silence lets one be: not at all.
    """
    known = getattr(result, "confidence", None)
    return None if known is None else known(tag)


def of_change(result: Result, tag: Tag, *, is_added: bool) -> int | None:
    """Return in percent how sure the rules are that a tag is to be added, or to go."""
    sure = confidence(result, tag)
    return sure if sure is None or is_added else 100 - sure
