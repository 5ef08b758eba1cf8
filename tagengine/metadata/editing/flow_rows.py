"""Lists in brackets with a line for each item and comments beside them: YAML's and TOML's.

A row is an item's line: the indentation, the item, its comma, and the comment behind. The comment
of an item that goes gets its own line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tagengine.metadata.editing.changes import Change, line_end_of
from tagengine.metadata.record_files.nodes import Sequence

_GAP = re.compile(
    r"(?P<comma>[ \t]*,)?(?P<comment>[ \t]*(?:#[^\r\n]*)?)"
    r"(?P<rest>(?:(?:\r\n|\n|\r)[ \t]*(?:#[^\r\n]*)?)*(?:\r\n|\n|\r))(?P<indent>[ \t]*)"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """An item with what is before and after it on its line; `rest` are the lines up to the next.

    Of a row without an item only the comment is left.
    """

    indent: str
    item: str | None
    comma: bool
    comment: str
    rest: str

    @property
    def is_left(self) -> bool:
        return self.item is not None or "#" in self.comment


def edited(text: str, node: Sequence, change: Change) -> str | None:
    """Return the text of a list after a change, None if it is not laid out in commented rows."""
    starts = [node.start + 1, *(item.end for item in node.items)]
    ends = [*(item.start for item in node.items), node.end - 1]
    gaps = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    found = [_GAP.fullmatch(gap) for gap in gaps]
    if not node.items or not any("#" in gap for gap in gaps) or None in found:
        return None
    whole = [one for one in found if one is not None]
    if whole[0]["comma"] or any(one["comma"] is None for one in whole[1:-1]):
        return None
    rows = [
        _row(index, text[item.start : item.end], whole[index]["indent"], whole[index + 1], change)
        for index, item in enumerate(node.items)
    ]
    last = rows[-1]
    line_end = line_end_of(text, node.start)
    rows[-1] = replace(last, rest=line_end if change.appended else last.rest)
    rows += [_Row(last.indent, item, True, "", line_end) for item in change.appended]
    rows[-1] = replace(rows[-1], rest=last.rest)
    items = [index for index, row in enumerate(rows) if row.item is not None]
    for index in items:
        rows[index] = replace(rows[index], comma=index != items[-1] or last.comma)
    return f"[{_head(whole[0])}{''.join(map(_written, rows))}{whole[-1]['indent']}]"


def _row(index: int, item: str, indent: str, gap: re.Match[str], change: Change) -> _Row:
    left = None if index in change.removed else change.replaced.get(index, item)
    return _Row(indent, left, gap["comma"] is not None, gap["comment"], gap["rest"])


def _head(gap: re.Match[str]) -> str:
    return f"{gap['comment']}{gap['rest']}"


def _written(row: _Row) -> str:
    if row.item is not None:
        comma = "," if row.comma else ""
        return f"{row.indent}{row.item}{comma}{row.comment}{row.rest}"
    if row.is_left:
        return f"{row.indent}{row.comment.lstrip()}{row.rest}"
    return re.sub(r"\A(?:\r\n|\n|\r)", "", row.rest)
