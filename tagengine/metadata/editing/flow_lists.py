"""Lists in brackets: JSON's, TOML's, and YAML's flow style.

A list is its items and the gaps before, between and after them, which hold commas, white space and
comments. No comment is lost: that of an item which goes stays where it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tagengine.metadata.editing import flow_rows
from tagengine.metadata.editing.changes import Change, Edit, line_end_of
from tagengine.metadata.record_files.nodes import Sequence

_COMMENT = re.compile(r"#[^\r\n]*")
_INDENT = "  "  # of an item where nothing shows another
_OWN_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?=#[^\r\n]*\Z)")
_LAST_LINE = re.compile(r"(?:\r\n|\n|\r)?[ \t]*\Z")


def edit(text: str, node: Sequence, change: Change) -> Edit:
    """Return the edit of a text that changes a list in brackets."""
    rows = flow_rows.edited(text, node, change)
    if rows is not None:
        return Edit(node.start, node.end, rows)
    flow = _Flow.of(text, node)
    for index, item in change.replaced.items():
        flow.items[index] = item
    for index in sorted(change.removed, reverse=True):
        flow.remove(index)
    for item in change.appended:
        flow.append(item)
    return Edit(node.start, node.end, flow.text())


class _Flow:
    """A list while it is changed; `gaps` has one more entry than `items`."""

    def __init__(self, items: list[str], gaps: list[str], separator: str) -> None:
        self.items = items
        self.gaps = gaps
        self._separator = separator

    @classmethod
    def of(cls, text: str, node: Sequence) -> _Flow:
        ends = [node.start + 1, *(item.end for item in node.items)]
        starts = [*(item.start for item in node.items), node.end - 1]
        gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        items = [text[item.start : item.end] for item in node.items]
        return cls(items, gaps, _separator(text, node, gaps))

    def text(self) -> str:
        parts = [self.gaps[0]]
        for item, gap in zip(self.items, self.gaps[1:], strict=True):
            parts += (item, gap)
        return "[" + "".join(parts) + "]"

    def remove(self, index: int) -> None:
        left, right = self.gaps[index], self.gaps[index + 1]
        if len(self.items) == 1:
            both = _without_comma(left) + _without_comma(right)
            joined = both if "#" in both else ""
        elif index < len(self.items) - 1:
            joined = _joined(left, _without_comma(right)) if "#" in right else left
        elif "#" not in left:
            joined = right
        elif _has_comma(right):
            joined = _joined(left, _without_comma(right))
        else:
            joined = _joined(_without_comma(left), right)
        self.gaps[index : index + 2] = [joined]
        del self.items[index]

    def append(self, item: str) -> None:
        closing = self.gaps[-1]
        if not self.items and "#" in closing:
            before, line, tail = _around_first(closing)
            self.gaps, self._separator = [before + line, tail], f",{line}"
        elif not self.items:
            self.gaps = ["", ""]
        elif "#" in closing:
            has_comma = _has_comma(closing)
            before, tail = _before_last_line(closing)
            line = self._separator.lstrip(",") if "\n" in self._separator else tail
            self.gaps[-1] = ("" if has_comma else ",") + before + line
            self.gaps.append(("," if has_comma else "") + tail)
        else:
            self.gaps[-1:] = [self._separator, closing]
        self.items.append(item)


def _separator(text: str, node: Sequence, gaps: list[str]) -> str:
    """Return the comma and white space that separate items here."""
    inner = gaps[1:-1]
    plain = [gap for gap in inner if "#" not in gap]
    if plain:
        return plain[-1]
    for gap in (*inner, gaps[0]):
        if "\n" in gap or "\r" in gap:
            last = max(gap.rfind("\n"), gap.rfind("\r"))
            return "," + line_end_of(text, node.start) + gap[last + 1 :]
    return "," if is_compact_at(text, node) else ", "


def is_compact_at(text: str, node: Sequence) -> bool:
    """Return whether a JSON text has no spaces after colons, and so none after commas."""
    return text[max(node.start - 2, 0) : node.start].endswith('":')


def _around_first(gap: str) -> tuple[str, str, str]:
    """Return the parts of the gap of a list that has only a comment: an item is before the last.

    It gets a line of its own, the second part, indented as the comment if that has one too, else
    more than the bracket.
    """
    before, tail = _before_last_line(gap)
    own = _OWN_LINE.search(before)
    return before, own[0] if own else f"{tail}{_INDENT}", tail


def _before_last_line(gap: str) -> tuple[str, str]:
    """Return a gap in two parts, of which the second is its last line end and what follows."""
    before = _LAST_LINE.sub("", gap)
    return before, gap[len(before) :]


def _joined(left: str, right: str) -> str:
    """Return two gaps as one, without the blank that stood around the item between them."""
    right = right.lstrip(" \t")
    return (left.rstrip() if right.startswith(("\r", "\n")) else left) + right


def _has_comma(gap: str) -> bool:
    return "," in _COMMENT.sub("", gap)


def _without_comma(gap: str) -> str:
    comments = [found.span() for found in _COMMENT.finditer(gap)]
    spans = [(0, 0), *comments, (len(gap), len(gap))]
    for (_, end), (start, _) in pairwise(spans):
        comma = gap.find(",", end, start)
        if comma >= 0:
            return gap[:comma] + gap[comma + 1 :]
    return gap
