"""Textile (https://textile-lang.com/doc/): blocks with a mark at their head, and phrases."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Reader
from tagengine.document.formats.sheet import EMOJI, ENTITY, SPACE, URL, marks
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
    return _Reader(source).run()


class _Reader(Reader):
    marks = _MARKS

    def read_block(self, number: int) -> int:
        sheet, lines = self.sheet, self.lines
        text, start = lines.texts[number], lines.starts[number]
        if pre := _PRE.match(text):
            end = _PRE_END.search(sheet.source, start + pre.end())
            stop, behind = end.span() if end else (len(sheet.source),) * 2
            sheet.add_whole(Zone.CODE_BLOCK, start + pre.end(), stop)
            return self.line_behind(number, behind)
        if _ROW.match(text):
            self.add_cells(number, _CELL)
            return number + 1
        if block := _BLOCK.match(text):
            return self._read_marked(number, block)
        item = _ITEM.match(text)
        last = self.block_end(number, _ITEM, _ROW, _PRE)
        first = start + item.end() if item else start
        sheet.add(Zone.LIST_ITEM if item else Zone.BODY, first, lines.end(last - 1))
        return last

    def _read_marked(self, number: int, block: re.Match[str]) -> int:
        """Read a block with a mark at its head; of code, `bc..` goes on to the next mark."""
        name = block[1]
        is_code = name in _CODE_BLOCKS
        if is_code and block[2] == "..":
            last = self.lines.until(number + 1, _BLOCK)
        else:
            last = self.block_end(number, _PRE)
        start, end = self.lines.starts[number] + block.end(), self.lines.end(last - 1)
        if is_code or name == "###":
            self.sheet.add_whole(Zone.CODE_BLOCK if is_code else Zone.HTML_COMMENT, start, end)
        elif name[0] == "h":
            self.sheet.add(Zone.HEADING, start, end, int(name[1]))
        else:
            self.sheet.add(Zone.BODY, start, end)
        return last
