"""RDoc markup (https://ruby.github.io/rdoc/): headings, indented code, lists and links."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import EMOJI, ENTITY, SPACE, URL, Lines, Sheet, marks
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(
    SPACE,
    r"\{rdoc-image:(?P<image1>[^\s}:]+:[^\s}:]*)(?::(?P<alt1>[^}]*))?\}\[(?P<url1>[^\]\s]+)\]",
    r"\{<img[ ]src=\"(?P<image2>[^\"]*)\"[^>]*?(?:alt=\"(?P<alt2>[^\"]*)\")?[^>]*>\}"
    r"\[(?P<url2>[^\]\s]+)\]",
    r"rdoc-image:(?P<image3>\S+)",
    r"\{(?P<link1>[^{}\n]+)\}\[(?P<url3>[^\]\s]+)\]",
    r"(?P<link2>[\w.-]+)\[(?P<url4>(?:https?:|link:|mailto:|www\.|rdoc-ref:)[^\]\s]+)\]",
    r"link:(?P<url5>\S+)",
    r"<(?:tt|code)>(?P<code1>.*?)</(?:tt|code)>",
    r"(?<![\w`])`(?P<code2>[^`\n]+)`",
    r"(?<![\w+])\+(?P<code3>[^\s+]+)\+(?![\w+])",
    r"<(?:del|s|strike)>(?P<comment1>.*?)</(?:del|s|strike)>",
    r"(?<![\w*])\*(?P<text1>[^\s*]+)\*(?![\w*])",
    r"(?<!\w)_(?P<text2>[^\s_]+)_(?!\w)",
    r"</?(?:b|i|em|strong|br)[ ]*/?>",
    r"\\(?=[*_+<{\w])",
    URL,
    ENTITY,
    EMOJI,
)
_HEADING = re.compile(r"(={1,6}|\#{1,6})[ \t]*(?=[^\s=\#!])")
_RULE = re.compile(r"-{3,}[ \t]*$|={7,}[ \t]*$")
_DIRECTIVE = re.compile(
    r":(?:title|main|include|call-seq|markup|category|nodoc|startdoc|stopdoc|enddoc)\b"
)
_ITEM = re.compile(r"[ \t]*(?:[*-]|\d+\.|[A-Za-z]\.)[ \t]+(?=\S)")
_LABEL = re.compile(r"[ \t]*(?:\[([^\]]+)\](?=[ \t]|$)|(\S.*?)::(?=[ \t]|$))[ \t]*")


def read(source: str) -> list[Fragment]:
    """Return the fragments of an RDoc text."""
    sheet, lines = Sheet(source, _MARKS), Lines(source)
    number = indent = 0
    while number < len(lines):
        text = lines.texts[number]
        if lines.is_blank(number) or _RULE.match(text) or _DIRECTIVE.match(text):
            number += 1
        elif text.rstrip() == "--":
            end = lines.until(number + 1, re.compile(r"\+\+[ \t]*$"))
            if end > number + 1:
                sheet.add_whole(Zone.HTML_COMMENT, lines.starts[number + 1], lines.end(end - 1))
            number = end + 1
        else:
            number, indent = _read_block(sheet, lines, number, indent)
    return sheet.fragments


def _read_block(sheet: Sheet, lines: Lines, first: int, indent: int) -> tuple[int, int]:
    """Read what begins at a line; return the line after it, and how far the text of an item is in.

    What is indented more than the text around it is code.
    """
    text, start = lines.texts[first], lines.starts[first]
    own = len(text) - len(text.lstrip())
    if heading := _HEADING.match(text):
        level = len(heading[1])
        sheet.add(Zone.HEADING, start + heading.end(), lines.end(first), level)
        return first + 1, 0
    indent = indent if own >= indent else 0
    item = _ITEM.match(text)
    label = None if item else _LABEL.match(text)
    if (not (item or label) and own > indent) or (own >= indent + 4 and own > 4):
        return _read_code(sheet, lines, first, indent), indent
    marked = item or label
    indent = marked.end() if marked else min(own, indent)
    last = first + 1
    while not lines.is_blank(last) and not _begins_block(lines.texts[last], indent, marked is None):
        last += 1
    if label is not None:
        group = 1 if label[1] else 2
        sheet.add(Zone.LIST_ITEM, start + label.start(group), start + label.end(group))
    zone = Zone.LIST_ITEM if marked else Zone.BODY
    sheet.add(zone, start + (marked.end() if marked else 0), lines.end(last - 1))
    return last, indent


def _read_code(sheet: Sheet, lines: Lines, first: int, indent: int) -> int:
    last = first + 1
    while last < len(lines):
        text = lines.texts[last]
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        last += 1
    sheet.add_whole(Zone.CODE_BLOCK, lines.starts[first], lines.end(last - 1))
    return last


def _begins_block(text: str, indent: int, is_paragraph: bool) -> bool:
    if _HEADING.match(text) or _ITEM.match(text) or _RULE.match(text) or text.rstrip() == "--":
        return True
    if not is_paragraph and _LABEL.match(text):
        return True
    return is_paragraph and len(text) - len(text.lstrip()) > indent
