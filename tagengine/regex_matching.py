"""Regex rules over a document: given bounded pieces of its text, and only where they can count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tagengine.document import Document
from tagengine.errors import DocumentError
from tagengine.fragments import BREAK
from tagengine.occurrences import Match
from tagengine.rules import Rule

COUNTED_GROUP = "match"
"""The group of a regex that is the match, where it has one of this name."""

_SECONDS = 2.0  # the last net only: what trips it is an error, never a silent non-match
_PIECE_CHARACTERS = 20_000  # what a regex is given at a time


class RegexSearch:
    """The regex rules of a rule set, compiled when they are first needed."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = [(index, rule) for index, rule in enumerate(rules) if rule.regex]
        self._compiled: dict[int, Any] = {}

    def find(self, document: Document) -> Iterator[Match]:
        """Yield the matches of all regexes; raises `DocumentError` if one takes too long."""
        if not self._rules:
            return
        present = 0
        for run in document.runs:
            present |= 1 << run.zone
        pieces: list[_Piece] = []
        for index, rule in self._rules:
            if not (rule.zones & present or rule.sections):
                continue
            pieces = pieces or list(_pieces(document))
            for piece in pieces:
                if rule.zones & piece.zones or rule.sections & piece.sections:
                    yield from self._in_piece(index, rule, piece, document)

    def _in_piece(
        self, index: int, rule: Rule, piece: _Piece, document: Document
    ) -> Iterator[Match]:
        compiled = self._compiled.get(index)
        if compiled is None:
            import regex  # noqa: PLC0415 -- most rule sets, and most runs, need none

            compiled = self._compiled[index] = regex.compile(rule.forms[0])
        group = COUNTED_GROUP if COUNTED_GROUP in compiled.groupindex else 0
        try:
            spans = [found.span(group) for found in compiled.finditer(piece.text, timeout=_SECONDS)]
        except TimeoutError:
            problem = f"the regex of rule {rule.id} takes too long on this document"
            raise DocumentError(f"{rule.path}:{rule.line}: {problem}") from None
        for start, end in spans:
            if end <= start:  # an optional group that was not there
                continue
            run_index = document.run_at(piece.start + start)
            zone, section = _bits(document, run_index)
            if rule.zones & zone or rule.sections & section:
                yield Match(index, piece.start + start, piece.start + end, run_index)


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
