"""MediaWiki's markup (https://www.mediawiki.org/wiki/Help:Formatting), without its templates."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Reader
from tagengine.document.formats.sheet import EMOJI, ENTITY, LONGEST_HEADING, SPACE, URL, marks
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
_TEMPLATE = re.compile(r"\s*\{\{")
_BRACES = re.compile(r"\{\{|\}\}")
_ITEM = re.compile(r"[*\#:;]+[ \t]*")
_TABLE = re.compile(r"[ \t]*\{\|")
_TABLE_MARK = re.compile(r"[ \t]*(?:\{\||\|\}|\|-|\|\+)")
_CELL_ROW = re.compile(r"[ \t]*[|!]")
_CELL = re.compile(
    r"(?:^[ \t]*[|!]|\|\||!!)(?:[^|!\[\n]*=[^|!\[\n]*\|(?!\|))?((?:[^|!]|\|(?!\|)|!(?!!))*)"
)
_RULE = re.compile(r"-{4,}[ \t]*$")
_OUTER, _INDENTED = re.compile(r"[^ ]"), re.compile(r" ")
_BEGINNINGS = (_TEMPLATE, _HEADING, _CODE, _COMMENT, _ITEM, _TABLE_MARK, _CELL_ROW, _RULE)


def read(source: str) -> list[Fragment]:
    """Return the fragments of a text in MediaWiki's markup."""
    return _Reader(source).run()


class _Reader(Reader):
    marks = _MARKS

    def read_block(self, number: int) -> int:
        sheet, lines = self.sheet, self.lines
        text, start = lines.texts[number], lines.starts[number]
        if heading := _HEADING.match(text[:LONGEST_HEADING]):
            self.add_group(Zone.HEADING, number, heading, 2, len(heading[1]))
        elif code := _CODE.match(text):
            language = _LANGUAGE.search(code[2])
            close = re.compile(rf"</{code[1]}>", re.IGNORECASE)
            end = close.search(sheet.source, start + code.end())
            stop, behind = end.span() if end else (len(sheet.source),) * 2
            said = language[1] if language else ""
            sheet.add_whole(Zone.CODE_BLOCK, start + code.end(), stop, said)
            return self.line_behind(number, behind)
        elif comment := _COMMENT.match(text):
            end_at = sheet.source.find("-->", start)
            stop = end_at if end_at >= 0 else len(sheet.source)
            sheet.add_whole(Zone.HTML_COMMENT, start + comment.end(), stop)
            return self.line_behind(number, stop + 3)
        elif _TEMPLATE.match(text):
            return self.line_behind(number, _template_end(sheet.source, start))
        elif _TABLE_MARK.match(text) or _RULE.match(text):
            pass
        elif _CELL_ROW.match(text):
            self.add_cells(number, _CELL)
        elif item := _ITEM.match(text):
            sheet.add(Zone.LIST_ITEM, start + item.end(), lines.end(number))
        else:
            return self._read_lines(number)
        return number + 1

    def _read_lines(self, number: int) -> int:
        """Read a paragraph, or lines that begin with a space: they are code."""
        lines = self.lines
        is_code = lines.texts[number][0] == " "
        last = self.block_end(number, *_BEGINNINGS, _OUTER if is_code else _INDENTED)
        if is_code:
            self.add_lines(Zone.CODE_BLOCK, number, last)
        else:
            self.sheet.add(Zone.BODY, lines.starts[number], lines.end(last - 1))
        return last


def _template_end(source: str, start: int) -> int:
    depth = 0
    for brace in _BRACES.finditer(source, start):
        depth += 1 if brace[0] == "{{" else -1
        if depth == 0:
            return brace.end()
    return len(source)
