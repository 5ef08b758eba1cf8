"""Why a match was left out, in words."""

from __future__ import annotations

from tagengine.evidence.audit import LeftOutEvidence
from tagengine.matching.left_out import Reason
from tagengine.reporting.as_text import shown

_WORDS = {
    Reason.ZONE: "its rule does not count in this zone",
    Reason.SPELLING: "the rule requires another spelling",
    Reason.LONGER_MATCH: "inside a longer match",
    Reason.REQUIRES: "none of the required terms is near",
    Reason.UNLESS: "an unwanted term is near",
    Reason.NEGATION: "negated",
    Reason.MASK: "its rule is a mask",
    Reason.WORTH_NOTHING: "text here does not count",
    Reason.REPEATS: "better occurrences count already",
}


def why(entry: LeftOutEvidence) -> str:
    """Return in words what kept a match from counting, with the words that did it."""
    words = _WORDS[entry.reason]
    if entry.by is None:
        return words
    if entry.by.rule is not None:
        return f'{words}, "{shown(entry.by.text or "")}" of {entry.by.rule}'
    if entry.reason is Reason.NEGATION and entry.by.place is not None:
        place = entry.by.place
        return f'{words} by "{shown(entry.by.text or "")}" at {place.line}:{place.column}'
    if entry.by.terms:
        terms = ", ".join(f'"{shown(term)}"' for term in entry.by.terms[:3])
        return f"{words}: {terms}{', …' if len(entry.by.terms) > 3 else ''} in its {entry.by.scope}"
    return words
