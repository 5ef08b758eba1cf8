"""What a project was, or does without: 'used to be a database', 'avoids Docker'.

'Was a chat server' is a denial only where the text goes on with what it is now.
"""

from __future__ import annotations

import re

from tagengine.text.lazy_regex import lazy_regex

_WERE = (
    *("was a", "was an", "was once", "was originally", "was initially", "was previously"),
    *("began as", "began life as", "started as", "started life as", "started out as"),
    *("originally a", "originally an"),
)
_FORMERLY = ("formerly a", "formerly an", "previously a", "previously an", "used to be")
_AVOIDS = ("avoids", "avoiding")
_NEED = ("need for", "need to")
_WITHOUT = (
    *(
        "nothing to do with",
        "unrelated to",
        "eschews",
        "forgoes",
        "gets rid of",
        "does away with",
        "free of",
        "free from",
    ),
    *("dropped support for", "dropping support for", "removed support for"),
)
CUES = (*_WERE, *_FORMERLY, *_AVOIDS, *_NEED, *_WITHOUT)
"""What is looked for in folded text, as words of their own."""

_REACH = 160  # characters behind a cue, at most
_WORDS = 6  # words that are denied, at most
_NOW = lazy_regex(
    r"\b(?:now|nowadays|today|these\s+days|currently|since\s+then|no\s+longer)\b"
    r"|\b(?:has|have|it|and|but)\s+(?:since\s+|then\s+|later\s+|soon\s+|has\s+)?"
    r"(?:become|became|grown|grew|evolved|turned|morphed)\b",
    re.IGNORECASE,
)
_BLOCK_END = lazy_regex(r"\v")
_END = lazy_regex(
    r"[.,;:!?()\[\]\v—–]|\s-\s|\s(?:but|that|which|who|now|until|before|then|with|by|in|and\s+(?:is|it"
    r"|has|has\s+since|now|then|became|grew|later|evolved|turned))\b",
    re.IGNORECASE,
)
_ONE = lazy_regex(r"\s+(?:an?|the|part\s+of|just|only)\b", re.IGNORECASE)
# 'Avoids using X', 'avoids X and Y', but not 'avoids SQL injection'.
_AVOIDED = lazy_regex(
    r"\s+(?:(?i:using|an?|any|the\s+(?:use|overhead|complexity)\s+of|the\s+need\s+for"
    r"|dependenc(?:y|ies)\s+on)\b"
    r"|[A-Z][\w.+-]*(?:,?\s+(?:(?:and|or)\s+)?[A-Z][\w.+-]*)*"
    r"(?=[.,;:!)]|\Z|\v|\s+(?:but|entirely|completely|altogether|by|in\s+favou?r)\b))"
)
_NO_NEED = lazy_regex(
    r"(?:\bno|\bwithout|\b(?:avoid|drop|eliminat|obviat|remov|replac)(?:e|es|s|ps|ed|ing|ping)?)"
    r"(?:\s+(?:the|any|all))?\s+\Z",
    re.IGNORECASE,
)
_NEEDED = lazy_regex(
    r"\W?(?:for|to\s+(?:be|buy|deploy|have|host|install|maintain|manage|operate|own|run|set\s+up|use))\b",
    re.IGNORECASE,
)
_WORD = lazy_regex(r"\S+")


def scope(text: str, cue: str, start: int, end: int, before: str) -> tuple[int, int] | None:
    """Return the characters that say what a project was or does without, None if none do.

    `before` is the text of the sentence in front of the cue, as far as it is looked at.
    """
    limit = min(len(text), end + _REACH)
    block = _BLOCK_END.search(text, end, limit)
    limit = block.start() if block else limit
    if cue in _WERE and not _NOW.search(text, end, limit):
        return None
    if cue == "used to be" and not _ONE.match(text, end, limit):
        return None
    if cue in _NEED and not (_NO_NEED.search(before) and _NEEDED.match(text, end - 3, limit)):
        return None
    if cue in _AVOIDS and not _AVOIDED.match(text, end, limit):
        return None
    return start, _stop(text, end, limit)  # with its last word, for 'for Kubernetes'


def _stop(text: str, end: int, limit: int) -> int:
    found = _END.search(text, end, limit)
    limit = found.start() if found else limit
    words = list(_WORD.finditer(text, end, limit))
    return words[_WORDS - 1].end() if len(words) > _WORDS else limit
