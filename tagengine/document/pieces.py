"""The visible text of a document in fragments, and those in pieces that know their source."""

from __future__ import annotations

from msgspec import Struct, field

from tagengine.rules.zones import Zone

BREAK = "\v"  # stands in the text where one thought ends: a line break, the end of a block


class Piece(Struct, frozen=True, gc=False):
    """Visible text that is at source characters `[start, end)`.

    Text as long as the source corresponds to it one to one, and so does text with blanks at its end
    that stand for what is not shown; other text (an entity) as a whole, and so does any text if
    `is_whole` says so: it may be as long as its source by chance. `zone` is None for the block's
    own text, else link text, code, a URL and so on.
    """

    text: str
    start: int
    end: int
    zone: Zone | None = None
    is_whole: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether text and source correspond character by character, but for blanks at the end."""
        if self.is_whole:
            return False
        size = self.end - self.start
        return len(self.text) == size or (len(self.text) > size and self.text[size:].isspace())

    def part(self, first: int, last: int) -> Piece:
        """Return the characters `[first, last)` of a literal piece's text, where they stand."""
        start, end = min(self.start + first, self.end), min(self.start + last, self.end)
        return Piece(self.text[first:last], start, end, self.zone)


class Fragment(Struct):
    """A run of text that belongs together: a paragraph, a heading, a table cell, a list item.

    `language` is that of a code block, in lower case, '' if the document does not say.
    """

    zone: Zone
    level: int = 0
    quoted: bool = False
    pieces: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)  # URLs, alternative texts, comments
    language: str = ""

    def text(self) -> str:
        """Return the visible text."""
        pieces = self.pieces
        if len(pieces) == 1:  # as in two thirds of all fragments
            return pieces[0].text
        return "".join([piece.text for piece in pieces])
