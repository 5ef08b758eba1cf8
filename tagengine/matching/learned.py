"""Learned words: of each the best place in a document, for all the tags that it speaks of.

A word such as `library` says something about dozens of tags. It is searched once, and only its best
place counts, so what a document has of it is found once and not for every tag and occurrence. The
words have an automaton of their own: most of a document is in zones where none of them counts, and
is not searched at all.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import itemgetter
from struct import unpack
from typing import NamedTuple

import ahocorasick_rs
from msgspec import Struct

from tagengine.document.document import Document
from tagengine.matching.matches import Match
from tagengine.rules.patterns import Patterns
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.scale import Scale
from tagengine.rules.zones import Section, Settings, Zone
from tagengine.text.unspaced import is_word


class WordRule(NamedTuple):
    """What a word says of one tag: its rule's index, and the weight in hundredths of a point."""

    tag: int
    rule: int
    weight: int


class Word(NamedTuple):
    """What a learned word says: its rules, their tags as bits, and their weights as one number.

    In `weights` each tag has `LANE` bits, from the lowest on, with the weight in whole points:
    thousands of weights are summed in each document, and so all those of a word at once.
    """

    rules: tuple[WordRule, ...]
    tags: int
    weights: int


LANE = 64
"""Bits in which the weights of a tag are summed, their sign among them; far more than it takes."""

_HALF = 1 << LANE - 1

_Place = tuple[int, int, int]
"""The worth of a word's place in a document, the smaller the more, and its characters."""


class WordFound(Struct, frozen=True, gc=False):
    """A word at its best place: the characters, the run, the factors in percent."""

    word: Word
    start: int
    end: int
    run: int
    zone_factor: int
    section_factor: int

    def matches(self) -> list[Match]:
        """Return the match of each of its rules."""
        return [Match(one.rule, self.start, self.end, self.run) for one in self.word.rules]


def lanes(weights: int, tags: int) -> list[int]:
    """Return the sum for each of a number of tags, from a sum of words' `weights`."""
    packed = (weights + _halves(tags)).to_bytes(LANE // 8 * tags, "little")
    return [sum_ - _HALF for sum_ in unpack(f"<{tags}Q", packed)]


@cache
def _halves(tags: int) -> int:
    """Return what is added to each lane, so that none is below zero and takes from the next."""
    return _HALF * ((1 << LANE * tags) - 1) // ((1 << LANE) - 1)


class _Region(NamedTuple):
    """Characters up to `end` of a document, in each of which a word counts by some factor.

    They are stretches one after the other: the first characters of each, and its worth, which is
    less than nothing: the smaller, the more a word counts there.
    """

    starts: list[int]
    worths: list[int]
    end: int


class LearnedWords:
    """The learned words of a rule set, each with its rules; holds nothing of a document.

    Without a scale none of them counts. `known` are the patterns of the rules.
    """

    def __init__(self, rule_set: RuleSet, known: Patterns) -> None:
        scale = rule_set.scale
        self._factors = [] if scale is None else _factors(scale, rule_set.settings)
        self._worth = [[-zone * section for zone, section in row] for row in self._factors]
        self._rules = rule_set.rules
        self._word_rules = known.word_rules
        self._known: list[Word | None] = [None] * len(known.word_rules)  # made when first found
        self._words = known.words_of if scale is not None else []
        self._borders = [(pattern[0] == " ", pattern[-1] == " ") for pattern in known.words]
        self._longest = max(map(len, known.words), default=0)
        self._automaton = ahocorasick_rs.AhoCorasick(known.words)

    def find(self, document: Document, folded: str) -> list[WordFound]:
        """Return every word that counts somewhere, at the place where it counts most.

        Of places where it counts the same, that is the first.
        """
        if not self._words:
            return []
        best: dict[int, _Place] = {}
        for region in self._regions(document):
            self._search(region, document, folded, best)
        return [self._found(word, *best[word][1:], document) for word in sorted(best)]

    def _regions(self, document: Document) -> list[_Region]:
        """Return what of a document may have words that count, in order."""
        rows = [self._worth[section.kind] for section in document.sections]
        found: list[_Region] = []
        starts: list[int] = []
        worths: list[int] = []
        worth = 0
        for start, run in zip(document.starts, document.runs, strict=True):
            here = rows[run.section][run.zone]
            if here == worth:
                continue
            worth = here
            if worth:
                starts.append(start)
                worths.append(worth)
            else:
                found.append(_Region(starts, worths, start))
                starts, worths = [], []
        if worth:
            found.append(_Region(starts, worths, len(document.text)))
        return found

    def _search(
        self, region: _Region, document: Document, folded: str, best: dict[int, _Place]
    ) -> None:
        """Write to `best` the words that begin in a region and count more there than known."""
        starts, worths, last = region
        first = starts[0]
        offset = first - 1  # where a pattern begins that has a space before its word
        end = last + self._longest
        text = folded[offset:end] if first else f" {folded[:end]}"
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        hits.sort(key=itemgetter(1))
        for pattern, found, found_end in hits:
            before, behind = self._borders[pattern]
            start = found + offset + before
            if not first <= start < last:
                continue
            end = found_end + offset - behind
            worth = worths[bisect_right(starts, start) - 1]
            for word in self._words[pattern]:
                known = best.get(word)
                if (known is None or worth < known[0]) and (
                    (before and behind) or is_word(document.text, start, end)
                ):
                    best[word] = worth, start, end

    def _found(self, word: int, start: int, end: int, document: Document) -> WordFound:
        index = document.run_at(start)
        run = document.runs[index]
        factors = self._factors[document.sections[run.section].kind][run.zone]
        known = self._known[word]
        if known is None:
            rules = [(index, self._rules[index]) for index in self._word_rules[word]]
            known = self._known[word] = _word(rules)
        return WordFound(known, start, end, index, *factors)


def _word(rules: list[tuple[int, Rule]]) -> Word:
    tags = weights = 0
    for _, rule in rules:
        tags |= 1 << rule.tag
        weights += rule.weight // 100 << LANE * rule.tag
    said = tuple(WordRule(rule.tag, index, rule.weight) for index, rule in rules)
    return Word(said, tags, weights)


def _factors(scale: Scale, settings: Settings) -> list[list[tuple[int, int]]]:
    """Return the factors of zone and section by section and zone, 0 where no word counts."""
    return [
        [
            (scale.zone_factors[zone], settings.section_factor(zone, section))
            if scale.zones & 1 << zone or scale.sections & 1 << section
            else (0, 0)
            for zone in Zone
        ]
        for section in Section
    ]
