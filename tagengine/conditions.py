"""`requires` and `unless`: whether a match counts, by the terms that stand near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tagengine.document import Document
from tagengine.left_out import LeftOut, Notes, Reason
from tagengine.occurrences import Found, Match, Spans, words_between
from tagengine.rules import Condition, Rule, Scope

Numbers = tuple[int, ...]


class Conditions:
    """The conditions of a rule set; `number` gives each of their patterns a number to find it by.

    Holds nothing of a document.
    """

    def __init__(self, rules: Sequence[Rule], number: Callable[[Sequence[str]], Numbers]) -> None:
        self._of_rule = {
            index: tuple(
                (condition, number(condition.patterns), wanted)
                for condition, wanted in ((rule.requires, True), (rule.unless, False))
                if condition is not None
            )
            for index, rule in enumerate(rules)
            if rule.requires or rule.unless
        }

    def keep(
        self,
        matches: list[Match],
        found: Found,
        document: Document,
        borders: Sequence[int],
        notes: Notes | None = None,
    ) -> list[Match]:
        """Return the matches whose conditions hold; `borders` are where sentences begin.

        `notes`, where given, gets the others, each with the condition that failed.
        """
        near = _Near(found, document, borders)
        kept = []
        for match in matches:
            for condition, numbers, wanted in self._of_rule.get(match.rule, ()):
                term = near.find(condition, numbers, match)
                if (term is None) is wanted:
                    if notes is not None:
                        notes.append(_left_out(match, condition, term))
                    break
            else:
                kept.append(match)
        return kept

    def concern(self, matches: list[Match]) -> bool:
        """Tell whether one of the matches has a condition."""
        return any(match.rule in self._of_rule for match in matches)


class _Term(NamedTuple):
    """A term of a condition that was found: which pattern it is, and the characters of the text."""

    pattern: int
    start: int
    end: int


def _left_out(match: Match, condition: Condition, term: _Term | None) -> LeftOut:
    """Return a match that fails a condition: a term is there that may not be, or none is."""
    if term is None:
        return LeftOut(match, Reason.REQUIRES, condition=condition)
    words = condition.patterns[term.pattern].strip()
    return LeftOut(match, Reason.UNLESS, None, condition, words, (term.start, term.end))


class _Near:
    """What stands near a match in one document."""

    def __init__(self, found: Found, document: Document, borders: Sequence[int]) -> None:
        self._spans: Spans = found.spans
        self._folded = found.folded
        self._document = document
        self._borders = borders

    def find(self, condition: Condition, numbers: Numbers, match: Match) -> _Term | None:
        """Return the first of a condition's terms that is in its scope around a match."""
        for pattern, number in enumerate(numbers):
            for start, end in self._in_scope(condition.scope, number, match):
                if condition.within < 0 or self._distance(match, start, end) <= condition.within:
                    return _Term(pattern, start, end)
        return None

    def _in_scope(self, scope: Scope, number: int, match: Match) -> Iterable[tuple[int, int]]:
        """Return the places of a term in the same sentence, section or document as a match."""
        places = self._spans.get(number, [])
        if scope is Scope.SENTENCE and places:
            border = bisect_right(self._borders, match.start)
            start = self._borders[border - 1] if border else 0
            end = self._borders[border] if border < len(self._borders) else len(self._document.text)
            return places[bisect_left(places, (start, 0)) : bisect_left(places, (end, 0))]
        if scope is Scope.SECTION:
            section = self._document.runs[match.run].section
            return (place for place in places if self._section(place[0]) == section)
        return places

    def _section(self, position: int) -> int:
        return self._document.runs[self._document.run_at(position)].section

    def _distance(self, match: Match, start: int, end: int) -> int:
        """Return how many words lie between a match and a term at `[start, end)`."""
        if end <= match.start:
            return words_between(self._folded, end, match.start)
        return words_between(self._folded, match.end, start)
