"""MediaWiki's markup (https://www.mediawiki.org/wiki/Help:Formatting), without its templates."""

from __future__ import annotations

import re

from tagengine.document.formats.sheet import (
    EMOJI,
    ENTITY,
    LONGEST_HEADING,
    SPACE,
    URL,
    Lines,
    Sheet,
    marks,
)  # fmt: skip
from tagengine.document.pieces import Fragment
from tagengine.rules.zones import Zone

_MARKS = marks(
    SPACE,
    r"<!--(?P<comment1>.*?)-->",
    r"\[\[(?:File|Image|Datei|Fichier):(?P<image1>[^\]|]+)(?:\|[^\]|]*){0,8}?(?:\|(?:alt=)?(?P<alt1>[^\]|=]+))?\]\]",
    r"\[\[Category:[^\]]*\]\]",
    r"\{\{[^{}]*\}\}",
    r"\[\[[^\]|\n]+\|(?P<link1>[^\]\n]+)\]\]",
    r"\[\[(?P<link2>[^\]|\n]+)\]\]",
    r"\[(?P<url1>(?:https?:)?//[^\s\]]+)[ ]+(?P<link3>[^\]\n]+)\]",
    r"\[(?P<url2>(?:https?:)?//[^\s\]]+)\]",
    r"<(?:code|tt|kbd|samp)\b[^>]*>(?P<code1>.*?)</(?:code|tt|kbd|samp)>",
    r"<nowiki>(?P<text1>.*?)</nowiki>",
    r"<(?:del|s|strike)\b[^>]*>(?P<comment2>.*?)</(?:del|s|strike)>",
    r"<ref\b[^>]*/>|<ref\b[^>]*>.*?</ref>",
    r"'{2,5}",
    r"<(?P<space1>br)[ ]*/?>",
    r"</?[A-Za-z][^<>]*>",
    r"__[A-Z]+__",
    URL,
    ENTITY,
    EMOJI,
)
_HEADING = re.compile(r"(={1,6})[ \t]*([^=\s].*?)[ \t]*\1[ \t]*(?:<!--.*)?$")
_CODE = re.compile(r"[ \t]*<(pre|source|syntaxhighlight)\b([^>]*)>", re.IGNORECASE)
_LANGUAGE = re.compile(r"lang\s*=\s*[\"']?([\w+#-]+)")
_COMMENT = re.compile(r"[ \t]*<!--")
_TEMPLATE = re.compile(r"\{\{|\}\}")
_ITEM = re.compile(r"[*\#:;]+[ \t]*")
_TABLE = re.compile(r"[ \t]*\{\|")
_TABLE_MARK = re.compile(r"[ \t]*(?:\{\||\|\}|\|-|\|\+)")
_CELL_ROW = re.compile(r"[ \t]*[|!]")
_CELL = re.compile(
    r"(?:^[ \t]*[|!]|\|\||!!)(?:[^|!\[\n]*=[^|!\[\n]*\|(?!\|))?((?:[^|!]|\|(?!\|)|!(?!!))*)"
)
_RULE = re.compile(r"-{4,}[ \t]*$")


def read(source: str) -> list[Fragment]:
    """Return the fragments of a text in MediaWiki's markup."""
    sheet, lines = Sheet(source, _MARKS), Lines(source)
    number = 0
    while number < len(lines):
        number = number + 1 if lines.is_blank(number) else _read_block(sheet, lines, number)
    return sheet.fragments


def _read_block(sheet: Sheet, lines: Lines, first: int) -> int:
    """Read what begins at a line; return the line after it."""
    text, start = lines.texts[first], lines.starts[first]
    if heading := _HEADING.match(text[:LONGEST_HEADING]):
        level = len(heading[1])
        sheet.add(Zone.HEADING, start + heading.start(2), start + heading.end(2), level)
    elif code := _CODE.match(text):
        language = _LANGUAGE.search(code[2])
        end = re.compile(rf"</{code[1]}>", re.IGNORECASE).search(sheet.source, start + code.end())
        stop, behind = end.span() if end else (len(sheet.source),) * 2
        said = language[1] if language else ""
        sheet.add_whole(Zone.CODE_BLOCK, start + code.end(), stop, said)
        return _line_behind(lines, first, behind)
    elif _COMMENT.match(text):
        close = sheet.source.find("-->", start)
        stop = close if close >= 0 else len(sheet.source)
        sheet.add_whole(Zone.HTML_COMMENT, start + text.index("<!--") + 4, stop)
        return _line_behind(lines, first, stop + 3)
    elif text.lstrip().startswith("{{"):
        return _line_behind(lines, first, _template_end(sheet.source, start))
    elif _TABLE_MARK.match(text) or _RULE.match(text):
        pass
    elif _CELL_ROW.match(text):
        for cell in _CELL.finditer(text):
            sheet.add(Zone.TABLE, start + cell.start(1), start + cell.end(1))
    elif item := _ITEM.match(text):
        sheet.add(Zone.LIST_ITEM, start + item.end(), lines.end(first))
    else:
        return _read_lines(sheet, lines, first)
    return first + 1


def _read_lines(sheet: Sheet, lines: Lines, first: int) -> int:
    """Read a paragraph, or lines that begin with a space: they are code."""
    is_code = lines.texts[first][0] == " "
    last = first + 1
    while not lines.is_blank(last):
        text = lines.texts[last]
        if (text[0] == " ") is not is_code or _begins_block(text):
            break
        last += 1
    start, end = lines.starts[first], lines.end(last - 1)
    if is_code:
        sheet.add_whole(Zone.CODE_BLOCK, start, end)
    else:
        sheet.add(Zone.BODY, start, end)
    return last


def _begins_block(text: str) -> bool:
    if text.lstrip().startswith("{{"):
        return True
    beginnings = (_HEADING, _CODE, _COMMENT, _ITEM, _TABLE_MARK, _CELL_ROW, _RULE)
    return any(one.match(text) for one in beginnings)


def _template_end(source: str, start: int) -> int:
    depth = 0
    for brace in _TEMPLATE.finditer(source, start):
        depth += 1 if brace[0] == "{{" else -1
        if depth == 0:
            return brace.end()
    return len(source)


def _line_behind(lines: Lines, first: int, place: int) -> int:
    number = first + 1
    while number < len(lines) and lines.starts[number] < place:
        number += 1
    return number
