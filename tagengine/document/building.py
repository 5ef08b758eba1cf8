"""A document that is being put together: fragments to one text and its runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from tagengine.document import camel_case
from tagengine.document.document import Document, Run, Source
from tagengine.document.pieces import BREAK, Piece
from tagengine.document.structure import Placed, SectionInfo
from tagengine.rules.zones import Zone

SEPARATOR = f" {BREAK} "
# Bits, not sets: an enumeration's hash is slow.
_STRONG = sum(
    1 << zone
    for zone in (
        *(Zone.LEAD, Zone.NOUN, Zone.HEAD, Zone.DEFINITION, Zone.TAGLINE, Zone.TITLE),
        *(Zone.NAME, Zone.DESCRIPTION),
    )
)
_WITHIN = 1 << Zone.LINK_TEXT | 1 << Zone.INLINE_CODE
_TITLE = Zone.TITLE
_END = (1 << 60, 1 << 60)  # a cut behind all text


class Builder(Struct):
    """A document that is being put together; `is_named` says that the record has a name."""

    sources: list[Source] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    sections: list[SectionInfo] = field(default_factory=list)
    is_named: bool = False
    length: int = 0

    def separate(self) -> None:
        """End a text; the next one is apart from it."""
        if self.parts:
            self.parts.append(SEPARATOR)
            self.length += len(SEPARATOR)

    def add_pieces(
        self,
        pieces: Iterable[Piece],
        zone: Zone,
        source: int,
        section: int,
        *,
        are_apart: bool = False,
    ) -> None:
        """Add pieces of a fragment; `zone` is that of those that have none of their own.

        Those that are no part of a text `are_apart`, each from the others.
        """
        parts, starts, runs, length = self.parts, self.starts, self.runs, self.length
        is_strong = _STRONG >> zone & 1
        for piece in pieces:
            own, text, start, end = piece.zone, piece.text, piece.start, piece.end
            found = zone if own is None or (is_strong and _WITHIN >> own & 1) else own
            size = len(text)
            if are_apart and parts:
                parts.append(SEPARATOR)
                length += len(SEPARATOR)
            parts.append(text)
            starts.append(length)
            is_literal = (size == end - start and not piece.is_whole) or piece.is_literal
            runs.append(Run(source, start, end, found, section, is_literal))
            length += size
        self.length = length

    def add_fragment(self, placed: Placed, source: int, section: int) -> None:
        """Add a fragment, what is aside of it last; a title's CamelCase is read both ways."""
        fragment, zone = placed.fragment, placed.zone
        if fragment.pieces:
            self.separate()
            part, run = len(self.parts), len(self.runs)
            if placed.cuts:
                self.add_cut_pieces(placed, source, section)
            else:
                self.add_pieces(fragment.pieces, zone, source, section)
            if zone is _TITLE and not self.is_named:
                self.add_in_parts(part, run)
        if fragment.aside:
            self.add_pieces(fragment.aside, zone, source, section, are_apart=True)

    def add_cut_pieces(self, placed: Placed, source: int, section: int) -> None:
        """Add a fragment's pieces, divided where parts of its text have zones of their own."""
        position = 0
        cuts = [*placed.cuts, (*_END, placed.zone)]
        cut = 0
        for piece in placed.fragment.pieces:
            end = position + len(piece.text)
            while cuts[cut][1] <= position:
                cut += 1
            if cuts[cut][0] >= end:
                self.add_pieces((piece,), placed.zone, source, section)
            else:
                near = cuts[cut : _first_from(cuts, cut, end) + 1]
                self._add_cut_piece(piece, position, placed.zone, near, source, section)
            position = end

    def _add_cut_piece(
        self,
        piece: Piece,
        position: int,
        zone: Zone,
        cuts: Sequence[tuple[int, int, Zone]],
        source: int,
        section: int,
    ) -> None:
        """Add a piece that reaches over the border of a cut, divided at the borders."""
        if not piece.is_literal:
            self.add_pieces((piece,), cuts[0][2], source, section)
            return
        end = position + len(piece.text)
        at = position
        for cut_start, cut_end, cut_zone in cuts:
            for stop, part_zone in ((min(cut_start, end), zone), (min(cut_end, end), cut_zone)):
                if stop > at:
                    part = piece.part(at - position, stop - position)
                    self.add_pieces((part,), part_zone, source, section)
                    at = stop
            if at >= end:
                break

    def add_in_parts(self, first_part: int, first_run: int) -> None:
        """Add the words in CamelCase of the last runs again, in parts; each has the run's zone."""
        added = list(zip(self.parts[first_part:], self.runs[first_run:], strict=True))
        is_name = len(added) == 1 and len(added[0][0].split()) == 1
        for text, run in added:
            if run.literal:
                words = [camel_case.parts(text)] if is_name else camel_case.words(text)
                for word in filter(None, words):
                    self._add_parts(text, run, word)

    def _add_parts(self, text: str, run: Run, word: list[tuple[int, int]]) -> None:
        self.separate()
        for start, end in word:
            first, last = min(run.start + start, run.end), min(run.start + end, run.end)
            self._add(text[start:end], replace(run, start=first, end=last))
            self._add(" ", replace(run, start=last, end=last, literal=False))

    def _add(self, text: str, run: Run) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.runs.append(run)
        self.length += len(text)

    def build(self) -> Document:
        """Return the document."""
        return Document(
            tuple(self.sources), "".join(self.parts), self.starts, self.runs, self.sections
        )


def _first_from(cuts: Sequence[tuple[int, int, Zone]], cut: int, end: int) -> int:
    """Return the index of the first cut, from `cut` on, that begins at `end` or after it."""
    while cuts[cut][0] < end:
        cut += 1
    return cut
