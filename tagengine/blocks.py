"""Markdown text to its blocks, each with its exact span in the source (markdown-it-py parses).

markdown-it tells the lines of a block; the characters are found by aligning the block's content
with those lines. Two liberties are taken with what the parser is given, none with the source:
`#Heading` is read as `# Heading`, and where blank lines were lost they are put back, because
READMEs in the wild, and READMEs flattened into a prompt, are written so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from markdown_it.token import Token

from tagengine import block_parser
from tagengine.zones import Zone

_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
# Letters, emoji or markup right behind the marks; not '#!/bin/sh', '#1' nor C's directives.
_GLUED_HEADING = re.compile(
    r"(#{1,6})(?=[^\s#!\d<>=.,;:/-])(?!(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma)\b)"
)
_NEEDS_REPAIR = re.compile(r"^#{1,6}[^\s#!\d]|[^\n]\n {0,3}#{1,6} ", re.MULTILINE)
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


_OPENING = {
    "heading_open": Zone.HEADING,
    "list_item_open": Zone.LIST_ITEM,
    "table_open": Zone.TABLE,
}
_CLOSING = frozenset(("heading_close", "list_item_close", "table_close"))
_QUOTES = ("blockquote_open", "blockquote_close")
_WHOLE = frozenset(("fence", "code_block", "html_block"))


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
    environment: dict[str, Any] = {}
    parsed = block_parser.parse([""] * front + lines.texts[front:], environment)
    blocks = [_front_matter_block(lines, front)] if front else []
    blocks.extend(_blocks_of(parsed, lines))
    references = environment.get("references", {})
    blocks.extend(_reference_blocks(references, lines))
    return Blocks(blocks, {label: found["href"] for label, found in references.items()})


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


def _blocks_of(tokens: list[Token], lines: _Lines) -> list[Block]:
    blocks: list[Block] = []
    zones = [Zone.BODY]
    quotes = level = cell_from = 0
    for token in tokens:
        kind = token.type
        if kind == "inline":
            if token.content:
                start, end = _aligned(token, lines, cell_from, zones[-1])
                cell_from = end
                blocks.append(Block(start, end, zones[-1], Form.TEXT, level, quotes > 0))
        elif kind in _OPENING:
            zones.append(_OPENING[kind])
            level = int(token.tag[1]) if kind == "heading_open" else 0
        elif kind in _CLOSING:
            zones.pop()
            level = 0
        elif kind == "tr_open":
            cell_from = 0
        elif kind in _QUOTES:
            quotes += token.nesting
        elif kind in _WHOLE:
            whole = _whole_lines(token, lines, zones[-1], quotes > 0)
            if whole is not None:
                blocks.append(whole)
    return blocks


def _whole_lines(token: Token, lines: _Lines, zone: Zone, quoted: bool) -> Block | None:
    """Return the block of a fence, indented code or HTML; None if it is empty."""
    first, end = token.map or (0, 0)
    if token.type == "fence":
        first += 1
        end = min(end, first + token.content.count("\n"))
    while end > first and not lines.texts[end - 1].strip():
        end -= 1
    if end <= first:
        return None
    start = lines.starts[first]
    stop = lines.starts[end - 1] + len(lines.texts[end - 1])
    if token.type == "html_block":
        return Block(start, stop, zone, Form.HTML, quoted=quoted)
    return Block(start, stop, Zone.CODE_BLOCK, Form.CODE, quoted=quoted)


def _aligned(token: Token, lines: _Lines, cell_from: int, zone: Zone) -> tuple[int, int]:
    """Return where a leaf's content starts and ends in the source.

    A table's cells are looked for one behind the other; `cell_from` is the end of the last one.
    """
    content = token.content
    first, end = token.map or (0, 1)
    if zone is Zone.TABLE:
        return _cell(content, lines.texts[first], lines.starts[first], cell_from)
    text, line_start = lines.texts[first], lines.starts[first]
    start = line_start + max(text.rfind(content.partition("\n")[0].strip()), 0)
    last_number = min(first + content.count("\n"), end - 1)
    text, line_start = lines.texts[last_number], lines.starts[last_number]
    last = content[content.rfind("\n") + 1 :].strip()
    found = text.rfind(last)
    stop = line_start + (found + len(last) if found >= 0 else len(text.rstrip()))
    return start, max(stop, start)


def _cell(content: str, line: str, line_start: int, cell_from: int) -> tuple[int, int]:
    offset = min(max(cell_from - line_start, 0), len(line))
    for written in (content.replace("|", "\\|"), content):
        found = line.find(written, offset)
        if found >= 0:
            return line_start + found, line_start + found + len(written)
    return line_start + offset, line_start + len(line)


def _reference_blocks(references: dict[str, Any], lines: _Lines) -> list[Block]:
    """Return a block for the URL of each reference definition, where it stands in the source."""
    blocks = []
    for found in references.values():
        first, end = found["map"]
        for number in range(first, min(end, len(lines.texts))):
            offset = lines.texts[number].find(found["href"])
            if offset >= 0:
                start = lines.starts[number] + offset
                blocks.append(Block(start, start + len(found["href"]), Zone.URL, Form.CODE))
                break
    return blocks
