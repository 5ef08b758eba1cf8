"""Phrases with gaps: `machine … learning` found from the places of its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from tagengine.matching.matches import Spans, WordCount
from tagengine.rules.patterns import Phrase
from tagengine.rules.rule_set import Rule
from tagengine.text import words
from tagengine.text.letters import with_known_letters


def find(
    phrase: Phrase, spans: Spans, word_count: WordCount, borders: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the places of a phrase, all of it inside one sentence, one for each first part.

    `borders` are where sentences begin; without them a phrase may reach over the end of one. Of
    several ways to the last part the shortest counts.
    """
    if not all(number in spans for number in phrase.parts):
        return
    *others, last = [spans[number] for number in phrase.parts]
    following, ends = last, [end for _, end in last]
    # From the last part to the first: where a phrase ends that goes on from a place of this part.
    # Of those that can be gone on from, the nearest place leads to the nearest end.
    for places in reversed(others):
        found = [_end(place, following, ends, phrase.gap, word_count, borders) for place in places]
        following = [place for place, end in zip(places, found, strict=True) if end]
        ends = [end for end in found if end]
    for (start, _), end in zip(following, ends, strict=True):
        yield start, end


def _end(
    place: tuple[int, int],
    following: Sequence[tuple[int, int]],
    ends: Sequence[int],
    gap: int,
    word_count: WordCount,
    borders: Sequence[int],
) -> int:
    """Return where a phrase ends that goes from a place to one of the following; 0 if nowhere."""
    start, end = place
    index = bisect_left(following, (end, end))
    if index == len(following):
        return 0
    next_start, next_end = following[index]
    border = bisect_right(borders, start)
    if border < len(borders) and next_end > borders[border]:
        return 0
    return 0 if word_count.are_more(gap, end, next_start) else ends[index]


def is_exact(rule: Rule, text: str) -> bool:
    """Return whether a found text is a form of a rule that asks for its case or separators."""

    def written(form: str) -> str:
        cased = form if rule.exact_case else form.lower()
        if rule.exact_separators:
            return cased
        return " ".join("".join(c if c.isalnum() or c in "+#." else " " for c in cased).split())

    found = written(text)
    for form in rule.forms:
        first, *rest = [written(part.strip()) for part in with_known_letters(form).split(words.GAP)]
        if not rest:
            if found == first:
                return True
        elif _holds_parts(found, [first, *rest]):
            return True
    return False


def _holds_parts(found: str, parts: Sequence[str]) -> bool:
    """Return whether a text begins and ends with the outer parts and has the inner ones between."""
    first, *inner, last = parts
    if not (found.startswith(first) and found.endswith(last)):
        return False
    position = len(first)
    for part in inner:
        position = found.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return position <= len(found) - len(last)
