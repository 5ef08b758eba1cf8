"""What a project was replaced by is not what it is: 'Archived, use the database Tide instead'.

Words that say that a project has ended are cues; what they name in its place is denied.
"""

from __future__ import annotations

import re

from tagengine.text.lazy_regex import lazy_regex

_ENDED = ("archived", "deprecated", "unmaintained", "obsolete", "discontinued", "abandoned")
_REPLACED = (
    *("superseded by", "replaced by", "succeeded by", "in favor of", "in favour of"),
    *("moved to", "migrated to", "merged into"),
)
_MAINTAINED = ("maintained", "developed", "supported")
CUES = (*_ENDED, *_REPLACED, *_MAINTAINED)
"""What is looked for in folded text, as words of their own."""

_REACH = 160  # characters behind a cue, at most
_NO_LONGER = lazy_regex(
    r"\b(?:no\s+longer|not|isn['’]t|never|discontinued|unmaintained)"
    r"(?:\s+(?:be|being|actively|currently|really))*\s*\Z",
    re.IGNORECASE,
)
# 'Use … instead', 'see …', 'has moved to …', in the same sentence or the one behind it.
_IN_ITS_PLACE = lazy_regex(
    r"(?:(?:[.,;:!(–—-]|\b(?:please|instead|can|should|could|to|then|now|just|we|I))\W{1,4}"
    r"(?:use|try|see|consider|prefer|recommend|check\s+out|have\s+a\s+look\s+at|look\s+at|go\s+to"
    r"|(?:switch|migrate|move|upgrade|change)\s+to)"
    r"|\b(?:moved\s+to|successor(?:\s+is)?|replaced\s+by|replacement(?:\s+is)?|superseded\s+by"
    r"|in\s+favou?r\s+of))\b",
    re.IGNORECASE,
)
# What goes on about the project itself, or about its own pages.
_ITS_OWN = lazy_regex(
    r"\s+(?:it\b|this\b|at\s+your|with\s+care|the\s+(?:docs|documentation|wiki|issue|release"
    r"|change|readme|section|migration|announcement|commit|code|old|last)|below|above|issue|#)",
    re.IGNORECASE,
)
# What is of the same kind as the project: that is told of both.
_SAME_KIND = lazy_regex(
    r"\b(?:equivalent|port|fork|rewrite|version|drop-in|compatible|continuation|official|built-in"
    r"|same|our)\b",
    re.IGNORECASE,
)
SENTENCE_END = lazy_regex(r"[.!?](?=[\s\"'”’)\]*_]|\Z)|[。！？\v]")
_CLAUSE_END = lazy_regex(rf"{SENTENCE_END.pattern}|[)\]]|\s[–—-]{{1,3}}\s")
_MOVED = lazy_regex(
    r"(?:\A|\b(?:has|have|was|been|is|project|repository|repo)|[\v.:(!])[\s*_>]*\Z", re.IGNORECASE
)
_CAN_BE = lazy_regex(r"\b(?:can|may|could|should|will)(?:\s+be)?\s*\Z", re.IGNORECASE)
_BLOCK_END = lazy_regex(r"\v")
_ENDS_REPLACED = lazy_regex(r"[.!?;:()\[\]](?=\s|\Z)|[。！？\v]|\s[–—-]\s", re.IGNORECASE)


def scope(text: str, cue: str, start: int, end: int, before: str) -> tuple[int, int] | None:
    """Return the characters that name what a project was replaced by, None if nothing does.

    `before` is the text of the sentence in front of the cue, as far as it is looked at.
    """
    limit = min(len(text), end + _REACH)
    if cue in _REPLACED:
        is_moved = cue.endswith(("to", "into"))
        if (is_moved and not _MOVED.search(before)) or _CAN_BE.search(before):
            return None
        return end, _stop(_ENDS_REPLACED, text, end, limit)
    if cue in _MAINTAINED and not _NO_LONGER.search(before):
        return None
    block = _BLOCK_END.search(text, end, limit)
    limit = block.start() if block else limit
    verb = _IN_ITS_PLACE.search(text, end, limit)
    if verb is None or _ITS_OWN.match(text, verb.end()):
        return None
    if len(SENTENCE_END.findall(text, end, verb.start())) > 1:
        return None
    return verb.end(), _stop(_CLAUSE_END, text, verb.end(), limit)


def _stop(border: re.Pattern[str], text: str, start: int, limit: int) -> int:
    """Return where the words end that name a replacement, and tell of it alone."""
    found = border.search(text, start, limit)
    limit = found.start() if found else limit
    same = _SAME_KIND.search(text, start, limit)
    return same.start() if same else limit
