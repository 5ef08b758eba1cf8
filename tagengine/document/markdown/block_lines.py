"""The lines of a text and the blocks found in them.

Where the text of a line begins moves as the marks before it are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from tagengine.rules.zones import Zone

BLANK = " \t"
CODE_INDENT = 4  # columns, from which a line is code


class Form(Enum):
    """How the characters of a block are to be read."""

    TEXT = "text"
    HTML = "html"
    CODE = "code"
    FRONT_MATTER = "front matter"


class Block(NamedTuple):
    """A leaf block: source characters `[start, end)`, its zone and, for headings, its level."""

    start: int
    end: int
    zone: Zone
    form: Form = Form.TEXT
    level: int = 0
    quoted: bool = False


class Lines:
    """Lines without line ends, where each begins in the source, and their `blocks`.

    `at` is where the text of a line begins in it, `columns` the indent before it in columns (-1: a
    line that goes on with the text of a quote without its mark), `bases` the column from which that
    is counted. One empty line more stands for what follows the last.
    """

    def __init__(self, texts: Sequence[str], starts: Sequence[int]) -> None:
        self.texts, self.starts = [*texts, ""], starts
        self.at = [len(text) - len(text.lstrip(BLANK)) for text in self.texts]
        self.columns = [
            width(text[:at], 0) if at else 0 for text, at in zip(self.texts, self.at, strict=True)
        ]
        self.bases = [0] * len(self.texts)
        self.blocks: list[Block] = []

    def is_empty(self, line: int) -> bool:
        """Tell whether a line has no text."""
        return self.at[line] >= len(self.texts[line])

    def pass_over_quote_mark(self, line: int) -> None:
        """Let a line begin behind its `>` and the space after it; a tab may be half passed over."""
        text, at = self.texts[line], self.at[line] + 1
        start = column = self.columns[line] + 1
        following = text[at : at + 1]
        is_split_tab = following == "\t" and (self.bases[line] + column) % 4 != 3
        if following == " " or (following == "\t" and not is_split_tab):
            at, start, column = at + 1, start + 1, column + 1
        content = len(text) - len(text[at:].lstrip(BLANK))
        column += width(text[at:content], column + self.bases[line] + is_split_tab)
        self.bases[line] = self.columns[line] + (2 if following and following in BLANK else 1)
        self.at[line], self.columns[line] = content, column - start

    def add_text(
        self, first: int, at: int, last: int, to: int, zone: Zone, level: int, quoted: bool
    ) -> None:
        """Add what stands from a place in a line to one in another, without white space around."""
        text = self.texts[first]
        start = self.starts[first] + len(text) - len(text[at:].lstrip())
        end = self.starts[last] + len(self.texts[last][:to].rstrip())
        if end > start:
            self.blocks.append(Block(start, end, zone, Form.TEXT, level, quoted))

    def add_whole(self, first: int, end: int, zone: Zone, form: Form, quoted: bool) -> None:
        """Add lines as they stand, without empty ones at their end."""
        while end > first and not self.texts[end - 1].strip():
            end -= 1
        if end > first:
            start, last = self.starts[first], end - 1
            stop = self.starts[last] + len(self.texts[last])
            self.blocks.append(Block(start, stop, zone, form, 0, quoted))


def width(blank: str, column: int) -> int:
    """Return how many columns spaces and tabs take from a column on; tabs stop at every fourth."""
    if "\t" not in blank:
        return len(blank)
    before = column % 4
    return len((" " * before + blank).expandtabs(4)) - before
