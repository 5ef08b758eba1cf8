"""All keywords of all tags found in one pass over a document's text.

Every form of every keyword, every part of a phrase with gaps and every condition's term is one
pattern of an Aho-Corasick automaton (`ahocorasick_rs`); text and patterns are folded, so that a
pattern is found as whole words only. Regexes run afterwards, on the pieces of text between breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from tagengine.document.definition import sentence_borders
from tagengine.document.reading import Document
from tagengine.matching import phrases
from tagengine.matching.conditions import Conditions
from tagengine.matching.learned import LearnedWords, WordFound
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match, SearchResult, Spans, WordCount
from tagengine.matching.negation import Negations
from tagengine.matching.phrases import Phrase, is_exact
from tagengine.matching.regexes import RegexSearch
from tagengine.rules.rule_set import ALL_ZONES, Rule, RuleSet
from tagengine.text import words
from tagengine.text.unspaced import is_word

_Pattern = tuple[int, int, int, int, tuple[int, ...], bool]
"""What a match of a pattern means: `before`, `behind`, `zones`, `sections`, `owners`, `is_spaced`.

The text is searched with a space before it, and most patterns have one at both ends: `before` and
`behind` tell how far from a match's ends in that text its words begin and end in the document's.
`owners` are rules, and numbers of learned words and of what is no rule itself; `zones` and
`sections` those in which one of them can count, as bits; `is_spaced` says that spaces part its
words. A plain tuple, because its parts are taken at every match, which takes a third of the time
that a named one's take.
"""


class _Numbers:
    """Gives patterns that are no rules themselves numbers, from `first` on."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.given: dict[str, int] = {}

    def __call__(self, patterns: Sequence[str]) -> tuple[int, ...]:
        return tuple(
            self.given.setdefault(pattern, self._first + len(self.given)) for pattern in patterns
        )


class Matcher:
    """A rule set made ready for searching; what it finds never changes, so it can be shared."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rules = rule_set.rules
        owners: dict[str, tuple[int, ...]] = {}
        words_learned = _Numbers(len(self.rules))
        self._learned, self._scale = LearnedWords(rule_set, words_learned), rule_set.scale
        self._first_part = len(self.rules) + len(words_learned.given)
        parts = _Numbers(self._first_part)
        self._phrases: list[Phrase] = []
        for index, rule in enumerate(self.rules):
            for pattern in () if rule.support is not None else rule.patterns:
                if rule.gap and words.GAP in pattern:
                    phrase = Phrase(index, parts(pattern.split(words.GAP)), rule.gap)
                    self._phrases.append(phrase)
                else:
                    owners[pattern] = (*owners[pattern], index) if pattern in owners else (index,)
        self._conditions = Conditions(self.rules, parts)
        self._negations = Negations(parts)
        for numbers in (words_learned, parts):
            for pattern, number in numbers.given.items():
                owners[pattern] = (*owners.get(pattern, ()), number)
        self._texts, self._owners = list(owners), list(owners.values())
        self._patterns: list[_Pattern | None] = [None] * len(owners)  # made when first found
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts)
        self._regexes = RegexSearch(self.rules)

    def _pattern(self, index: int) -> _Pattern:
        """Return what a match of a pattern means."""
        text, owners = self._texts[index], self._owners[index]
        zones = sections = 0
        for owner in owners:
            if owner >= self._first_part:
                zones = ALL_ZONES
            elif owner >= len(self.rules) and self._scale is not None:
                zones, sections = zones | self._scale.zones, sections | self._scale.sections
            else:
                rule = self.rules[owner]
                zones, sections = zones | rule.zones, sections | rule.sections
        before, behind = 0 if text[0] == " " else -1, -2 if text[-1] == " " else -1
        is_spaced = text[0] == text[-1] == " "
        made = self._patterns[index] = (before, behind, zones, sections, owners, is_spaced)
        return made

    def find(self, document: Document, notes: Notes | None = None) -> list[Match]:
        """Return the matches of rules by hand that count, in order of tag, place and rule.

        Left out, and noted in `notes` where given, are matches outside their rule's zones, inside a
        longer match of the same tag, those whose condition does not hold, and those that are
        denied; regexes are searched only where they can count. Raises `DocumentError` if a regex
        takes too long.
        """
        return self.search(document, notes)[0]

    def search(
        self, document: Document, notes: Notes | None = None
    ) -> tuple[list[Match], list[WordFound]]:
        """Return the matches as `find` does, and the learned words."""
        found = self.occurrences(document, notes)
        kept = longest(found.matches, self.rules, notes)
        kept = self._conditions.keep(kept, found, document, notes)
        kept = self._negations.keep(kept, found, document, notes)
        learned = self._learned.find(document, found.spans)
        places = [Match(word.rules[0].rule, *word[1:4]) for word in learned]
        undenied = set(self._negations.keep(places, found, document))
        return kept, [
            word for word, place in zip(learned, places, strict=True) if place in undenied
        ]

    def occurrences(self, document: Document, notes: Notes | None = None) -> SearchResult:
        """Return every match in its rule's zones, inside longer ones too, conditions aside.

        Raises `DocumentError` if a regex takes too long.
        """
        folded = words.fold(document.text + " ")
        matches, spans = self._scan(document, f" {folded}", notes)
        matches.extend(self._find_phrases(document, spans, folded, notes))
        matches.extend(self._regexes.find(document))
        return SearchResult(matches, spans, folded)

    def _scan(
        self, document: Document, text: str, notes: Notes | None
    ) -> tuple[list[Match], Spans]:
        rules, patterns, rule_count = self.rules, self._patterns, len(self.rules)
        starts, runs = [*document.starts, len(text)], document.runs
        section_bits = [1 << section.kind for section in document.sections]
        matches: list[Match] = []
        spans: Spans = defaultdict(list)
        run_index = zone = section = 0
        run_start = run_stop = -1
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            meaning = patterns[pattern] or self._pattern(pattern)
            start_offset, end_offset, zones, sections, owners, is_spaced = meaning
            first = start + start_offset
            if zones == ALL_ZONES and owners[0] >= rule_count and is_spaced:  # it is no rule's
                for owner in owners:
                    spans[owner].append((first, end + end_offset))
                continue
            if not run_start <= first < run_stop:
                run_index = bisect_right(starts, first) - 1
                run_start, run_stop = starts[run_index], starts[run_index + 1]
                run = runs[run_index]
                zone, section = 1 << run.zone, section_bits[run.section]
            if notes is None and not (zones & zone or sections & section):
                continue
            stop = end + end_offset
            if not (is_spaced or is_word(document.text, first, stop)):
                continue
            for owner in owners:
                if owner >= rule_count:
                    spans[owner].append((first, stop))
                    continue
                rule = rules[owner]
                if notes is None and not (rule.zones & zone or rule.sections & section):
                    continue
                match = Match(owner, first, stop, run_index)
                if _counts(match, rule, zone, section, document, notes):
                    matches.append(match)
        return matches, spans

    def _find_phrases(
        self, document: Document, spans: Spans, folded: str, notes: Notes | None
    ) -> Iterator[Match]:
        word_count = WordCount(folded)
        phrases_here = [
            phrase
            for phrase in self._phrases
            if phrase.parts[0] in spans and any(phrases.find(phrase, spans, word_count, ()))
        ]
        if not phrases_here:
            return
        borders = sentence_borders(document.text)
        for phrase in phrases_here:
            rule = self.rules[phrase.rule]
            for start, end in phrases.find(phrase, spans, word_count, borders):
                run_index = document.run_at(start)
                match = Match(phrase.rule, start, end, run_index)
                if _counts(match, rule, *document.bits_of(run_index), document, notes):
                    yield match


def _counts(
    match: Match, rule: Rule, zone: int, section: int, document: Document, notes: Notes | None
) -> bool:
    """Return whether a match is in its rule's zones, given its own as bits, and written as it must.

    One that is not is noted; outside the zones only if it would be one there.
    """
    is_in_zone = bool(rule.zones & zone or rule.sections & section)
    if not is_in_zone and notes is None:
        return False
    insists = rule.exact_case or rule.exact_separators
    is_written_so = not insists or is_exact(rule, document.text[match.start : match.end])
    if notes is not None:
        if is_in_zone and not is_written_so:
            notes.append(LeftOut(match, Reason.SPELLING))
        elif is_written_so and not is_in_zone:
            notes.append(LeftOut(match, Reason.ZONE))
    return is_in_zone and is_written_so


def longest(found: list[Match], rules: Sequence[Rule], notes: Notes | None = None) -> list[Match]:
    """Return matches without those that lie inside a longer match of a rule of the same tag.

    They come in order of tag, place and rule; what a rule finds in two ways counts once. `notes`,
    where given, gets those left out.
    """
    kept: list[Match] = []
    tag, reach, reach_start = -1, -1, -1
    before: Match | None = None
    widest: Match | None = None
    for match in sorted(
        found, key=lambda match: (rules[match.rule].tag, match.start, -match.end, match.rule)
    ):
        rule_tag = rules[match.rule].tag
        if rule_tag != tag:
            tag, reach, reach_start = rule_tag, -1, -1
        if match.end < reach or (match.end == reach and match.start > reach_start):
            if notes is not None:
                notes.append(LeftOut(match, Reason.LONGER_MATCH, longer=widest))
            continue
        if match == before:
            continue
        before = match
        if match.end > reach:
            reach, reach_start, widest = match.end, match.start, match
        kept.append(match)
    return kept
