"""RDoc markup (https://ruby.github.io/rdoc/): headings, indented code, lists and links."""

from __future__ import annotations

import re

from tagengine.document.formats.by_line import Reader
from tagengine.document.formats.sheet import EMOJI, ENTITY, SPACE, URL, marks
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
_HIDDEN, _HIDDEN_END = re.compile(r"--\s*$"), re.compile(r"\+\+[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[*-]|\d+\.|[A-Za-z]\.)[ \t]+(?=\S)")
_LABEL = re.compile(r"[ \t]*(?:\[([^\]]+)\](?=[ \t]|$)|(\S.*?)::(?=[ \t]|$))[ \t]*")


def read(source: str) -> list[Fragment]:
    """Return the fragments of an RDoc text."""
    return _Reader(source).run()


class _Reader(Reader):
    marks = _MARKS
    _indent = 0  # of the text of the item that was read last

    def read_block(self, number: int) -> int:
        text = self.lines.texts[number]
        if _RULE.match(text) or _DIRECTIVE.match(text):
            return number + 1
        if _HIDDEN.match(text):
            return self.read_up_to(number, _HIDDEN_END, Zone.HTML_COMMENT)
        if heading := _HEADING.match(text):
            start, end = self.lines.starts[number] + heading.end(), self.lines.end(number)
            self.sheet.add(Zone.HEADING, start, end, len(heading[1]))
            self._indent = 0
            return number + 1
        return self._read_text(number)

    def _read_text(self, number: int) -> int:
        """Read code, which is what is indented more than the text around it, an item or others."""
        lines, text = self.lines, self.lines.texts[number]
        own = len(text) - len(text.lstrip())
        indent = self._indent if own >= self._indent else 0
        item = _ITEM.match(text)
        label = None if item else _LABEL.match(text)
        marked = item or label
        if (not marked and own > indent) or (own >= indent + 4 and own > 4):
            self._indent = indent
            last = lines.until(number + 1, re.compile(rf"(?=\s*\S)(?!\s{{{indent + 1}}})"))
            self.add_lines(Zone.CODE_BLOCK, number, last)
            return last
        self._indent = indent = marked.end() if marked else min(own, indent)
        inner = _LABEL if marked else re.compile(rf"\s{{{indent + 1}}}")
        last = self.block_end(number, _HEADING, _ITEM, _RULE, _HIDDEN, inner)
        if label is not None:
            self.add_group(Zone.LIST_ITEM, number, label, 1 if label[1] else 2)
        start = lines.starts[number] + (marked.end() if marked else 0)
        self.sheet.add(Zone.LIST_ITEM if marked else Zone.BODY, start, lines.end(last - 1))
        return last
