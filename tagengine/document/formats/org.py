"""Org (https://orgmode.org/worg/org-syntax.html): headings, lists, tables, blocks, links."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Reader
from tagengine.document.formats.sheet import EMOJI, LONGEST_HEADING, SPACE, URL, marks
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
_FIXED = re.compile(r"([ \t]*:)(?:[ \t]|$)")
_DRAWER = re.compile(r"[ \t]*:[\w-]+:[ \t]*$")
_DRAWER_END = re.compile(r"[ \t]*:end:[ \t]*$", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-+]|[ \t]\*|\d+[.)])[ \t]+(?:\[[ xX-]\][ \t]+)?")
_ROW = re.compile(r"[ \t]*\|")
_RULE = re.compile(r"[ \t]*(?:-{5,}|\|[-+|]+)[ \t]*$")
_BEGINNINGS = (_HEADING, _BEGIN, _KEYWORD, _COMMENT, _FIXED, _DRAWER, _ITEM, _ROW)
_CELL = re.compile(r"([^|]+)")
_BLOCKS = {
    **dict.fromkeys(("comment", "export"), Zone.HTML_COMMENT),
    **dict.fromkeys(("src", "example"), Zone.CODE_BLOCK),
}


def read(source: str) -> list[Fragment]:
    """Return the fragments of an Org text."""
    return _Reader(source).run()


class _Reader(Reader):
    marks = _MARKS
    _has_title = False

    def read_block(self, number: int) -> int:
        lines = self.lines
        text = lines.texts[number]
        heading = _HEADING.match(text[:LONGEST_HEADING])
        if heading and f"{heading[2]} ".startswith("COMMENT "):  # with all that is below it
            end = lines.until(number + 1, re.compile(rf"\*{{1,{len(heading[1])}}}[ \t]"))
            self.add_lines(Zone.HTML_COMMENT, number, end)
            return end
        if heading:
            self.add_group(Zone.HEADING, number, heading, 2, len(heading[1]) + self._has_title)
        elif begin := _BEGIN.match(text):
            return self._read_named(number, begin[1].lower(), begin[2])
        elif keyword := _KEYWORD.match(text):
            if keyword[1].lower() in ("title", "subtitle", "description"):
                is_title = keyword[1].lower() == "title"
                self._has_title |= is_title
                zone = Zone.HEADING if is_title else Zone.BODY
                self.add_group(zone, number, keyword, 2, int(is_title))
        elif _COMMENT.match(text):
            self.add_lines(Zone.HTML_COMMENT, number, number + 1)
        elif _DRAWER.match(text):
            end = lines.until(number + 1, _DRAWER_END)
            return end + 1 if end < len(lines) else number + 1
        elif fixed := _FIXED.match(text):
            colon = lines.starts[number] + fixed.end(1)
            self.sheet.add_whole(Zone.CODE_BLOCK, colon, lines.end(number))
        elif _ROW.match(text):
            if not _RULE.match(text):
                self.add_cells(number, _CELL)
        elif not _RULE.match(text):
            return self._read_paragraph(number)
        return number + 1

    def _read_named(self, number: int, name: str, language: str) -> int:
        """Read a block with a name; the lines of one that has text are read as those around it."""
        closing = re.compile(rf"[ \t]*#\+end_{name}\b", re.IGNORECASE)
        zone = _BLOCKS.get(name)
        if zone is None or self.lines.until(number + 1, closing) == len(self.lines):
            return number + 1
        return self.read_up_to(number, closing, zone, language if name == "src" else "")

    def _read_paragraph(self, number: int) -> int:
        """Read a paragraph or an item."""
        lines = self.lines
        item = _ITEM.match(lines.texts[number])
        last = self.block_end(number, *_BEGINNINGS)
        first = lines.starts[number] + (item.end() if item else 0)
        self.sheet.add(Zone.LIST_ITEM if item else Zone.BODY, first, lines.end(last - 1))
        return last
