"""What a search finds: matches of rules, and the places of words that are no rules themselves."""

from __future__ import annotations

from typing import NamedTuple

Spans = dict[int, list[tuple[int, int]]]
"""Where the words of conditions and of phrases with gaps stand, by number: first and last + 1."""


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


def words_between(folded: str, end: int, start: int) -> int:
    """Return how many words of a folded text lie between two places, which may overlap."""
    return len(folded[end:start].split()) if end < start else 0
