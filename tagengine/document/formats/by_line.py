"""Texts of formats that are read line by line: what a line begins says what the next ones are."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from itertools import accumulate
from typing import ClassVar

from tagengine.document.formats.sheet import Sheet
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone


class Lines:
    """The lines of a text: `texts` without their ends, and where each of them starts."""

    def __init__(self, source: str) -> None:
        whole = source.splitlines(keepends=True) if "\r" in source else source.split("\n")
        self.texts = [line.rstrip("\r\n") for line in whole]
        sizes = map(len, whole) if "\r" in source else (len(line) + 1 for line in whole)
        self.starts = [*accumulate(sizes, initial=0)][: len(whole)]
        self._missing: dict[re.Pattern[str], int] = {}  # with the line from which on none matches

    def __len__(self) -> int:
        return len(self.texts)

    def end(self, number: int) -> int:
        """Return where a line ends."""
        return self.starts[number] + len(self.texts[number])

    def is_blank(self, number: int) -> bool:
        """Return whether a line has no text; there is none after the last."""
        return number >= len(self.texts) or not self.texts[number].strip()

    def until(self, first: int, closing: re.Pattern[str]) -> int:
        """Return the number of the next line that matches; of the line behind the last if none."""
        for number in range(first, self._missing.get(closing, len(self.texts))):
            if closing.match(self.texts[number]):
                return number
        self._missing[closing] = first
        return len(self.texts)


class Reader(ABC):
    """Reads a text; a format has the regex of its `marks`, and says what a line begins."""

    marks: ClassVar[re.Pattern[str]]

    def __init__(self, source: str) -> None:
        self.sheet, self.lines = Sheet(source, self.marks), Lines(source)

    def run(self) -> list[Fragment]:
        """Return the fragments of the text."""
        number = 0
        while number < len(self.lines):
            number = number + 1 if self.lines.is_blank(number) else self.read_block(number)
        return self.sheet.fragments

    @abstractmethod
    def read_block(self, number: int) -> int:
        """Read what begins at a line, which is not blank; return the line after it."""

    def block_end(self, number: int, *beginnings: re.Pattern[str]) -> int:
        """Return the next line behind one that is blank, or begins as something else does."""
        texts, number = self.lines.texts, number + 1
        while not self.lines.is_blank(number):
            if any(beginning.match(texts[number]) for beginning in beginnings):
                break
            number += 1
        return number

    def add_group(
        self, zone: Zone, number: int, found: re.Match[str], group: int, level: int = 0
    ) -> None:
        """Add the text of a group that was found in a line."""
        start = self.lines.starts[number]
        self.sheet.add(zone, start + found.start(group), start + found.end(group), level)

    def add_cells(self, number: int, cell: re.Pattern[str]) -> None:
        """Add the cells of a line, each the first group of what is found."""
        for found in cell.finditer(self.lines.texts[number]):
            self.add_group(Zone.TABLE, number, found, 1)

    def add_lines(self, zone: Zone, first: int, last: int, language: str = "") -> None:
        """Add the lines `[first, last)` whole."""
        if last > first:
            start, end = self.lines.starts[first], self.lines.end(last - 1)
            self.sheet.add_whole(zone, start, end, language)

    def read_up_to(
        self, number: int, closing: re.Pattern[str], zone: Zone, language: str = ""
    ) -> int:
        """Add the lines behind one whole, up to one that matches; return the line after that."""
        end = self.lines.until(number + 1, closing)
        self.add_lines(zone, number + 1, end, language)
        return end + 1

    def line_behind(self, number: int, place: int) -> int:
        """Return the next line that begins at a place in the source, or behind it."""
        return max(number + 1, bisect_left(self.lines.starts, place))
