"""Textile (https://textile-lang.com/doc/): blocks with a mark at their head, and phrases."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import EMOJI, ENTITY, SPACE, URL, Lines, Sheet, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(
    SPACE,
    r"<!--(?P<comment1>.*?)-->",
    r"(?<!\w)!(?:[<>=]|\([^)]*\))*(?P<image1>[^\s!()]+)(?:\((?P<alt1>[^)]*)\))?!(?::(?P<url1>[^\s]+))?",
    r"\"(?P<link1>[^\"\n]+?)(?:\([^)\"]*\))?\":(?P<url2>[^\s<>]*[^\s<>.,;:!?)])",
    r"(?<!\w)@(?P<code1>[^@\n]+)@(?!\w)",
    r"<(?:code|tt|kbd)>(?P<code2>.*?)</(?:code|tt|kbd)>",
    r"<(?:del|s|strike)>(?P<comment2>.*?)</(?:del|s|strike)>",
    r"(?<![\w-])-(?P<comment3>[^\s-](?:[^-\n]*[^\s-])?)-(?![\w-])",
    r"(?<![\w*])\*{1,2}(?P<text1>[^\s*](?:[^*\n]*?[^\s*])?)\*{1,2}(?![\w*])",
    r"(?<!\w)_{1,2}(?P<text2>[^\s_](?:[^_\n]*?[^\s_])?)_{1,2}(?!\w)",
    r"(?<![\w+])\+(?P<text3>[^\s+](?:[^+\n]*?[^\s+])?)\+(?![\w+])",
    r"%(?:\{[^}]*\})?(?P<text4>[^%\n]+)%(?!\w)",
    r"\^[^\s^]+\^|~[^\s~]+~|\[\d+\]",
    r"</?[A-Za-z][^<>]*>",
    URL,
    ENTITY,
    EMOJI,
)
_ATTRIBUTES = r"(?>(?:\([^)\n]{0,99}\)|\{[^}\n]{0,99}\}|\[[^\]\n]{0,99}\]|[<>=()]){0,20})"
_BLOCK = re.compile(
    rf"(h[1-6]|p|bq|bc|pre|notextile|fn\d+|\#\#\#){_ATTRIBUTES}(\.{{1,2}})(?::\S*)?[ \t]+"
)
_ITEM = re.compile(r"[ \t]*(?:[*\#]+|-)[ \t]+|;[ \t]+|:[ \t]+")
_ROW = re.compile(r"[ \t]*(?:table[^\n|]*\.|\|)")
_CELL = re.compile(rf"\|(?:_?{_ATTRIBUTES}[\\/\d<>=^~_]*\.[ \t])?([^|\n]*)(?=\|)")
_PRE = re.compile(r"<pre\b[^>]*>(?:[ \t]*<code\b([^>]*)>)?", re.IGNORECASE)
_PRE_END = re.compile(r"(?:</code>\s*)?</pre>", re.IGNORECASE)
_CODE_BLOCKS = ("bc", "pre", "notextile")


def read(source: str) -> list[Fragment]:
    """Return the fragments of a Textile text."""
    sheet, lines = Sheet(source, _MARKS), Lines(source)
    number = 0
    while number < len(lines):
        number = number + 1 if lines.is_blank(number) else _read_block(sheet, lines, number)
    return sheet.fragments


def _read_block(sheet: Sheet, lines: Lines, first: int) -> int:
    """Read what begins at a line; return the line after it."""
    text, start = lines.texts[first], lines.starts[first]
    if pre := _PRE.match(text):
        end = _PRE_END.search(sheet.source, start + pre.end())
        stop = end.start() if end else len(sheet.source)
        sheet.add_whole(Zone.CODE_BLOCK, start + pre.end(), stop)
        return _line_behind(lines, first, end.end() if end else stop)
    if _ROW.match(text):
        for cell in _CELL.finditer(text):
            sheet.add(Zone.TABLE, start + cell.start(1), start + cell.end(1))
        return first + 1
    block = _BLOCK.match(text)
    last = _last(lines, first, block)
    end_at = lines.end(last - 1)
    if block is None:
        item = _ITEM.match(text)
        zone = Zone.LIST_ITEM if item else Zone.BODY
        sheet.add(zone, start + item.end() if item else start, end_at)
    elif block[1][0] == "h":
        sheet.add(Zone.HEADING, start + block.end(), end_at, int(block[1][1]))
    elif block[1] in _CODE_BLOCKS:
        sheet.add_whole(Zone.CODE_BLOCK, start + block.end(), end_at)
    elif block[1] == "###":
        sheet.add_whole(Zone.HTML_COMMENT, start + block.end(), end_at)
    else:
        sheet.add(Zone.BODY, start + block.end(), end_at)
    return last


def _last(lines: Lines, first: int, block: re.Match[str] | None) -> int:
    """Return the line after a block: at a blank line, an item, or the next mark after `bc..`."""
    last = first + 1
    if block is not None and block[2] == ".." and block[1] in _CODE_BLOCKS:
        while last < len(lines) and not _BLOCK.match(lines.texts[last]):
            last += 1
        return last
    while not lines.is_blank(last):
        if block is None and (_ITEM.match(lines.texts[last]) or _ROW.match(lines.texts[last])):
            break
        if _PRE.match(lines.texts[last]):
            break
        last += 1
    return last


def _line_behind(lines: Lines, first: int, place: int) -> int:
    number = first + 1
    while number < len(lines) and lines.starts[number] < place:
        number += 1
    return number
