"""Rows of GitHub's tables: the line below the head, and where a row's cells stand in its line."""

from __future__ import annotations

import re

# Between head and body; '- |' is a list item, and a single '-' underlines a heading.
_RULE = re.compile(r"(?=..)(?!-[ \t])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BORDER = re.compile(r"(?<!\\)\|")


def width(line: str, at: int) -> int:
    """Return of how many columns the rule tells that stands in a line from `at` on; 0 if none."""
    if line[at : at + 1] not in tuple("|:-") or not _RULE.match(line, at):
        return 0
    return sum(1 for column in line[at:].split("|") if column.strip())


def cells(line: str, at: int) -> list[tuple[int, int]]:
    """Return the cells of the row that a line is from `at` on, as characters `[start, end)` of it.

    A `|` at either end is a border, no empty cell; one behind a backslash is text.
    """
    start, end = len(line) - len(line[at:].lstrip()), len(line.rstrip())
    found = []
    for border in _BORDER.finditer(line, start, end):
        found.append((start, border.start()))
        start = border.end()
    found.append((start, end))
    if found[0][0] >= found[0][1]:
        del found[0]
    if found and found[-1][0] >= found[-1][1]:
        del found[-1]
    return found
