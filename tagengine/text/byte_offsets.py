"""Places in a text's UTF-8 form and in the text: one found from the other in a few steps."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from tagengine.text.beyond_ascii import spans_beyond_ascii
from tagengine.text.lazy_regex import lazy_regex

_OF_ONE_WIDTH = lazy_regex("[\x80-\u07ff]+|[\u0800-\uffff]+|[\U00010000-\U0010ffff]+")


class Stretch(NamedTuple):
    """Bytes `[start, end)` whose characters all take `width` bytes; the first is `character`."""

    start: int
    end: int
    character: int
    width: int


def _of_one_width(text: str, start: int, stop: int) -> Iterable[tuple[int, int, int]]:
    """Return characters beyond ASCII in parts: `(start, end, bytes of each character)`."""
    width = _width(text[start])
    if stop - start == 1 or _width(min(text[start:stop])) == width == _width(max(text[start:stop])):
        return ((start, stop, width),)
    parts = _OF_ONE_WIDTH.finditer(text, start, stop)
    return [(part.start(), part.end(), _width(part[0][0])) for part in parts]


def _width(character: str) -> int:
    """Return how many bytes a character beyond ASCII takes."""
    if character < "\u0800":
        return 2
    return 3 if character < "\U00010000" else 4


class ByteOffsets:
    """Which character stands at which byte of a text that is put together from parts.

    A part may come from anywhere in another text; its characters are those of that text then.
    Halves of surrogate pairs take three bytes.
    """

    def __init__(self, text: str = "", first: int = 0) -> None:
        self._bytes = [0]
        self._characters = [first]
        self._widths = [1]
        self._end = 0
        self.add(text, first)

    def add(self, text: str, first: int) -> None:
        """Add a part, whose first character is `first`."""
        end, position = self._end, 0
        self._begin(end, first, 1)
        for start, stop in spans_beyond_ascii(text):
            end += start - position
            for at, behind, width in _of_one_width(text, start, stop):
                self._begin(end, first + at, width)
                end += (behind - at) * width
            self._begin(end, first + stop, 1)
            position = stop
        self._end = end + len(text) - position

    def _begin(self, byte: int, character: int, width: int) -> None:
        if self._bytes[-1] == byte:  # nothing was there
            del self._bytes[-1], self._characters[-1], self._widths[-1]
        self._bytes.append(byte)
        self._characters.append(character)
        self._widths.append(width)

    def stretch(self, byte: int) -> Stretch:
        """Return the stretch that a byte belongs to."""
        behind = bisect_right(self._bytes, byte)
        end = self._bytes[behind] if behind < len(self._bytes) else self._end + 1
        start = self._bytes[behind - 1]
        return Stretch(start, end, self._characters[behind - 1], self._widths[behind - 1])

    def character(self, byte: int) -> int:
        """Return the character at a byte."""
        index = bisect_right(self._bytes, byte) - 1
        return self._characters[index] + (byte - self._bytes[index]) // self._widths[index]

    def byte(self, character: int) -> int:
        """Return the byte at a character; the parts have to be in the order of their characters."""
        index = bisect_right(self._characters, character) - 1
        return self._bytes[index] + (character - self._characters[index]) * self._widths[index]
