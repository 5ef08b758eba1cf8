"""Regex rules over a document: given bounded pieces of its text, and only where they can count."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from tagengine.document.document import Document
from tagengine.document.pieces import BREAK
from tagengine.errors import DocumentError
from tagengine.matching.literal_search import LiteralSearch
from tagengine.matching.matches import Match
from tagengine.rules.rule_set import Rule

COUNTED_GROUP = "match"
"""The group of a regex that is the match, where it has one of this name."""

_SECONDS = 2.0  # the last net only: what trips it is an error, never a silent non-match
# From each place of a text a regex that rules may use (`regex_safety`) takes steps in proportion
# to what is before it. It is given windows, so that a document takes steps in proportion to its
# length. A match belongs to the window that it begins in, and may reach over its end.
_WINDOW = 400  # characters
_BEYOND = 400  # characters


class RegexSearch:
    """The regexes among the rules of a rule set, made ready when they are first needed.

    `regexes` are their indices, each with its literals.
    """

    def __init__(self, rules: Sequence[Rule], regexes: Mapping[int, Sequence[str]]) -> None:
        self._rules = [(index, rules[index]) for index in regexes]
        self._literals = LiteralSearch(list(regexes.values()))
        self._compiled: dict[int, Any] = {}

    def find(self, document: Document) -> Iterator[Match]:
        """Yield the matches of all regexes; raises `DocumentError` if one takes too long."""
        if not self._rules:
            return
        places = self._literals.places(document.text)
        near = list(_around(document, sorted({place for where in places for place in where or ()})))
        unbound = [
            rule for (_, rule), where in zip(self._rules, places, strict=True) if where is None
        ]
        anywhere = list(_counting(document, unbound)) if unbound else []
        for (index, rule), where in zip(self._rules, places, strict=True):
            pieces = anywhere if where is None else near if where else ()
            tried = [
                piece
                for piece in pieces
                if (rule.zones & piece.zones or rule.sections & piece.sections)
                and (where is None or piece.has_one_of(where))
            ]
            if tried:
                yield from self._of_rule(index, rule, tried, document)

    def _of_rule(
        self, index: int, rule: Rule, pieces: Sequence[_Piece], document: Document
    ) -> Iterator[Match]:
        compiled = self._compiled.get(index)
        if compiled is None:
            import regex  # noqa: PLC0415 -- most rule sets, and most runs, need none

            compiled = self._compiled[index] = regex.compile(rule.forms[0])
        group = COUNTED_GROUP if COUNTED_GROUP in compiled.groupindex else 0
        reached = 0
        for piece in pieces:
            try:
                found = list(_found(compiled, piece, reached - piece.offset))
            except TimeoutError:
                problem = f"the regex of rule {rule.id} takes too long on this document"
                raise DocumentError(f"{rule.path}:{rule.line}: {problem}") from None
            for one in found:
                reached = piece.offset + one.end()
                start, end = one.span(group)
                if end <= start:  # an optional group that was not there
                    continue
                run_index = document.run_at(piece.offset + start)
                zone, section = document.bits_of(run_index)
                if rule.zones & zone or rule.sections & section:
                    yield Match(index, piece.offset + start, piece.offset + end, run_index)


class _Piece(NamedTuple):
    """A window `[first, stop)` of a text between breaks, which is at `offset` of the document.

    `zones` and `sections` are those that occur in the window, as bits.
    """

    offset: int
    text: str
    first: int
    stop: int
    zones: int
    sections: int

    def has_one_of(self, places: Sequence[int]) -> bool:
        """Return whether a match that begins in the window can reach one of some ordered places."""
        following = bisect_left(places, self.offset + self.first)
        return following < len(places) and places[following] < self.offset + self.stop + _BEYOND


def _around(document: Document, places: Sequence[int]) -> Iterator[_Piece]:
    """Yield the windows of the texts between breaks that have one of some places, in order."""
    text, done = document.text, 0
    for place in places:
        if place >= done:
            first = text.rfind(BREAK, done, place) + 1 or done
            last = text.find(BREAK, place)
            done = len(text) if last < 0 else last
            yield from _windows(document, first, done)


def _counting(document: Document, rules: Sequence[Rule]) -> Iterator[_Piece]:
    """Yield the windows of the texts between breaks that have something where one rule counts."""
    text, done = document.text, 0
    ends = [*document.starts, len(text)][1:]  # an empty document has neither
    zones = reduce(or_, [rule.zones for rule in rules])
    sections = reduce(or_, [rule.sections for rule in rules])
    concerned = [sections >> section.kind & 1 for section in document.sections]
    for run, start, end in zip(document.runs, document.starts, ends, strict=True):
        if not (zones >> run.zone & 1 or concerned[run.section]):
            continue
        position = max(start, done)
        while position < end:
            first = text.rfind(BREAK, done, position) + 1 or done
            last = text.find(BREAK, position)
            last = len(text) if last < 0 else last
            yield from _windows(document, first, last)
            done = position = last + 1


def _windows(document: Document, start: int, end: int) -> Iterator[_Piece]:
    """Yield the windows of a text between breaks that is at `[start, end)`."""
    part = document.text[start:end]
    text = part.lstrip(" ")
    offset = start + len(part) - len(text)
    text = text.rstrip(" ")
    for first in range(0, len(text), _WINDOW):
        stop = min(first + _WINDOW, len(text))
        zones = sections = 0
        first_run, last_run = document.run_at(offset + first), document.run_at(offset + stop - 1)
        for run_index in range(first_run, last_run + 1):
            zone, section = document.bits_of(run_index)
            zones, sections = zones | zone, sections | section
        yield _Piece(offset, text, first, stop, zones, sections)


def _found(compiled: Any, piece: _Piece, reached: int) -> Iterator[Any]:
    """Yield the matches that begin in a window, after what was `reached` before."""
    limit = min(piece.stop + _BEYOND, len(piece.text))
    first = max(piece.first, reached)
    for found in compiled.finditer(piece.text, first, limit, timeout=_SECONDS):
        if found.start() >= piece.stop:
            return
        yield found
