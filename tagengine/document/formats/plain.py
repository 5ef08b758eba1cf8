"""Plain text: paragraphs, lists, headings that are underlined or stand alone, and code."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import EMOJI, SPACE, URL, Lines, Sheet, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(SPACE, r"<(?P<url1>https?://[^\s<>]+)>", URL, EMOJI)
_UNDERLINE = re.compile(r"[ \t]*([=\-~*\#^\"+])\1{2,}[ \t]*")
_MARKED = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")  # as other formats write headings
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣o]|\d{1,2}[.)])[ \t]+(?=\S)")
_CODE = re.compile(
    r"[ \t]*(?:[$%>\#][ \t]+\S|\./|sudo[ \t]|https?://)|.*[;{}][ \t]*$|.*\w\([^)]*\)[ \t]*;?$"
)
_NUMBERED = re.compile(r"(?:\d+(?:\.\d+)*\.?|[IVX]+\.)[ \t]+[A-Z]")
# '/* … */' and '*****' around lines that begin, and may end, with a mark.
_FRAME = re.compile(
    r"\s*(?:/\*+|[*\#+|=-]{4,})[ \t]*\n(?:[ \t]*[*\#|](?:[ \t][^\n]*)?\n){1,200}"
    r"[ \t]*(?:\*+/|[*\#+|=-]{4,})[ \t]*(?=\n|\Z)"
)
_SIDES = re.compile(r"(?m)^[ \t]*(?:/\*+|\*+/|[*\#+|=-]{4,}|[*\#|](?=[ \t]|$))|[*\#|][ \t]*$")
_HEADING_WORDS = 6
_SHORT = 4  # characters of capitals, up to which they may be a name: MIT
_TITLE_CHARACTERS = 80
_TITLE_END = re.compile(r"[.!?,;]\s*$")


def read(source: str) -> list[Fragment]:
    """Return the fragments of a plain text, without the frame that is drawn around one."""
    sheet, lines = Sheet(source, _MARKS), Lines(_without_frame(source))
    number = 0
    while number < len(lines):
        if lines.is_blank(number):
            number += 1
            continue
        number = _read_block(sheet, lines, number)
    return sheet.fragments


def _without_frame(source: str) -> str:
    """Return a text of the same length with blanks for a frame around it, or around its top."""
    frame = _FRAME.match(source)
    if frame is None:
        return source
    inner = _SIDES.sub(lambda side: " " * len(side[0]), frame[0])
    return inner + source[frame.end() :]


def _read_block(sheet: Sheet, lines: Lines, first: int) -> int:
    """Read what begins at a line; return the line after it."""
    if _UNDERLINE.fullmatch(lines.texts[first]):
        return first + 1
    if marked := _MARKED.match(lines.texts[first]):
        start = lines.starts[first] + marked.end()
        sheet.add(Zone.HEADING, start, lines.end(first), len(marked[1]))
        return first + 1
    following = lines.texts[first + 1] if first + 1 < len(lines) else ""
    underline = _UNDERLINE.fullmatch(following)
    if underline and not _ITEM.match(lines.texts[first]):
        level = 1 if underline[1] in "=#*" else 2
        sheet.add(Zone.HEADING, lines.starts[first], lines.end(first), level)
        return first + 2
    if _ITEM.match(lines.texts[first]):
        return _read_item(sheet, lines, first)
    last = first + 1
    while not lines.is_blank(last) and not _ITEM.match(lines.texts[last]):
        if last + 1 < len(lines) and _UNDERLINE.fullmatch(lines.texts[last + 1]):
            break
        last += 1
    _add_paragraph(sheet, lines, first, last)
    return last


def _read_item(sheet: Sheet, lines: Lines, first: int) -> int:
    mark = _ITEM.match(lines.texts[first])
    start = lines.starts[first] + (mark.end() if mark else 0)
    last = first + 1
    while not lines.is_blank(last) and not _ITEM.match(lines.texts[last]):
        if not lines.texts[last][0].isspace():
            break
        last += 1
    sheet.add(Zone.LIST_ITEM, start, lines.end(last - 1))
    return last


def _add_paragraph(sheet: Sheet, lines: Lines, first: int, last: int) -> None:
    start, end = lines.starts[first], lines.end(last - 1)
    texts = lines.texts[first:last]
    if last - first == 1 and (level := _heading_level(texts[0], not sheet.fragments)):
        sheet.add(Zone.HEADING, start, end, level)
    elif texts[0][0].isspace() and all(map(_CODE.match, texts)):
        sheet.add_whole(Zone.CODE_BLOCK, start, end)
    else:
        sheet.add(Zone.BODY, start, end)


def _heading_level(line: str, is_first: bool) -> int:
    """Return the level of a line that stands alone, 0 if it is not a heading."""
    text = line.strip()
    words = text.split()
    if is_first and len(text) <= _TITLE_CHARACTERS and not _TITLE_END.search(text):
        return 1
    if len(words) > _HEADING_WORDS or _TITLE_END.search(text):
        return 0
    is_marked = (
        (text.isupper() and len(text) > _SHORT) or text.endswith(":") or _NUMBERED.match(text)
    )
    return 2 if is_marked and any(map(str.isalpha, text)) else 0
