"""The brackets inside a block that have been opened and not yet closed, the last one on top.

A link holds no other link: of the brackets that are open around one, only those of images count
from then on (https://spec.commonmark.org/0.31.2/#look-for-link-or-image).
"""

from __future__ import annotations

from typing import NamedTuple


class Bracket(NamedTuple):
    """A `[` at a place in the source, or `![`, and the index of the piece of text that it is."""

    at: int
    piece: int
    is_image: bool


class OpenBrackets:
    """A stack of brackets; each is looked at once when it is closed, whatever is around it."""

    def __init__(self) -> None:
        self._open: list[Bracket] = []
        self._around_link = 0  # so many, from the bottom, have been around a link

    def open(self, bracket: Bracket) -> None:
        """Add a bracket."""
        self._open.append(bracket)

    def close(self) -> Bracket | None:
        """Take away the bracket opened last that counts, and return it; None if there is none."""
        while self._open:
            bracket = self._open.pop()
            counts = bracket.is_image or len(self._open) >= self._around_link
            self._around_link = min(self._around_link, len(self._open))
            if counts:
                return bracket
        return None

    def note_link(self) -> None:
        """Take note that the bracket closed last was that of a link."""
        self._around_link = len(self._open)

    def clear(self) -> None:
        """Forget all brackets."""
        self._open.clear()
        self._around_link = 0
