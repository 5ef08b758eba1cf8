"""Descriptions as their hosts show them: a line or a few of Markdown, wherever it stands.

The text may be in several stretches of its source (a folded value of YAML): it is read as one,
and each piece gets its own place back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from tagengine.document.as_seen import as_seen, in_one_form
from tagengine.document.markdown import fragments as markdown
from tagengine.document.pieces import Fragment, Piece
from tagengine.rules.zones import Zone
from tagengine.text.letters import with_known_letters
from tagengine.text.words import is_cjk

# Where no such character is, Markdown is the text itself.
_MARKUP = re.compile(r"[`*_\[\]<>&~\\#|:@\n\r\t]|www\.|\.\w{3}/|^\s*[-+\d]|  ")
_OWN_ZONES = (Zone.CODE_BLOCK, Zone.URL)


def whole(text: str) -> list[Piece]:
    """Return a text that is the whole of its source, as pieces."""
    return [Piece(with_known_letters(text), 0, len(text))]


def fragments_of(pieces: Sequence[Piece]) -> list[Fragment]:
    """Return the fragments of a text that is in pieces in its source; their zone is open."""
    text = "".join(piece.text for piece in pieces)
    blanks = len(text) - len(text.lstrip())
    # The borders of CJK writing are those of words, which Markdown's reading sets.
    if not _MARKUP.search(text) and (text.isascii() or not is_cjk(text)):
        shown = [part for piece in pieces for part in in_one_form(piece)]
        return [Fragment(Zone.DESCRIPTION, pieces=shown)]
    read, front = markdown.read(text[blanks:])
    if front is not None:  # three dashes are none here
        return [Fragment(Zone.DESCRIPTION, pieces=list(pieces))]
    places = _Places(pieces)
    for fragment in as_seen(read, text):
        is_code = fragment.zone in _OWN_ZONES and _is_fenced(fragment, text, blanks)
        zone = fragment.zone if is_code else None
        fragment.pieces = [
            replace(part, zone=part.zone or zone)
            for piece in fragment.pieces
            for part in places.of(piece, blanks)
        ]
        fragment.aside = [part for piece in fragment.aside for part in places.of(piece, blanks)]
    return read


def _is_fenced(fragment: Fragment, text: str, blanks: int) -> bool:
    if not fragment.pieces or fragment.zone is not Zone.CODE_BLOCK:
        return True
    start = fragment.pieces[0].start + blanks
    before = text[:start].rstrip(" \t").removesuffix("\n").rpartition("\n")[2].strip()
    return before.startswith(("```", "~~~"))


class _Places:
    """Where characters of a text stand that is put together of pieces of a source."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._starts = [0]
        for piece in pieces:
            self._starts.append(self._starts[-1] + len(piece.text))

    def of(self, piece: Piece, shift: int) -> Iterator[Piece]:
        """Yield a piece of the text with its places in the source, cut where these do not join."""
        if len(self._pieces) == 1 and self._pieces[0].is_literal:
            base = self._pieces[0].start + shift
            yield replace(piece, start=piece.start + base, end=piece.end + base)
            return
        start, end = piece.start + shift, piece.end + shift
        stretches = list(self._stretches(start, max(end, start + 1)))
        if end <= start and piece.is_literal:  # a blank that is not in the text
            yield replace(piece, start=stretches[0][2], end=stretches[0][2])
            return
        if not piece.is_literal:
            yield replace(piece, start=stretches[0][2], end=max(stretches[0][2], stretches[-1][3]))
            return
        for at, stop, first, last in stretches:
            text = piece.text[max(at - start, 0) : stop - start]
            if text:
                yield Piece(text, first, last, piece.zone)
        rest = piece.text[end - start :]
        if rest:
            yield Piece(rest, stretches[-1][3], stretches[-1][3], piece.zone)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield `(start, end, start in the source, end there)` of what `[start, end)` covers."""
        for piece, (first, last) in zip(self._pieces, pairwise(self._starts), strict=True):
            if first < end and last > start:
                from_, to = max(first, start), min(last, end)
                if piece.is_literal:
                    yield (
                        from_,
                        to,
                        piece.start + from_ - first,
                        min(piece.start + to - first, piece.end),
                    )
                else:
                    yield from_, to, piece.start, piece.end
