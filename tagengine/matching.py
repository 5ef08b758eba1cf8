"""All keywords of all tags found in one pass over a document's text.

Every form of every keyword, every part of a phrase with gaps and every condition's term is one
pattern of an Aho-Corasick automaton (`ahocorasick_rs`); text and patterns are folded, so that a
pattern is found as whole words only. Regexes run afterwards, on the pieces of text between breaks.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from tagengine import phrases, words
from tagengine.conditions import Conditions
from tagengine.definition import sentence_borders
from tagengine.document import Document
from tagengine.left_out import LeftOut, Notes, Reason
from tagengine.occurrences import Found, Match, Spans, WordCount
from tagengine.phrases import Phrase, is_exact
from tagengine.regex_matching import RegexSearch
from tagengine.rules import Rule, RuleSet


class Matcher:
    """A rule set made ready for searching; never changed by a document, so it can be shared."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rules = rule_set.rules
        owners: dict[str, tuple[int, ...]] = {}
        parts: dict[str, int] = {}

        def number(patterns: Sequence[str]) -> tuple[int, ...]:
            """Return numbers for what is no rule itself; they follow those of the rules."""
            return tuple(
                parts.setdefault(pattern, len(self.rules) + len(parts)) for pattern in patterns
            )

        self._phrases: list[Phrase] = []
        for index, rule in enumerate(self.rules):
            for pattern in rule.patterns:
                if rule.gap and words.GAP in pattern:
                    phrase = Phrase(index, number(pattern.split(words.GAP)), rule.gap)
                    self._phrases.append(phrase)
                else:
                    owners[pattern] = (*owners[pattern], index) if pattern in owners else (index,)
        self._conditions = Conditions(self.rules, number)
        for pattern, part in parts.items():
            owners[pattern] = (*owners.get(pattern, ()), part)
        patterns = list(owners)
        self._owners = list(owners.values())
        # The text is searched with a space before it, most patterns have one at both ends: how far
        # from a pattern's ends in that text its words begin and end in the document's.
        self._offsets = {
            index: (0 if pattern[0] == " " else -1, -2 if pattern[-1] == " " else -1)
            for index, pattern in enumerate(patterns)
            if not (pattern[0] == " " == pattern[-1])
        }
        self._automaton = ahocorasick_rs.AhoCorasick(patterns)
        self._regexes = RegexSearch(self.rules)

    def find(self, document: Document, notes: Notes | None = None) -> list[Match]:
        """Return the matches that count, in order of tag, place and rule.

        Left out, and noted in `notes` where given, are matches outside their rule's zones, inside a
        longer match of the same tag, and those whose condition does not hold; regexes are searched
        only where they can count. Raises `DocumentError` if a regex takes too long.
        """
        found = self.occurrences(document, notes)
        kept = longest(found.matches, self.rules, notes)
        if not self._conditions.concern(kept):
            return kept
        return self._conditions.keep(kept, found, document, sentence_borders(document.text), notes)

    def occurrences(self, document: Document, notes: Notes | None = None) -> Found:
        """Return every match in its rule's zones, inside longer ones too, conditions aside.

        Raises `DocumentError` if a regex takes too long.
        """
        folded = words.fold(document.text + " ")
        matches, spans = self._scan(document, f" {folded}", notes)
        matches.extend(self._find_phrases(document, spans, folded, notes))
        matches.extend(self._regexes.find(document))
        return Found(matches, spans, folded)

    def _scan(
        self, document: Document, text: str, notes: Notes | None
    ) -> tuple[list[Match], Spans]:
        rules, owners, rule_count = self.rules, self._owners, len(self.rules)
        offsets = self._offsets
        starts, runs, sections = document.starts, document.runs, document.sections
        matches: list[Match] = []
        spans: Spans = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start_offset, end_offset = offsets.get(pattern, (0, -2))
            first, stop = start + start_offset, end + end_offset
            run_index = bisect_right(starts, first) - 1
            run = runs[run_index]
            zone, section = 1 << run.zone, 1 << sections[run.section].kind
            for owner in owners[pattern]:
                if owner >= rule_count:
                    spans.setdefault(owner, []).append((first, stop))
                    continue
                rule = rules[owner]
                if rule.zones & zone or rule.sections & section:
                    if (rule.exact_case or rule.exact_separators) and not is_exact(
                        rule, document.text[first:stop]
                    ):
                        if notes is not None:
                            match = Match(owner, first, stop, run_index)
                            notes.append(LeftOut(match, Reason.SPELLING))
                        continue
                    matches.append(Match(owner, first, stop, run_index))
                elif notes is not None:
                    _note_zone(notes, rule, Match(owner, first, stop, run_index), document)
        return matches, spans

    def _find_phrases(
        self, document: Document, spans: Spans, folded: str, notes: Notes | None
    ) -> Iterator[Match]:
        phrases_here = [one for one in self._phrases if one.parts[0] in spans] if spans else []
        if not phrases_here:
            return
        borders, word_count = sentence_borders(document.text), WordCount(folded)
        for phrase in phrases_here:
            rule = self.rules[phrase.rule]
            for start, end in phrases.find(phrase, spans, word_count, borders):
                run_index = document.run_at(start)
                run = document.runs[run_index]
                section = document.sections[run.section].kind
                match = Match(phrase.rule, start, end, run_index)
                if not (rule.zones & 1 << run.zone or rule.sections & 1 << section):
                    if notes is not None:
                        _note_zone(notes, rule, match, document)
                    continue
                if (rule.exact_case or rule.exact_separators) and not is_exact(
                    rule, document.text[start:end]
                ):
                    if notes is not None:
                        notes.append(LeftOut(match, Reason.SPELLING))
                    continue
                yield match


def _note_zone(notes: Notes, rule: Rule, match: Match, document: Document) -> None:
    """Note a match outside its rule's zones, if it would be one there."""
    is_inexact = rule.exact_case or rule.exact_separators
    if not is_inexact or is_exact(rule, document.text[match.start : match.end]):
        notes.append(LeftOut(match, Reason.ZONE))


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
