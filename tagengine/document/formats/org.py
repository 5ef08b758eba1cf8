"""Org (https://orgmode.org/worg/org-syntax.html): headings, lists, tables, blocks, links."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import EMOJI, LONGEST_HEADING, SPACE, URL, Lines, Sheet, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_IMAGE = r"(?:png|jpe?g|gif|svg|webp)"
_MARKS = marks(
    SPACE,
    rf"\[\[(?P<image1>[^\]\[]+\.{_IMAGE}[^\]\[]*)\]\]",
    rf"\[\[(?P<url1>[^\]\[]+)\]\[(?P<image2>[^\]\[]+\.{_IMAGE}[^\]\[]*)\]\]",
    r"\[\[(?P<url2>[^\]\[]+)\]\[(?P<link1>[^\]\[]+)\]\]",
    r"\[\[(?P<url3>[^\]\[]+)\]\]",
    r"<(?P<url4>https?://[^\s<>]+)>",
    r"\[fn:[^\]]*\]",
    r"(?<![\w=~])[=~](?P<code1>[^\s=~](?:[^=~\n]*[^\s=~])?)[=~](?!\w)",
    r"(?<![\w+])\+(?P<comment1>[^\s+](?:[^+\n]*[^\s+])?)\+(?![\w+])",
    r"(?<![\w*])\*(?P<text1>[^\s*](?:[^*]*?[^\s*])?)\*(?!\w)",
    r"(?<![\w/:])/(?P<text2>[^\s/](?:[^/\n]*?[^\s/])?)/(?![\w/])",
    r"(?<!\w)_(?P<text3>[^\s_](?:[^_\n]*?[^\s_])?)_(?!\w)",
    r"\\\\(?=\s)",
    URL,
    EMOJI,
)
_HEADING = re.compile(
    r"(\*+)[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[\#\w\][ \t]+)?"
    r"(.*?)(?:[ \t]+:[\w@:]+:)?[ \t]*$"
)
_KEYWORD = re.compile(r"[ \t]*#\+(\w[\w-]*)(?:\[[^\]]*\])?:[ \t]*(.*)", re.IGNORECASE)
_BEGIN = re.compile(r"[ \t]*#\+begin_(\w+)[ \t]*([^\s]*)", re.IGNORECASE)
_COMMENT = re.compile(r"[ \t]*#(?:[ \t]|$)")
_FIXED = re.compile(r"[ \t]*:(?:[ \t]|$)")
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*$")
_DRAWER_END = re.compile(r"[ \t]*:end:[ \t]*$", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-+]|[ \t]\*|\d+[.)])[ \t]+(?:\[[ xX-]\][ \t]+)?")
_ROW = re.compile(r"[ \t]*\|")
_RULE = re.compile(r"[ \t]*(?:-{5,}|\|[-+|]+)[ \t]*$")
_CELL = re.compile(r"[^|]+")
_HIDDEN_BLOCKS = ("comment", "export")
_CODE_BLOCKS = ("src", "example")


def read(source: str) -> list[Fragment]:
    """Return the fragments of an Org text."""
    return _Reading(source).run()


class _Reading:
    def __init__(self, source: str) -> None:
        self._sheet, self._lines = Sheet(source, _MARKS), Lines(source)
        self._has_title = False

    def run(self) -> list[Fragment]:
        number = 0
        while number < len(self._lines):
            number = self._read(number)
        return self._sheet.fragments

    def _read(self, number: int) -> int:
        """Read what begins at a line; return the line after it."""
        sheet, lines = self._sheet, self._lines
        text, start = lines.texts[number], lines.starts[number]
        if heading := _HEADING.match(text[:LONGEST_HEADING]):
            level = len(heading[1]) + self._has_title
            sheet.add(Zone.HEADING, start + heading.start(2), start + heading.end(2), level)
        elif begin := _BEGIN.match(text):
            return self._read_block(number, begin[1].lower(), begin[2])
        elif keyword := _KEYWORD.match(text):
            if keyword[1].lower() in ("title", "subtitle", "description"):
                is_title = keyword[1].lower() == "title"
                self._has_title |= is_title
                zone = Zone.HEADING if is_title else Zone.BODY
                sheet.add(zone, start + keyword.start(2), start + keyword.end(2), int(is_title))
        elif _COMMENT.match(text):
            sheet.add_whole(Zone.HTML_COMMENT, start, lines.end(number))
        elif _DRAWER.match(text):
            end = lines.until(number + 1, _DRAWER_END)
            return end + 1 if end < len(lines) else number + 1
        elif _FIXED.match(text):
            return self._read_fixed(number)
        elif not lines.is_blank(number) and not _RULE.match(text):
            return self._read_text(number)
        return number + 1

    def _read_block(self, number: int, name: str, language: str) -> int:
        lines = self._lines
        end = lines.until(number + 1, re.compile(rf"[ \t]*#\+end_{name}\b", re.IGNORECASE))
        if end == len(lines) or name not in (*_HIDDEN_BLOCKS, *_CODE_BLOCKS):
            return number + 1
        if end > number + 1:
            zone = Zone.HTML_COMMENT if name in _HIDDEN_BLOCKS else Zone.CODE_BLOCK
            said = language if name == "src" else ""
            self._sheet.add_whole(zone, lines.starts[number + 1], lines.end(end - 1), said)
        return end + 1

    def _read_fixed(self, number: int) -> int:
        lines = self._lines
        last = number
        while last < len(lines) and _FIXED.match(lines.texts[last]):
            text = lines.texts[last]
            colon = lines.starts[last] + text.index(":") + 1
            self._sheet.add_whole(Zone.CODE_BLOCK, colon, lines.end(last))
            last += 1
        return last

    def _read_text(self, number: int) -> int:
        """Read a paragraph, an item or the row of a table."""
        sheet, lines = self._sheet, self._lines
        text, start = lines.texts[number], lines.starts[number]
        if _ROW.match(text):
            for cell in _CELL.finditer(text):
                sheet.add(Zone.TABLE, start + cell.start(), start + cell.end())
            return number + 1
        item = _ITEM.match(text)
        last = number + 1
        while not lines.is_blank(last) and not self._begins_block(lines.texts[last]):
            last += 1
        first = start + item.end() if item else start
        sheet.add(Zone.LIST_ITEM if item else Zone.BODY, first, lines.end(last - 1))
        return last

    def _begins_block(self, text: str) -> bool:
        beginnings = (_HEADING, _BEGIN, _KEYWORD, _COMMENT, _FIXED, _DRAWER, _ITEM, _ROW)
        return any(one.match(text) for one in beginnings)
