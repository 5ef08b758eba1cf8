"""What a search finds: matches of rules, and the places of words that are no rules themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

_WORD = re.compile("[^ ]+")

Span = tuple[int, int]
"""Characters `[start, end)` of a document's text."""

Spans = dict[int, list[Span]]
"""Where the words of conditions and of phrases with gaps stand, by number, in order of place."""


class Match(NamedTuple):
    """An occurrence of a rule: its index, the characters of the text, and the run it starts in."""

    rule: int
    start: int
    end: int
    run: int


class Found(NamedTuple):
    """All that one pass over a document found; `folded` is the text that was searched."""

    matches: list[Match]
    spans: Spans
    folded: str


class WordCount:
    """Counts the words between places of a folded text, however far apart, at once."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._starts = [word.start() for word in _WORD.finditer(folded)]

    def between(self, end: int, start: int) -> int:
        """Return how many words lie in characters `[end, start)`; none if that is no stretch.

        A word of which only a part lies there counts.
        """
        if end >= start:
            return 0
        whole = bisect_left(self._starts, start) - bisect_left(self._starts, end)
        is_inside = end > 0 and self._folded[end - 1] != " " and self._folded[end] != " "
        return whole + is_inside
