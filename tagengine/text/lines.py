"""The lines of a text; they end as in any editor, and count from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n?|\n")


class Lines:
    """Finds the line and column of a character of a text.

    `first` is how many characters are before its first line: a byte order mark is in no column.
    """

    __slots__ = ("_starts",)

    def __init__(self, text: str, first: int = 0) -> None:
        self._starts = [first, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, counted from 1."""
        line = max(bisect_right(self._starts, offset), 1)
        return line, max(offset - self._starts[line - 1], 0) + 1


def spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each line starts, where its text ends, and where its line end ends."""
    start = 0
    for found in _LINE_END.finditer(text):
        yield start, found.start(), found.end()
        start = found.end()
    yield start, len(text), len(text)
