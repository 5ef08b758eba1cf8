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

from tagengine.document.document import Document
from tagengine.matching import phrases
from tagengine.matching.conditions import Conditions
from tagengine.matching.learned import LearnedWords, WordFound
from tagengine.matching.left_out import LeftOut, Notes, Reason
from tagengine.matching.matches import Match, Searched, SearchResult, Spans
from tagengine.matching.negation import CUES, Negations
from tagengine.matching.phrases import is_exact
from tagengine.matching.regexes import RegexSearch
from tagengine.rules.patterns import numbered, patterns_of
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.zones import Zone
from tagengine.text.unspaced import is_word

_Pattern = tuple[int, int, int, tuple["_Owner", ...], int, bool]
"""What a match of a pattern means: `before`, `behind`, `places`, `owners`, `number`, `is_spaced`.

The text is searched with a space before it, and most patterns have one at both ends: `before` and
`behind` tell how far from a match's ends in that text its words begin and end in the document's.
`owners` are the rules that it is a form of, `number` is its own as a part of a phrase or a
condition (-1: it is none); `places` are the zones and sections in which one of these can count (see
`_places`); `is_spaced` says that spaces part its words. A plain tuple, because its parts are taken
at every match, which takes a third of the time that a named one's take.
"""

_Owner = tuple[int, int, bool]
"""A rule of a pattern: its index, the `places` where it counts, whether it insists on its form."""

_EVERYWHERE = -1  # all bits


def _places(zones: int, sections: int) -> int:
    """Return bits of zones and of sections as one number: a match's has one bit of each."""
    return zones | sections << len(Zone)


class Matcher:
    """A rule set made ready for searching; what it finds never changes, so it can be shared."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rules = rule_set.rules
        known = patterns_of(self.rules)
        self._phrases = known.phrases
        # By the number of their first part.
        self._phrases_with: dict[int, list[int]] = defaultdict(list)
        for index, phrase in enumerate(self._phrases):
            self._phrases_with[phrase.parts[0]].append(index)
        numbers = dict(known.numbers)
        self._conditions = Conditions(self.rules, known.conditioned, numbers)
        self._negations = Negations(numbered(CUES, numbers))
        # Cues that no condition has are patterns of their own, even where keywords are the same.
        cues = list(numbers)[len(known.numbers) :]
        self._texts, self._owners = known.texts + cues, known.owners
        self._numbers = [known.numbers, numbers]
        self._patterns: list[_Pattern | None] = [None] * len(self._texts)  # made when first found
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts)
        self._learned = LearnedWords(rule_set, known)
        self._regexes = RegexSearch(self.rules, known.regexes)

    def _pattern(self, index: int) -> _Pattern:
        """Return what a match of a pattern means."""
        text, is_cue = self._texts[index], index >= len(self._owners)
        number = self._numbers[is_cue].get(text, -1)
        places = 0 if number < 0 else _EVERYWHERE
        owners = []
        for owner in () if is_cue else self._owners[index]:
            rule = self.rules[owner]
            own = _places(rule.zones, rule.sections)
            owners.append((owner, own, rule.exact_case or rule.exact_separators))
            places |= own
        before, behind = 0 if text[0] == " " else -1, -2 if text[-1] == " " else -1
        made = before, behind, places, tuple(owners), number, text[0] == text[-1] == " "
        self._patterns[index] = made
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
        learned = self._learned.find(document, found.searched.folded)
        denials = self._negations.find(found.spans, document, [*kept, *learned])
        return (
            denials.keep(kept, document, notes),
            [word for word in learned if denials.around(word) is None],
        )

    def occurrences(self, document: Document, notes: Notes | None = None) -> SearchResult:
        """Return every match in its rule's zones, inside longer ones too, conditions aside.

        Raises `DocumentError` if a regex takes too long.
        """
        searched = Searched(document.text)
        matches, spans = self._scan(document, f" {searched.folded}", notes)
        matches.extend(self._find_phrases(document, spans, searched, notes))
        matches.extend(self._regexes.find(document))
        return SearchResult(matches, spans, searched)

    def _scan(
        self, document: Document, text: str, notes: Notes | None
    ) -> tuple[list[Match], Spans]:
        patterns, rules, runs = self._patterns, self.rules, document.runs
        starts = [*document.starts, len(text)]
        section_places = [_places(0, 1 << section.kind) for section in document.sections]
        matches: list[Match] = []
        spans: Spans = defaultdict(list)
        run_index = here = 0
        run_start = run_stop = -1
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            meaning = patterns[pattern] or self._pattern(pattern)
            before, behind, places, owners, number, is_spaced = meaning
            first = start + before
            if not owners and is_spaced:
                spans[number].append((first, end + behind))
                continue
            if not run_start <= first < run_stop:
                run_index = bisect_right(starts, first) - 1
                run_start, run_stop = starts[run_index], starts[run_index + 1]
                run = runs[run_index]
                here = 1 << run.zone | section_places[run.section]
            if not places & here and notes is None:
                continue
            stop = end + behind
            if not (is_spaced or is_word(document.text, first, stop)):
                continue
            if number >= 0:
                spans[number].append((first, stop))
            for owner, own, insists in owners:
                if own & here and not insists:
                    matches.append(Match(owner, first, stop, run_index))
                elif own & here or notes is not None:
                    match = Match(owner, first, stop, run_index)
                    if _counts(match, rules[owner], own & here != 0, document, notes):
                        matches.append(match)
        return matches, spans

    def _find_phrases(
        self, document: Document, spans: Spans, searched: Searched, notes: Notes | None
    ) -> Iterator[Match]:
        begun = sorted(
            index
            for number in self._phrases_with.keys() & spans.keys()
            for index in self._phrases_with[number]
        )
        for phrase in map(self._phrases.__getitem__, begun):
            if not all(map(spans.__contains__, phrase.parts)):
                continue
            if not any(phrases.find(phrase, spans, searched.word_count, ())):
                continue  # not even over the ends of sentences, which take time to find
            rule = self.rules[phrase.rule]
            for start, end in phrases.find(phrase, spans, searched.word_count, searched.borders):
                run_index = document.run_at(start)
                match = Match(phrase.rule, start, end, run_index)
                zone, section = document.bits_of(run_index)
                is_in_zone = bool(rule.zones & zone or rule.sections & section)
                if _counts(match, rule, is_in_zone, document, notes):
                    yield match


def _counts(
    match: Match, rule: Rule, is_in_zone: bool, document: Document, notes: Notes | None
) -> bool:
    """Return whether a match that is, or is not, in its rule's zones is written as it must.

    One that is not is noted; outside the zones only if it would be one there.
    """
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
    placed = [
        (rules[match.rule].tag, match.start, -match.end, match.rule, match) for match in found
    ]
    placed.sort()
    for rule_tag, start, minus_end, _, match in placed:
        end = -minus_end
        if rule_tag != tag:
            tag, reach, reach_start = rule_tag, -1, -1
        if end < reach or (end == reach and start > reach_start):
            if notes is not None:
                notes.append(LeftOut(match, Reason.LONGER_MATCH, longer=widest))
            continue
        if match == before:
            continue
        before = match
        if end > reach:
            reach, reach_start, widest = end, start, match
        kept.append(match)
    return kept
