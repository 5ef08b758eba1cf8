"""The lines of a text; they end as in any editor, and count from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n?|\n")


class Lines:
    """Finds the line and column of a character of a text."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each line starts, where its text ends, and where its line end ends."""
    start = 0
    for found in _LINE_END.finditer(text):
        yield start, found.start(), found.end()
        start = found.end()
    yield start, len(text), len(text)
