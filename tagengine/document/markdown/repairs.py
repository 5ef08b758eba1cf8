"""Markdown text made ready for the parser, with the place in the source of all that it is given.

Two liberties are taken with the text that the parser is given, none with the source: `#Heading` is
read as `# Heading`, and where blank lines were lost they are put back, because READMEs in the wild,
and READMEs flattened into a prompt, are written so. Front matter is kept from the parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from msgspec import Struct

from tagengine.text.byte_offsets import ByteOffsets
from tagengine.text.lazy_regex import lazy_regex

_LINE_END = lazy_regex(r"\r\n?|\n")
_LINE_OR_END = lazy_regex(r"\r\n?|\n|\Z")
_FENCE = lazy_regex(r" {0,3}(`{3,}|~{3,})")
_HEADING = lazy_regex(r" {0,3}#{1,6}(?:[ \t]|$)")
# Letters, emoji or markup right after the marks; not '#!/bin/sh', '#1' nor C's directives.
_GLUED_HEADING = lazy_regex(
    r"(#{1,6})(?=[^\s#!\d<>=.,;:/-])(?!(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma)\b)"
)
_GLUED_SOMEWHERE = lazy_regex(r"#(?<![^\n]#)" + _GLUED_HEADING.pattern.replace("#{1,6}", "#{0,5}"))
_HEADING_BELOW = lazy_regex(r"\n {0,3}#{1,6}[ \t\r\n]")
# The line below a table's head; the parser sees no table where text is right above the head.
_TABLE_RULE = lazy_regex(
    r"[ \t]*(?=[|:-][-:| \t]*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*"
    r"(?=[\r\n]|\Z)"
)
_CELL_BORDER = lazy_regex(r"(?<!\\)(?:\\\\)*\|")
_HTML_LINE = lazy_regex(r"(?:\A|\n)[ \t]*<")
_TABLE_RULE_BELOW = lazy_regex(f"\n{_TABLE_RULE.pattern}")
_FRONT_MATTER = lazy_regex(r"(---|\+\+\+)[ \t]*(?:\r\n?|\n)")
_FRONT_MATTER_LINES = 400
_LONG_LINE = 400  # characters, from which a line may be a flattened document
_LONG_HEADING = 150  # characters, from which a heading on such a line has swallowed its section
# Before headings, HTML blocks, badges, fences and list items on a line that should be many.
_LOST_BREAK = lazy_regex(
    r"[ \t](?=\#{1,6}[ ]\S|</?(?:div|p|h[1-6]|center|table|details|ul|br|hr|img)\b|\[!\[|```"
    r"|[-*][ ](?:[A-Z]|\*\*|`|\[))"
)
_FLATTENED_FROM = 12  # lines without one blank line among them


class Prepared(NamedTuple):
    """The text for the parser, the source's characters by its bytes, and the front matter's lines.

    `front` are characters `[start, end)` of the source, without the fences.
    """

    text: str
    offsets: ByteOffsets
    front: tuple[int, int] | None


class _Line(Struct, frozen=True, gc=False):
    """A line without its end, where it starts in the source, and how many marks a blank follows.

    The blank is put between a heading's marks and its text; the source has none there.
    """

    text: str
    start: int
    marks: int = 0


def prepare(source: str) -> Prepared:
    """Return what the parser is given of `source`, whatever text it is."""
    first = 1 if source.startswith("\ufeff") else 0
    front, body = _front_matter(source, first)
    text = source[body:] if body else source
    plain = text.replace("\0", "\ufffd") if "\0" in text else text
    if not (_has_lost_lines(plain) or _needs_repair(plain)):
        return Prepared(plain, ByteOffsets(plain, body), front)
    repaired = _repaired([*_with_lost_breaks(_split_lines(plain, body))])
    return Prepared("\n".join(line.text for line in repaired), _offsets(repaired), front)


def _front_matter(source: str, first: int) -> tuple[tuple[int, int] | None, int]:
    """Return the front matter's lines, if there is some, and where the text after it begins."""
    opening = _FRONT_MATTER.match(source, first)
    if opening is None:
        return None, first
    start = opening.end()
    for line_end in islice(_LINE_OR_END.finditer(source, start), _FRONT_MATTER_LINES):
        line = source[start : line_end.start()].rstrip()
        if line == opening[1] or (line == "..." and opening[1] == "---"):  # YAML's other end
            is_empty = start == opening.end()
            return (None, first) if is_empty else ((opening.end(), start), line_end.end())
        start = line_end.end()
    return None, first


def _has_lost_lines(text: str) -> bool:
    """Tell whether a text has no blank lines, or a line that holds several blocks."""
    is_long = len(text) > _LONG_LINE
    if "\n\n" in text and not (is_long and any(map(_lost_breaks, _long_lines(text)))):
        return False
    lines = text.split("\n")
    return _is_flattened(lines) or any(map(_lost_breaks, lines))


def _long_lines(text: str) -> Iterator[str]:
    """Yield the lines of more than `_LONG_LINE` characters, passing over the others in leaps."""
    start = 0
    while len(text) - start > _LONG_LINE:
        end = text.rfind("\n", start, start + _LONG_LINE + 1)
        if end < 0:
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            yield text[start:end]
        start = end + 1


def _is_flattened(lines: list[str]) -> bool:
    return len(lines) >= _FLATTENED_FROM and all(map(str.strip, lines[:-1]))


def _lost_breaks(line: str) -> list[int]:
    """Return where blocks begin on a line that is so long that it may be a whole document."""
    if len(line) <= _LONG_LINE:
        return []
    return [found.end() for found in _LOST_BREAK.finditer(line)]


def _needs_repair(text: str) -> bool:
    """Tell whether a heading is glued to its marks, or a heading or table may have to be set apart.

    A heading has to be in raw HTML, a table below text.
    """
    if "#" in text and _GLUED_SOMEWHERE.search(text):
        return True
    looked_at = 0
    for heading in _HEADING_BELOW.finditer(text):
        at = heading.start()
        begin = max(text.rfind("\n\n", looked_at, at + 1), looked_at)
        if "<" in text[begin:at] and _HTML_LINE.search(text, begin, at):
            return True
        looked_at = at
    if "|" in text:
        for rule in _TABLE_RULE_BELOW.finditer(text):
            head = text.rfind("\n", 0, rule.start())
            above = text.rfind("\n", 0, max(head, 0))
            if "|" in text[head + 1 : rule.start()] and text[above + 1 : max(head, 0)].strip():
                return True
    return False


def _split_lines(text: str, first: int) -> Iterator[_Line]:
    start = 0
    for line_end in _LINE_END.finditer(text):
        yield _Line(text[start : line_end.start()], first + start)
        start = line_end.end()
    yield _Line(text[start:], first + start)


def _with_lost_breaks(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Yield the lines, those that hold a whole flattened document divided where blocks begin.

    Where a heading has swallowed its section, its marks are left out: it is read as text.
    """
    for line in lines:
        text, start = line.text, line.start
        borders = _lost_breaks(text)
        if not borders:
            yield line
            continue
        for first, last in pairwise([0, *borders, len(text)]):
            marks = _HEADING.match(text, first, last)
            skipped = marks.end() if marks and last - first > _LONG_HEADING else first
            if first:
                yield _Line("", start + first)
            yield _Line(text[skipped:last], start + skipped)


def _repaired(lines: list[_Line]) -> list[_Line]:
    """Return the lines with headings and tables set apart; in a flattened text, HTML lines too."""
    repaired: list[_Line] = []
    flattened = _is_flattened([line.text for line in lines])
    fence = ""
    in_table = False
    for line in lines:
        text, start = line.text, line.start
        opened = _FENCE.match(text)
        if fence:
            closes = opened and opened[1].startswith(fence) and not text[opened.end() :].strip()
            fence = "" if closes else fence
        elif opened:
            fence = opened[1]
        else:
            line = _unglued(line)  # noqa: PLW2901
            previous = repaired[-1].text if repaired else ""
            html_ended = flattened and _is_html_line(previous) and not text.startswith("<")
            if previous.strip() and (_HEADING.match(line.text) or html_ended):
                repaired.append(_Line("", start))
            if not in_table and _is_table_rule(text, previous):
                in_table = True
                if len(repaired) > 1 and repaired[-2].text.strip():
                    repaired.insert(-1, _Line("", repaired[-1].start))
            in_table = in_table and bool(text.strip())
        repaired.append(line)
    return repaired


def _unglued(line: _Line) -> _Line:
    """Return a line with a blank after the marks of a heading that has none."""
    glued = _GLUED_HEADING.match(line.text)
    if glued is None:
        return line
    return _Line(f"{glued[1]} {line.text[glued.end() :]}", line.start, len(glued[1]))


def _is_table_rule(text: str, head: str) -> bool:
    """Return whether a line is the rule below a table's head: both have the same cells."""
    if "|" not in text or "|" not in head or _TABLE_RULE.match(text) is None:
        return False
    return _cells(text) == _cells(head)


def _cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    cells = _CELL_BORDER.split(row.strip().removeprefix("|"))
    return len(cells) - (cells[-1] == "")


def _is_html_line(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith("<") and stripped.endswith(">")


def _offsets(lines: list[_Line]) -> ByteOffsets:
    """Return the places of lines, joined again; neighbours in the source make one part."""
    offsets = ByteOffsets()
    part: list[str] = []
    first = behind = lines[0].start
    for line in lines:
        text, start, marks = line.text, line.start, line.marks
        if start != behind or marks:
            offsets.add("".join(part), first)
            part, first = [], start
        if marks:
            offsets.add(text[:marks], start)
            first = start + marks - 1  # the blank
        part.append(f"{text[marks:]}\n")
        behind = start + len(text) + (0 if marks else 1)
    offsets.add("".join(part), first)
    return offsets
