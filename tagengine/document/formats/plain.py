"""Plain text: paragraphs, lists, headings that are underlined or stand alone, and code."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Lines, Reader
from tagengine.document.formats.sheet import EMOJI, SPACE, URL, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(SPACE, r"<(?P<url1>https?://[^\s<>]+)>", URL, EMOJI)
_UNDERLINE = re.compile(r"[ \t]*([=\-~*\#^\"+])\1{2,}[ \t]*")
_MARKED = re.compile(r"(={1,6}|#{1,6})[ \t]+(?=\S)")  # as other formats write headings
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣o]|\d{1,2}[.)])[ \t]+(?=\S)")
_CODE = re.compile(
    r"[ \t]*(?:[$%>\#][ \t]+\S|\./|sudo[ \t]|https?://)|.*[;{}][ \t]*$|.*\w\([^)]*\)[ \t]*;?$"
)
_OUTER = re.compile(r"\S")
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
    return _Reader(source).run()


def _without_frame(source: str) -> str:
    """Return a text of the same length with blanks for a frame around it, or around its top."""
    frame = _FRAME.match(source)
    if frame is None:
        return source
    inner = _SIDES.sub(lambda side: " " * len(side[0]), frame[0])
    return inner + source[frame.end() :]


class _Reader(Reader):
    marks = _MARKS

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.lines = Lines(_without_frame(source))

    def read_block(self, number: int) -> int:
        sheet, lines = self.sheet, self.lines
        text, start = lines.texts[number], lines.starts[number]
        if _UNDERLINE.fullmatch(text):
            return number + 1
        if marked := _MARKED.match(text):
            sheet.add(Zone.HEADING, start + marked.end(), lines.end(number), len(marked[1]))
            return number + 1
        if item := _ITEM.match(text):
            last = self.block_end(number, _ITEM, _OUTER)
            sheet.add(Zone.LIST_ITEM, start + item.end(), lines.end(last - 1))
            return last
        if underline := self._underline(number):
            level = 1 if underline[1] in "=#*" else 2
            sheet.add(Zone.HEADING, start, lines.end(number), level)
            return number + 2
        last = number + 1
        while not (lines.is_blank(last) or _ITEM.match(lines.texts[last]) or self._underline(last)):
            last += 1
        self._add_paragraph(number, last)
        return last

    def _underline(self, number: int) -> re.Match[str] | None:
        """Return the line below one, if it makes that a heading."""
        below = self.lines.texts[number + 1 : number + 2]
        return _UNDERLINE.fullmatch(below[0]) if below else None

    def _add_paragraph(self, first: int, last: int) -> None:
        sheet, texts = self.sheet, self.lines.texts[first:last]
        start, end = self.lines.starts[first], self.lines.end(last - 1)
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
