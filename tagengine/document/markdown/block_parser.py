"""The lines of a Markdown text to its blocks: CommonMark's, and GitHub's tables.

Read as https://spec.commonmark.org/0.31.2/#blocks says and, where that leaves a choice, as
markdown-it does; a test holds the blocks equal to markdown-it's. markdown-it keeps lines, not
characters, and makes two tokens of everything; here only what is needed is made, each block with
its place. A list item and a quote are lines that are read once more, from behind their marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tagengine.document.markdown import link_references
from tagengine.document.markdown.block_beginnings import (
    FENCE,
    HEADING,
    HTML_ALONE,
    HTML_ENDS,
    HTML_IN_TEXT,
    LIST_MARK,
    RULE,
    TEXT_ENDS,
    UNDERLINE,
    Beginnings,
    Inside,
)  # fmt: skip
from tagengine.document.markdown.block_lines import BLANK, CODE_INDENT, Block, Form, width
from tagengine.document.markdown.link_references import Reference
from tagengine.rules.zones import Zone

_DEPTH = 20  # lists and their items, and quotes, inside each other; what is deeper is left out


def parse(
    texts: Sequence[str], starts: Sequence[int], first: int = 0
) -> tuple[list[Block], dict[str, Reference]]:
    """Return the blocks of lines from the number `first` on, and the link references by label.

    `texts` are the lines without line ends and NUL, `starts` where each begins in the source.
    """
    reading = _Reading(texts, starts)
    reading.blocks_in(first, len(texts), Inside())
    return reading.blocks, reading.references


class _Reading(Beginnings):
    """One pass over lines, which collects the blocks."""

    def __init__(self, texts: Sequence[str], starts: Sequence[int]) -> None:
        super().__init__(texts, starts)
        self.references: dict[str, Reference] = {}

    def blocks_in(self, line: int, end: int, inside: Inside) -> int:
        """Read the blocks of lines `[line, end)`, and return the line at which they are left."""
        texts, at, columns = self.texts, self.at, self.columns
        while line < end:
            if at[line] >= len(texts[line]):
                line += 1
            elif columns[line] < inside.indent:
                break
            elif inside.depth >= _DEPTH:
                return end
            else:
                line = self._block(line, end, inside)
        return line

    def _block(self, line: int, end: int, inside: Inside) -> int:
        """Read the block that begins at a line, and return the line behind it."""
        text = self.texts[line]
        if "|" in text and (behind := self._table(line, end, inside)):
            return behind
        if self.columns[line] - inside.indent >= CODE_INDENT:
            return self._indented_code(line, end, inside)
        for read in _BEGINNINGS.get(text[self.at[line]], ()):
            if behind := read(self, line, end, inside):
                return behind
        return self._text(line, end, inside)

    # Each of those below reads what its name says and returns the line behind it; those that may
    # find that it is none return 0 then.

    def _text(self, first: int, end: int, inside: Inside) -> int:
        """Read a paragraph or an underlined heading."""
        texts, ats, columns = self.texts, self.at, self.columns
        line = first + 1
        while line < end:
            text, at = texts[line], ats[line]
            if at >= len(text):
                break
            may_end = text[at] in TEXT_ENDS or "|" in text
            if may_end and 0 <= columns[line] < inside.indent + CODE_INDENT:
                if columns[line] >= inside.indent and UNDERLINE.match(text, at):
                    self._add_lines(first, line, inside, level=1 if text[at] == "=" else 2)
                    return line + 1
                if self.ends_text(line, end, inside, in_text=True):
                    break
            line += 1
        self._add_lines(first, line, inside)
        return line

    def _heading(self, line: int, _end: int, inside: Inside) -> int:
        text = self.texts[line]
        marks = HEADING.match(text, self.at[line])
        if marks is None:
            return 0
        text = text.rstrip(BLANK)
        without = text.rstrip("#")
        if len(without) > marks.end() and without[-1] in BLANK:
            text = without
        level = marks.end() - marks.start()
        self.add_text(line, marks.end(), line, len(text), Zone.HEADING, level, inside.quoted)
        return line + 1

    def _rule(self, line: int, _end: int, _inside: Inside) -> int:
        return line + 1 if RULE.match(self.texts[line], self.at[line]) else 0

    def _indented_code(self, first: int, end: int, inside: Inside) -> int:
        line = behind = first + 1
        while line < end:
            if not self.is_empty(line):
                if self.columns[line] - inside.indent < CODE_INDENT:
                    break
                behind = line + 1
            line += 1
        self.add_whole(first, behind, Zone.CODE_BLOCK, Form.CODE, inside.quoted)
        return behind

    def _fence(self, first: int, end: int, inside: Inside) -> int:
        opened = FENCE.match(self.texts[first], self.at[first])
        if opened is None:
            return 0
        line, fence = first + 1, opened[1] or opened[2]
        is_closed = False
        while line < end:
            text, at, indent = self.texts[line], self.at[line], self.columns[line] - inside.indent
            if fence in text and text.startswith(fence, at) and 0 <= indent < CODE_INDENT:
                is_closed = not text[at:].rstrip(BLANK).strip(fence[0])
            if is_closed or (indent < 0 and at < len(text)):
                break
            line += 1
        self.add_whole(first + 1, line, Zone.CODE_BLOCK, Form.CODE, inside.quoted)
        return line + 1 if is_closed else line

    def _html(self, first: int, end: int, inside: Inside) -> int:
        text, at = self.texts[first], self.at[first]
        opened = HTML_IN_TEXT.match(text, at) or HTML_ALONE.match(text, at)
        if opened is None:
            return 0
        ends = HTML_ENDS.get(opened.lastgroup or "")
        line = first + 1
        while line < end and not (ends and ends.search(self.texts[line - 1], self.at[line - 1])):
            is_empty = self.is_empty(line)
            if (is_empty and not ends) or (not is_empty and self.columns[line] < inside.indent):
                break
            line += 1
        self.add_whole(first, line, inside.zone, Form.HTML, inside.quoted)
        return line

    def _reference(self, line: int, end: int, inside: Inside) -> int:
        found = link_references.read(self.lines_of_text(line, end, inside))
        if found is None:
            return 0
        label, url, count = found
        self.references.setdefault(label, Reference(url, line, line + count))
        return line + count

    def _table(self, first: int, end: int, inside: Inside) -> int:
        width = self.table_width(first, end, inside)
        if not width:
            return 0
        self._add_row(first, width, inside)
        line = first + 2
        while line < end and not self.is_empty(line):
            indent = self.columns[line] - inside.indent
            if not 0 <= indent < CODE_INDENT or self.begins(line, inside):
                break
            self._add_row(line, width, inside)
            line += 1
        return line

    def _list(self, line: int, end: int, inside: Inside) -> int:
        mark = self.list_mark(line, inside)
        if mark is None:
            return 0
        kind = mark[0][-1]
        while mark is not None and mark[0][-1] == kind:
            line = self._item(line, end, mark.end(), inside)
            if line >= end or not 0 <= self.columns[line] - inside.indent < CODE_INDENT:
                break
            text, at = self.texts[line], self.at[line]
            mark = None if RULE.match(text, at) else LIST_MARK.match(text, at)
        return line

    def _item(self, line: int, end: int, mark_end: int, inside: Inside) -> int:
        text, at, column = self.texts[line], self.at[line], self.columns[line]
        content = len(text) - len(text[mark_end:].lstrip(BLANK))
        mark_column = column + mark_end - at
        blank = width(text[mark_end:content], mark_column + self.bases[line])
        is_empty = content >= len(text)
        indent = mark_column + (1 if is_empty or blank > CODE_INDENT else blank)
        if is_empty and self.is_empty(line + 1):
            return min(line + 2, end)
        self.at[line], self.columns[line] = content, mark_column + blank
        item = Inside(indent, inside.indent, inside.depth + 2, Zone.LIST_ITEM, inside.quoted)
        behind = self.blocks_in(line, end, item)
        self.at[line], self.columns[line] = at, column
        return behind

    def _quote(self, first: int, end: int, inside: Inside) -> int:
        kept = []
        was_empty = False
        line = first
        while line < end and not self.is_empty(line):
            at, column = self.at[line], self.columns[line]
            has_mark = self.texts[line][at] == ">" and column >= inside.indent
            if not has_mark and (was_empty or self.begins(line, inside)):
                break
            kept.append((at, column, self.bases[line]))
            if has_mark:
                self.pass_over_quote_mark(line)
                was_empty = self.is_empty(line)
            else:
                self.columns[line] = -1
            line += 1
        quote = Inside(0, inside.list_indent, inside.depth + 1, inside.zone, True)
        behind = self.blocks_in(first, line, quote)
        for number, values in enumerate(kept, start=first):
            self.at[number], self.columns[number], self.bases[number] = values
        return behind

    def _add_row(self, line: int, width: int, inside: Inside) -> None:
        for start, end in self.cells(line)[:width]:
            self.add_text(line, start, line, end, Zone.TABLE, 0, inside.quoted)

    def _add_lines(self, first: int, end: int, inside: Inside, level: int = 0) -> None:
        """Add the text of lines, a heading if it has a level."""
        zone = Zone.HEADING if level else inside.zone
        last = end - 1
        self.add_text(
            first, self.at[first], last, len(self.texts[last]), zone, level, inside.quoted
        )


_Read = Callable[[_Reading, int, int, Inside], int]
_BEGINNINGS: dict[str, tuple[_Read, ...]] = {
    **dict.fromkeys("`~", (_Reading._fence,)),
    **dict.fromkeys("*-", (_Reading._rule, _Reading._list)),
    **dict.fromkeys("+0123456789", (_Reading._list,)),
    ">": (_Reading._quote,),
    "_": (_Reading._rule,),
    "[": (_Reading._reference,),
    "<": (_Reading._html,),
    "#": (_Reading._heading,),
}
"""What may begin at a line by the character that its text begins with, in the order of trying."""
