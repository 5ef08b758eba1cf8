"""Text that is read out of another text: where each of its characters stands there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from tagengine.document.pieces import Fragment, Piece


class MappedText:
    """A text put together from stretches of a source; those as long as there stand so there."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._spans: list[tuple[int, int]] = []
        self.length = 0

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self._parts)

    def add(self, text: str, start: int, end: int) -> None:
        """Add a text that is at source characters `[start, end)`."""
        if text:
            self._parts.append(text)
            self._starts.append(self.length)
            self._spans.append((start, end))
            self.length += len(text)

    def placed(self, fragment: Fragment) -> Fragment:
        """Return a fragment of the text with its pieces where they are in the source."""
        fragment.pieces = [part for piece in fragment.pieces for part in self.parts(piece)]
        fragment.aside = [part for piece in fragment.aside for part in self.parts(piece)]
        return fragment

    def parts(self, piece: Piece) -> Iterator[Piece]:
        """Yield a piece of the text in parts, each where it is in the source."""
        if not self._starts:
            return
        if not piece.is_literal or piece.end <= piece.start:
            first, last = self._place(piece.start), self._place(max(piece.end, piece.start))
            yield Piece(piece.text, first, max(first, last), piece.zone)
            return
        position, end = piece.start, 0
        while position < piece.end:
            index = bisect_right(self._starts, position) - 1
            text = self._parts[index]
            start, end = self._spans[index]
            offset = position - self._starts[index]
            size = min(len(text) - offset, piece.end - position)
            taken = piece.text[position - piece.start : position - piece.start + size]
            if len(text) == end - start:
                start, end = start + offset, start + offset + size
            yield Piece(taken, start, end, piece.zone)
            position += size
        if blanks := piece.text[piece.end - piece.start :]:
            yield Piece(blanks, end, end, piece.zone)

    def _place(self, position: int) -> int:
        """Return where a border between characters of the text is in the source."""
        index = max(bisect_right(self._starts, position) - 1, 0)
        start, end = self._spans[index]
        return min(start + position - self._starts[index], end)
