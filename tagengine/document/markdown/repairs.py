"""Markdown text to its blocks, each with its exact span in the source.

Two liberties are taken with the lines that the parser is given, none with the source: `#Heading` is
read as `# Heading`, and where blank lines were lost they are put back, because READMEs in the wild,
and READMEs flattened into a prompt, are written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from tagengine.document.markdown import block_parser
from tagengine.document.markdown.block_lines import Block, Form
from tagengine.document.markdown.link_references import Reference
from tagengine.rules.zones import Zone

_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
# Letters, emoji or markup right behind the marks; not '#!/bin/sh', '#1' nor C's directives.
_GLUED_HEADING = re.compile(
    r"(#{1,6})(?=[^\s#!\d<>=.,;:/-])(?!(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma)\b)"
)
# Written so that the search stops at these two characters only.
_NEEDS_REPAIR = re.compile(r"#(?<![^\n]#)#{0,5}[^\s#!\d]|\n(?<=[^\n]\n) {0,3}#{1,6} ")
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*")
_FRONT_MATTER_LINES = 400
_LONG_LINE = 400  # characters, from which a line may be a flattened document
_LONG_HEADING = 150  # characters, from which a heading on such a line has swallowed its section
# Before headings, HTML blocks, badges, fences and list items on a line that should be many.
_LOST_BREAK = re.compile(
    r"[ \t](?=\#{1,6}[ ]\S|</?(?:div|p|h[1-6]|center|table|details|ul|br|hr|img)\b|\[!\[|```"
    r"|[-*][ ](?:[A-Z]|\*\*|`|\[))"
)
_FLATTENED_FROM = 12  # lines without one blank line among them


@dataclass(slots=True)
class _Lines:
    """The lines given to the parser, and where each starts in the source."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def add(self, text: str, start: int) -> None:
        self.texts.append(text)
        self.starts.append(start)


@dataclass(frozen=True, slots=True)
class Blocks:
    """All blocks of a text in order, and its reference definitions: normalized label to URL."""

    blocks: list[Block]
    references: dict[str, str]


def split(source: str) -> Blocks:
    """Return the blocks of `source`; never raises, whatever the text."""
    lines = _with_lost_breaks(_split_lines(source))
    front = _front_matter(lines)
    if _NEEDS_REPAIR.search(source) or "\r" in source or _is_flattened(lines):
        lines = _repaired(lines, from_line=front)
    blocks, references = block_parser.parse(lines.texts, lines.starts, front)
    if front:
        blocks.insert(0, _front_matter_block(lines, front))
    blocks.extend(_reference_blocks(references.values(), lines))
    return Blocks(blocks, {label: found.url for label, found in references.items()})


def _split_lines(source: str) -> _Lines:
    lines = _Lines()
    start = 1 if source.startswith("\ufeff") else 0
    source = source.replace("\0", "\ufffd")
    if "\r" not in source:
        lines.texts = source[start:].split("\n")
        lines.starts = [*accumulate((len(text) + 1 for text in lines.texts[:-1]), initial=start)]
        return lines
    for line_end in _LINE_END.finditer(source):
        lines.add(source[start : line_end.start()], start)
        start = line_end.end()
    lines.add(source[start:], start)
    return lines


def _with_lost_breaks(lines: _Lines) -> _Lines:
    """Return the lines, those that hold a whole flattened document divided where blocks begin.

    Where a heading has swallowed its section, its marks are left out: it is read as text.
    """
    if not any(len(text) > _LONG_LINE and _LOST_BREAK.search(text) for text in lines.texts):
        return lines
    divided = _Lines()
    for text, start in zip(lines.texts, lines.starts, strict=True):
        borders = [0]
        if len(text) > _LONG_LINE:
            borders += [found.end() for found in _LOST_BREAK.finditer(text)]
        for first, last in pairwise([*borders, len(text)]):
            marks = _HEADING.match(text, first, last)
            skipped = marks.end() if marks and last - first > _LONG_HEADING else first
            if first:
                divided.add("", start + first)
            divided.add(text[skipped:last], start + skipped)
    return divided


def _front_matter(lines: _Lines) -> int:
    """Return how many lines the front matter takes with its fences, 0 if there is none."""
    opening = _FRONT_MATTER.fullmatch(lines.texts[0])
    if opening is None:
        return 0
    for number, text in enumerate(lines.texts[1:_FRONT_MATTER_LINES], start=1):
        if text.rstrip() == opening[1]:
            return number + 1 if number > 1 else 0
    return 0


def _front_matter_block(lines: _Lines, front: int) -> Block:
    return Block(lines.starts[1], lines.starts[front - 1], Zone.HTML_COMMENT, Form.FRONT_MATTER)


def _is_flattened(lines: _Lines) -> bool:
    return len(lines.texts) >= _FLATTENED_FROM and all(map(str.strip, lines.texts[:-1]))


def _repaired(lines: _Lines, from_line: int) -> _Lines:
    """Return the lines with headings set apart; in a flattened text, HTML lines too."""
    repaired = _Lines()
    flattened = _is_flattened(lines)
    fence = ""
    for number, text in enumerate(lines.texts):
        start = lines.starts[number]
        opened = _FENCE.match(text)
        if fence:
            closes = opened and opened[1].startswith(fence) and not text[opened.end() :].strip()
            fence = "" if closes else fence
        elif opened:
            fence = opened[1]
        elif number >= from_line:
            text, start = _unglued(text, start)  # noqa: PLW2901
            previous = repaired.texts[-1] if repaired.texts else ""
            html_ended = flattened and _is_html_line(previous) and not text.startswith("<")
            if previous.strip() and (_HEADING.match(text) or html_ended):
                repaired.add("", start)
        repaired.add(text, start)
    return repaired


def _unglued(text: str, start: int) -> tuple[str, int]:
    """Return a line with a space behind the marks of a heading that has none.

    The line is then one character longer than in the source, so it starts one earlier.
    """
    glued = _GLUED_HEADING.match(text)
    return (f"{glued[1]} {text[glued.end() :]}", start - 1) if glued else (text, start)


def _is_html_line(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith("<") and stripped.endswith(">")


def _reference_blocks(references: Iterable[Reference], lines: _Lines) -> Iterator[Block]:
    """Yield a block for the URL of each reference definition, where it stands in the source."""
    for url, first, end in references:
        for number in range(first, end):
            offset = lines.texts[number].find(url)
            if offset >= 0:
                start = lines.starts[number] + offset
                yield Block(start, start + len(url), Zone.URL, Form.CODE)
                break
