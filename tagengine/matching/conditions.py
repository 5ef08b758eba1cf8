"""`requires` and `unless`: whether a match counts, by the terms that are near it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tagengine.document.document import Document
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match, SearchResult, Span
from tagengine.rules.rule_set import Condition, Rule, Scope

Numbers = tuple[int, ...]

_Asked = tuple[Condition, Numbers, bool]
"""A condition of a rule, the numbers of its patterns, and whether it wants one of them."""


class Conditions:
    """The conditions of a rule set; `numbers` are those that their patterns are found by.

    Holds nothing of a document.
    """

    def __init__(
        self, rules: Sequence[Rule], conditioned: Container[int], numbers: Mapping[str, int]
    ) -> None:
        self._rules = rules
        self._conditioned = conditioned
        # Hundreds of rules have the same hundreds of terms.
        self._numbers = cache(lambda patterns: tuple(numbers[pattern] for pattern in patterns))
        self._of_rule: dict[int, tuple[_Asked, ...]] = {}  # made when first found

    def keep(
        self,
        matches: list[Match],
        found: SearchResult,
        document: Document,
        notes: Notes | None = None,
    ) -> list[Match]:
        """Return the matches whose conditions hold.

        `notes`, where given, gets the others, each with the condition that failed.
        """
        near = _Near(found, document)
        kept = []
        for match in matches:
            if match.rule not in self._conditioned:
                kept.append(match)
                continue
            for condition, numbers, wanted in self._of_rule.get(match.rule) or self._asked(match):
                term = near.find(condition, numbers, match)
                if (term is None) is wanted:
                    if notes is not None:
                        notes.append(_left_out(match, condition, term))
                    break
            else:
                kept.append(match)
        return kept

    def _asked(self, match: Match) -> tuple[_Asked, ...]:
        rule = self._rules[match.rule]
        asked = self._of_rule[match.rule] = tuple(
            (condition, self._numbers(condition.patterns), wanted)
            for condition, wanted in ((rule.requires, True), (rule.unless, False))
            if condition is not None
        )
        return asked


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
    """What is near a match in one document."""

    def __init__(self, found: SearchResult, document: Document) -> None:
        self._found = found
        self._document = document
        self._sections: dict[int, dict[int, list[Span]]] = {}

    def find(self, condition: Condition, numbers: Numbers, match: Match) -> _Term | None:
        """Return the first of a condition's terms that is in its scope around a match."""
        spans = self._found.spans
        for pattern, number in enumerate(numbers):
            if number in spans:
                place = self._nearby(condition, number, match)
                if place is not None:
                    return _Term(pattern, *place)
        return None

    def _nearby(self, condition: Condition, number: int, match: Match) -> Span | None:
        """Return a place of a term that is in the scope and near enough.

        At most its two nearest places are looked at, so that the time stays that of the length.
        """
        places: Sequence[Span] = self._found.spans.get(number, ())
        if condition.scope is Scope.SECTION:
            places = self._in_section(number, self._document.runs[match.run].section)
        first, stop = 0, len(places)
        if condition.scope is Scope.SENTENCE:
            borders = self._found.searched.borders
            border = bisect_right(borders, match.start)
            if border:
                first = bisect_left(places, (borders[border - 1], 0))
            if border < len(borders):
                stop = bisect_left(places, (borders[border], 0))
        if first >= stop:
            return None
        if condition.within < 0:
            return places[first]
        after = bisect_left(places, (match.start, 0))
        nearest = places[max(after - 1, first) : min(after + 1, stop)]
        near = (place for place in nearest if self._distance(match, place) <= condition.within)
        return next(near, None)

    def _in_section(self, number: int, section: int) -> Sequence[Span]:
        """Return a term's places in a section; all sections are told apart at the first asking."""
        if number not in self._sections:
            by_section = self._sections[number] = {}
            for place in self._found.spans.get(number, ()):
                run = self._document.runs[self._document.run_at(place[0])]
                by_section.setdefault(run.section, []).append(place)
        return self._sections[number].get(section, ())

    def _distance(self, match: Match, place: Span) -> int:
        """Return how many words lie between a match and a place of a term."""
        start, end = place
        if end <= match.start:
            return self._found.searched.word_count.between(end, match.start)
        return self._found.searched.word_count.between(match.end, start)
