"""`requires` and `unless`: whether a match counts, by the terms that stand near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from tagengine.document import Document
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
        self, matches: list[Match], found: Found, document: Document, borders: Sequence[int]
    ) -> list[Match]:
        """Return the matches whose conditions hold; `borders` are where sentences begin."""
        near = _Near(found, document, borders)
        return [
            match
            for match in matches
            if all(
                near.holds(condition, numbers, match) is wanted
                for condition, numbers, wanted in self._of_rule.get(match.rule, ())
            )
        ]

    def concern(self, matches: list[Match]) -> bool:
        """Tell whether one of the matches has a condition."""
        return any(match.rule in self._of_rule for match in matches)


class _Near:
    """What stands near a match in one document."""

    def __init__(self, found: Found, document: Document, borders: Sequence[int]) -> None:
        self._spans: Spans = found.spans
        self._folded = found.folded
        self._document = document
        self._borders = borders

    def holds(self, condition: Condition, numbers: Numbers, match: Match) -> bool:
        """Tell whether one of a condition's terms is in its scope around a match."""
        places = [self._spans[number] for number in numbers if number in self._spans]
        if not places:
            return False
        if condition.scope is Scope.SENTENCE:
            places = self._in_sentence(places, match)
        elif condition.scope is Scope.SECTION:
            section = self._document.runs[match.run].section
            places = [
                [span for span in spans if self._section(span[0]) == section] for spans in places
            ]
        if condition.within < 0:
            return any(places)
        return any(
            self._distance(match, span) <= condition.within for spans in places for span in spans
        )

    def _in_sentence(
        self, places: list[list[tuple[int, int]]], match: Match
    ) -> list[list[tuple[int, int]]]:
        border = bisect_right(self._borders, match.start)
        start = self._borders[border - 1] if border else 0
        end = self._borders[border] if border < len(self._borders) else len(self._document.text)
        return [
            spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))] for spans in places
        ]

    def _section(self, position: int) -> int:
        return self._document.runs[self._document.run_at(position)].section

    def _distance(self, match: Match, span: tuple[int, int]) -> int:
        start, end = span
        if end <= match.start:
            return words_between(self._folded, end, match.start)
        return words_between(self._folded, match.end, start)
