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
# A search may take the square of the length that it is given, so it is given windows. A match
# belongs to the window that it begins in, and may reach over its end.
_WINDOW = 400  # characters
_BEYOND = 400  # characters


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
            yield from self._of_rule(index, rule, pieces, document)

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
            if not (rule.zones & piece.zones or rule.sections & piece.sections):
                continue
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
                zone, section = _bits(document, run_index)
                if rule.zones & zone or rule.sections & section:
                    yield Match(index, piece.offset + start, piece.offset + end, run_index)


class _Piece(NamedTuple):
    """A window `[first, stop)` of a text between breaks, which stands at `offset` of the document.

    `zones` and `sections` are those that occur in the window, as bits.
    """

    offset: int
    text: str
    first: int
    stop: int
    zones: int
    sections: int


def _pieces(document: Document) -> Iterator[_Piece]:
    """Yield the windows of the texts between breaks."""
    start = 0
    for part in document.text.split(BREAK):
        text = part.lstrip(" ")
        offset = start + len(part) - len(text)
        text = text.rstrip(" ")
        for first in range(0, len(text), _WINDOW):
            stop = min(first + _WINDOW, len(text))
            zones = sections = 0
            first_run, last_run = (
                document.run_at(offset + first),
                document.run_at(offset + stop - 1),
            )
            for run_index in range(first_run, last_run + 1):
                zone, section = _bits(document, run_index)
                zones, sections = zones | zone, sections | section
            yield _Piece(offset, text, first, stop, zones, sections)
        start += len(part) + 1


def _found(compiled: Any, piece: _Piece, reached: int) -> Iterator[Any]:
    """Yield the matches that begin in a window, behind what was `reached` before."""
    limit = min(piece.stop + _BEYOND, len(piece.text))
    first = max(piece.first, reached)
    for found in compiled.finditer(piece.text, first, limit, timeout=_SECONDS):
        if found.start() >= piece.stop:
            return
        yield found


def _bits(document: Document, run_index: int) -> tuple[int, int]:
    """Return the bit of a run's zone and that of its section's kind."""
    run = document.runs[run_index]
    return 1 << run.zone, 1 << document.sections[run.section].kind
