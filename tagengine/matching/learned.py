"""Learned words: of each the best place in a document, for all the tags that it speaks of.

A word such as `library` says something about dozens of tags. It is searched once, and only its best
place counts, so what a document has of it is found once and not for every tag and occurrence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tagengine.document.reading import Document
from tagengine.matching.matches import Match, Spans
from tagengine.rules.rule_set import RuleSet

Number = Callable[[Sequence[str]], tuple[int, ...]]


class WordRule(NamedTuple):
    """What a word says of one tag: its rule's index, and the weight in hundredths of a point."""

    tag: int
    rule: int
    weight: int


class WordFound(NamedTuple):
    """A word at its best place: what it says, the characters, the run, the factors in percent."""

    rules: tuple[WordRule, ...]
    start: int
    end: int
    run: int
    zone_factor: int
    section_factor: int

    def matches(self) -> list[Match]:
        """Return the match of each of its rules."""
        return [Match(one.rule, self.start, self.end, self.run) for one in self.rules]


class LearnedWords:
    """The learned words of a rule set, each with its rules; `number` gives its patterns numbers."""

    def __init__(self, rule_set: RuleSet, number: Number) -> None:
        self._rule_set = rule_set
        rules_of: dict[tuple[str, ...], list[WordRule]] = {}
        for index, rule in enumerate(rule_set.rules):
            if rule.support is not None:
                one = WordRule(rule.tag, index, rule.weight)
                rules_of.setdefault(rule.patterns, []).append(one)
        self._rules = [tuple(rules) for rules in rules_of.values()]
        self._of_number: dict[int, tuple[int, ...]] = {}
        for index, patterns in enumerate(rules_of):
            for found in number(patterns):
                self._of_number[found] = (*self._of_number.get(found, ()), index)

    def find(self, document: Document, spans: Spans) -> list[WordFound]:
        """Return every word that counts somewhere, at the place where it counts most."""
        scale = self._rule_set.scale
        if scale is None:
            return []
        settings, runs, sections = self._rule_set.settings, document.runs, document.sections
        factors = scale.zone_factors
        best: dict[int, tuple[int, int, int, int, int, int]] = {}
        for number in self._of_number.keys() & spans.keys():
            for start, end in spans[number]:
                run_index = document.run_at(start)
                run = runs[run_index]
                kind = sections[run.section].kind
                zone_factor = factors[run.zone]
                if not zone_factor or not (
                    scale.zones & 1 << run.zone or scale.sections & 1 << kind
                ):
                    continue
                section_factor = settings.section_factor(run.zone, kind)
                if not section_factor:
                    continue
                place = (
                    -zone_factor * section_factor, start, end, run_index,
                    zone_factor, section_factor,
                )  # fmt: skip
                for word in self._of_number[number]:
                    if word not in best or place < best[word]:
                        best[word] = place
        return [WordFound(self._rules[word], *place[1:]) for word, place in sorted(best.items())]
