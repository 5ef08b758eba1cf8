"""All keywords of all tags found in one pass over a document's text.

Every form of every keyword and condition term is one pattern of an Aho-Corasick automaton
(`ahocorasick_rs`); text and patterns are folded, so that a pattern is found as whole words only.
Regexes run afterwards, on the pieces of text between breaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import ahocorasick_rs

from tagengine import words
from tagengine.definition import sentence_borders
from tagengine.document import Document
from tagengine.errors import DocumentError
from tagengine.fragments import BREAK
from tagengine.rules import Condition, Rule, RuleSet, Scope

_REGEX_SECONDS = 2.0  # the last net only: what trips it is an error, never a silent non-match
_PIECE_CHARACTERS = 20_000  # what a regex is given at a time


class Match(NamedTuple):
    """An occurrence of a rule: its index, the characters of the text, and the run it starts in."""

    rule: int
    start: int
    end: int
    run: int


class Matcher:
    """A rule set made ready for searching; never changed by a document, so it can be shared."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rules = rule_set.rules
        owners: dict[str, tuple[int, ...]] = {}
        terms: dict[str, int] = {}
        for index, rule in enumerate(self.rules):
            for pattern in rule.patterns:
                owners[pattern] = (*owners[pattern], index) if pattern in owners else (index,)
            if rule.requires or rule.unless:
                for condition in (rule.requires, rule.unless):
                    for term in condition.terms if condition else ():
                        terms.setdefault(words.pattern(term), len(self.rules) + len(terms))
        for pattern, number in terms.items():
            owners[pattern] = (*owners.get(pattern, ()), number)
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
        self._terms = terms
        self._regexes = [(index, rule) for index, rule in enumerate(self.rules) if rule.regex]
        self._compiled: dict[int, Any] = {}

    def find(self, document: Document) -> list[Match]:
        """Return the matches that count, in order of tag, place and rule.

        Left out are matches outside their rule's zones, inside a longer match of the same tag, and
        those whose condition does not hold. Raises `DocumentError` if a regex takes too long.
        """
        found, terms = self._scan(document)
        if self._regexes:
            found.extend(self._search_regexes(document))
        kept = self._longest(found)
        return self._conditioned(kept, terms, document) if terms is not None else kept

    def _scan(self, document: Document) -> tuple[list[Match], dict[int, list[int]]]:
        rules, owners, rule_count = self.rules, self._owners, len(self.rules)
        offsets = self._offsets
        starts, runs, sections = document.starts, document.runs, document.sections
        matches: list[Match] = []
        terms: dict[int, list[int]] = {}
        text = f" {words.fold(document.text + ' ')}"
        for pattern, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            start_offset, end_offset = offsets.get(pattern, (0, -2))
            first = start + start_offset
            run_index = bisect_right(starts, first) - 1
            run = runs[run_index]
            zone, section = 1 << run.zone, 1 << sections[run.section].kind
            for owner in owners[pattern]:
                if owner >= rule_count:
                    terms.setdefault(owner, []).append(first)
                    continue
                rule = rules[owner]
                if rule.zones & zone or rule.sections & section:
                    stop = end + end_offset
                    if (rule.exact_case or rule.exact_separators) and not _is_exact(
                        rule, document.text[first:stop]
                    ):
                        continue
                    matches.append(Match(owner, first, stop, run_index))
        return matches, terms

    def _search_regexes(self, document: Document) -> Iterator[Match]:
        present = 0
        for run in document.runs:
            present |= 1 << run.zone
        pieces: list[_Piece] = []
        for index, rule in self._regexes:
            if not (rule.zones & present or rule.sections):
                continue
            pieces = pieces or list(_pieces(document))
            places = [
                piece
                for piece in pieces
                if rule.zones & piece.zones or rule.sections & piece.sections
            ]
            if not places:
                continue
            compiled = self._compiled.get(index)
            if compiled is None:
                import regex  # noqa: PLC0415 -- most rule sets, and most runs, need none

                compiled = self._compiled[index] = regex.compile(rule.text)
            for piece in places:
                try:
                    spans = [
                        found.span()
                        for found in compiled.finditer(piece.text, timeout=_REGEX_SECONDS)
                    ]
                except TimeoutError:
                    problem = f"the regex of rule {rule.id} takes too long on this document"
                    raise DocumentError(f"{rule.path}:{rule.line}: {problem}") from None
                for start, end in spans:
                    run_index = document.run_at(piece.start + start)
                    zone, section = _bits(document, run_index)
                    if end > start and (rule.zones & zone or rule.sections & section):
                        yield Match(index, piece.start + start, piece.start + end, run_index)

    def _longest(self, found: list[Match]) -> list[Match]:
        """Drop the matches that lie inside a longer match of a rule of the same tag."""
        rules = self.rules
        found.sort(key=lambda match: (rules[match.rule].tag, match.start, -match.end, match.rule))
        kept: list[Match] = []
        tag, reach, reach_start = -1, -1, -1
        for match in found:
            rule_tag = rules[match.rule].tag
            if rule_tag != tag:
                tag, reach, reach_start = rule_tag, -1, -1
            if match.end < reach or (match.end == reach and match.start > reach_start):
                continue
            if match.end > reach:
                reach, reach_start = match.end, match.start
            kept.append(match)
        return kept

    def _conditioned(
        self, matches: list[Match], terms: dict[int, list[int]], document: Document
    ) -> list[Match]:
        borders: list[int] | None = None
        kept: list[Match] = []
        for match in matches:
            rule = self.rules[match.rule]
            if rule.requires is None and rule.unless is None:
                kept.append(match)
                continue
            if borders is None:
                borders = sentence_borders(document.text)
            if rule.requires and not self._holds(rule.requires, match, terms, document, borders):
                continue
            if rule.unless and self._holds(rule.unless, match, terms, document, borders):
                continue
            kept.append(match)
        return kept

    def _holds(
        self,
        condition: Condition,
        match: Match,
        terms: dict[int, list[int]],
        document: Document,
        borders: list[int],
    ) -> bool:
        """Tell whether one of a condition's terms occurs in its scope around a match."""
        places = [terms.get(self._terms[words.pattern(term)], []) for term in condition.terms]
        if condition.scope is Scope.DOCUMENT:
            return any(places)
        if condition.scope is Scope.SECTION:
            section = document.runs[match.run].section
            return any(
                document.runs[document.run_at(position)].section == section
                for found in places
                for position in found
            )
        border = bisect_right(borders, match.start)
        start = borders[border - 1] if border else 0
        end = borders[border] if border < len(borders) else len(document.text)
        return any(bisect_left(found, start) < bisect_left(found, end) for found in places)


def _is_exact(rule: Rule, text: str) -> bool:
    """Tell whether a found text is a form of a rule that insists on its case or its separators."""

    def written(form: str) -> str:
        cased = form if rule.exact_case else form.lower()
        if rule.exact_separators:
            return cased
        return " ".join("".join(c if c.isalnum() or c in "+#." else " " for c in cased).split())

    return any(written(form) == written(text) for form in rule.forms)


class _Piece(NamedTuple):
    """A piece of a document's text, and the zones and sections that occur in it, as bits."""

    start: int
    text: str
    zones: int
    sections: int


def _pieces(document: Document) -> Iterator[_Piece]:
    """Yield the pieces of a text between breaks; long ones are cut."""
    start = 0
    for part in document.text.split(BREAK):
        for cut in range(0, len(part), _PIECE_CHARACTERS):
            text = part[cut : cut + _PIECE_CHARACTERS]
            zones = sections = 0
            first, last = document.run_at(start + cut), document.run_at(start + cut + len(text) - 1)
            for run_index in range(first, last + 1):
                zone, section = _bits(document, run_index)
                zones, sections = zones | zone, sections | section
            yield _Piece(start + cut, text, zones, sections)
        start += len(part) + 1


def _bits(document: Document, run_index: int) -> tuple[int, int]:
    """Return the bit of a run's zone and that of its section's kind."""
    run = document.runs[run_index]
    return 1 << run.zone, 1 << document.sections[run.section].kind
