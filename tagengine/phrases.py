"""Phrases with gaps: `machine … learning` found from the places of its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagengine import words
from tagengine.occurrences import Spans, words_between
from tagengine.rules import Rule


class Phrase(NamedTuple):
    """A phrase: its rule's index, the numbers of its parts, and how many words a gap may have."""

    rule: int
    parts: tuple[int, ...]
    gap: int


def find(
    phrase: Phrase, spans: Spans, folded: str, borders: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the places of a phrase, all of it inside one sentence, one for each first part.

    `borders` are where sentences begin. Of several ways to the last part the shortest counts.
    """
    if not all(number in spans for number in phrase.parts):
        return
    for start, end in spans[phrase.parts[0]]:
        border = bisect_right(borders, start)
        limit = borders[border] if border < len(borders) else len(folded)
        last = _end(phrase, 1, end, limit, spans, folded)
        if last is not None:
            yield start, last


def _end(
    phrase: Phrase, part: int, position: int, limit: int, spans: Spans, folded: str
) -> int | None:
    """Return where a phrase ends whose parts before `part` end at `position`; None if nowhere."""
    if part == len(phrase.parts):
        return position
    places = spans[phrase.parts[part]]
    for start, end in places[bisect_left(places, (position, position)) :]:
        if end > limit or words_between(folded, position, start) > phrase.gap:
            return None
        last = _end(phrase, part + 1, end, limit, spans, folded)
        if last is not None:
            return last
    return None


def is_exact(rule: Rule, text: str) -> bool:
    """Tell whether a found text is a form of a rule that insists on its case or its separators."""

    def written(form: str) -> str:
        cased = form if rule.exact_case else form.lower()
        if rule.exact_separators:
            return cased
        return " ".join("".join(c if c.isalnum() or c in "+#." else " " for c in cased).split())

    found = written(text)
    for form in rule.forms:
        first, *rest = [written(part.strip()) for part in form.split(words.GAP)]
        if not rest:
            if found == first:
                return True
        elif found.startswith(first) and found.endswith(rest[-1]):
            return True
    return False
