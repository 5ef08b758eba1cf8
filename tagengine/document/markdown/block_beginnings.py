"""Which block begins at a line, told by what the text of the line begins with.

After https://spec.commonmark.org/0.31.2/#leaf-blocks and #container-blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tagengine.document.markdown import table_rows
from tagengine.document.markdown.block_lines import BLANK, CODE_INDENT, Lines
from tagengine.rules.zones import Zone

FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
HEADING = re.compile(r"#{1,6}(?=[ \t]|$)")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
LIST_MARK = re.compile(r"(?:[*+-]|([0-9]{1,9})[.)])(?=[ \t]|$)")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
# An HTML block of the first group ends with what the group's name says, the others at a blank line.
HTML_IN_TEXT = re.compile(
    r"""<(?:(?ai:(?P<raw>script|pre|style|textarea))(?=[\s>]|$)
    |(?P<comment>!--)|(?P<instruction>\?)|(?P<declaration>![A-Za-z])|(?P<cdata>!\[CDATA\[)
    |/?(?ai:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd
    |details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head
    |header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param
    |search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=\s|/?>|$))""",
    re.VERBOSE,
)
HTML_ALONE = re.compile(
    r"""<(?:[A-Za-z][A-Za-z0-9-]*
    (?:\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)*\s*/?
    |/[A-Za-z][A-Za-z0-9-]*\s*)>\s*$""",
    re.VERBOSE,
)
HTML_ENDS = {
    "raw": re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE | re.ASCII),
    "comment": re.compile("-->"),
    "instruction": re.compile(r"\?>"),
    "declaration": re.compile(">"),
    "cdata": re.compile(r"\]\]>"),
}
TEXT_ENDS = frozenset("`~>*-_+0123456789<#=")  # a line of text that begins otherwise goes on


class Inside(NamedTuple):
    """What the lines that are read are in: `indent` is the columns before them.

    `list_indent` is that of the list around (-1: none is), `zone` that of plain text.
    """

    indent: int = 0
    list_indent: int = -1
    depth: int = 0
    zone: Zone = Zone.BODY
    quoted: bool = False


class Beginnings(Lines):
    """Lines that tell which block begins at them."""

    def begins(self, line: int, inside: Inside, *, in_text: bool = False) -> bool:
        """Tell whether a block, no table, begins at a line; inside a text some may not."""
        text, at = self.texts[line], self.at[line]
        mark = text[at : at + 1]
        if mark not in TEXT_ENDS or self.columns[line] - inside.indent >= CODE_INDENT:
            return False
        if mark in "`~":
            return FENCE.match(text, at) is not None
        if mark == "#":
            return HEADING.match(text, at) is not None
        if mark == "<":
            return HTML_IN_TEXT.match(text, at) is not None
        is_rule = mark in "*-_" and RULE.match(text, at) is not None
        return mark == ">" or is_rule or self.list_mark(line, inside, in_text=in_text) is not None

    def ends_text(self, line: int, end: int, inside: Inside, *, in_text: bool) -> bool:
        """Tell whether a block begins at a line that would otherwise go on with a text."""
        is_table = "|" in self.texts[line] and self.table_width(line, end, inside) > 0
        return is_table or self.begins(line, inside, in_text=in_text)

    def list_mark(
        self, line: int, inside: Inside, *, in_text: bool = False
    ) -> re.Match[str] | None:
        """Return the mark of the list item that begins at a line, if one does."""
        text, column = self.texts[line], self.columns[line]
        if 0 <= inside.list_indent <= column - CODE_INDENT and column < inside.indent:
            return None
        mark = LIST_MARK.match(text, self.at[line])
        if mark is not None and in_text and column >= inside.indent:
            is_first = not mark[1] or int(mark[1]) == 1
            return mark if is_first and text[mark.end() :].strip(BLANK) else None
        return mark

    def table_width(self, line: int, end: int, inside: Inside) -> int:
        """Return how many columns the table has whose head stands in a line; 0 if none does."""
        below = line + 1
        if below >= end or self.columns[line] - inside.indent >= CODE_INDENT:
            return 0
        if not 0 <= self.columns[below] - inside.indent < CODE_INDENT:
            return 0
        width = table_rows.width(self.texts[below], self.at[below])
        return width if width and width == len(self.cells(line)) else 0

    def lines_of_text(self, line: int, end: int, inside: Inside) -> Iterator[str]:
        """Yield the lines of the paragraph that there would be from a line on."""
        yield self.texts[line][self.at[line] :]
        for following in range(line + 1, end):
            may_end = 0 <= self.columns[following] < inside.indent + CODE_INDENT
            if self.is_empty(following) or (
                may_end and self.ends_text(following, end, inside, in_text=False)
            ):
                return
            yield self.texts[following][self.at[following] :]

    def cells(self, line: int) -> list[tuple[int, int]]:
        """Return the cells of the table's row that a line is, as characters of the line."""
        return table_rows.cells(self.texts[line], self.at[line])
