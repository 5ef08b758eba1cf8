"""Tables and listings, as plain text or Markdown: what a report is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.reporting.as_text import shown

_WIDTH = 78
_LINE = 400
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&:])")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under a title; the first `texts` columns stand left, the others right."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    texts: int = 1


@dataclass(frozen=True, slots=True)
class Listing:
    """Items with lines below each, under a title; blanks before a line set it further in."""

    title: str
    items: Sequence[tuple[str, Sequence[str]]]


Part = Table | Listing


def as_text(parts: Iterable[Part]) -> str:
    """Return the parts as plain aligned text, a blank line between them."""
    return "\n\n".join(_text(part) for part in parts)


def as_markdown(parts: Iterable[Part]) -> str:
    """Return the parts as Markdown (GitHub's tables); no text of theirs counts as markup."""
    return "\n\n".join(_markdown(part) for part in parts) + "\n"


def _text(part: Part) -> str:
    if isinstance(part, Listing):
        lines = [part.title]
        for heading, below in part.items:
            lines.append(shown(heading, _WIDTH))
            lines += [f"  {_indent(line)}{shown(line, _LINE)}" for line in below]
        return "\n".join(lines)
    rows = [[shown(cell) for cell in row] for row in (part.header, *part.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    sides = ["<" if column < part.texts else ">" for column in range(len(widths))]
    lines = [part.title] if part.title else []
    for row in rows:
        cells = zip(row, sides, widths, strict=True)
        lines.append("  ".join(f"{cell:{side}{width}}" for cell, side, width in cells).rstrip())
    return "\n".join(lines)


def _markdown(part: Part) -> str:
    lines = [f"## {_escaped(part.title)}", ""] if part.title else []
    if isinstance(part, Listing):
        for heading, below in part.items:
            lines.append(f"- **{_escaped(heading)}**")
            lines += [f"  {_indent(line)}- {_escaped(line)}" for line in below]
        return "\n".join(lines)
    marks = ["---" if column < part.texts else "---:" for column in range(len(part.header))]
    for row in (part.header, marks, *part.rows):
        cells = row if row is marks else [_escaped(cell) for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", shown(text, _LINE))


def _indent(line: str) -> str:
    return " " * (len(line) - len(line.lstrip()))
