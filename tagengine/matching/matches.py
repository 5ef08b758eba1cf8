"""What a search finds: matches of rules, and the places of words that are no rules themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tagengine.document.definition import sentence_borders
from tagengine.text import words

_WORD = re.compile("[^ ]+")
_SHORT_STRETCH = 200  # characters, up to which the words are counted as they stand there

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


class WordCount:
    """Counts the words between places of a folded text, however far apart, at once."""

    def __init__(self, folded: str) -> None:
        self._folded = folded

    def between(self, end: int, start: int) -> int:
        """Return how many words lie in characters `[end, start)`; none if that is not a stretch.

        A word of which only a part lies there counts.
        """
        if start - end <= _SHORT_STRETCH:
            return len(self._folded[end:start].split())
        whole = bisect_left(self._starts, start) - bisect_left(self._starts, end)
        is_inside = end > 0 and self._folded[end - 1] != " " and self._folded[end] != " "
        return whole + is_inside

    def are_more(self, than: int, end: int, start: int) -> bool:
        """Return whether there are more words `than` this in characters `[end, start)`."""
        near = self._folded[end : min(start, end + _SHORT_STRETCH)]
        return len(near.split()) > than or self.between(end, start) > than

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start() for word in _WORD.finditer(self._folded)]


class Searched:
    """The text of a document that is searched, with what only some phrases and conditions ask."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = words.fold(text + " ")
        self.word_count = WordCount(self.folded)

    @cached_property
    def borders(self) -> Sequence[int]:
        """The characters at which sentences begin, in order."""
        return sentence_borders(self.text)


class SearchResult(NamedTuple):
    """All that one pass over a document found."""

    matches: list[Match]
    spans: Spans
    searched: Searched
