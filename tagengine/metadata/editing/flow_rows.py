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
    comment: str
    rest: str

    def text(self, comma: str) -> str:
        if self.item is not None:
            return f"{self.indent}{self.item}{comma}{self.comment}{self.rest}"
        if "#" in self.comment:
            return f"{self.indent}{self.comment.lstrip()}{self.rest}"
        return re.sub(r"\A(?:\r\n|\n|\r)", "", self.rest)


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
    rows = []
    for index, item in enumerate(node.items):
        there = change.replaced.get(index, text[item.start : item.end])
        left, gap = None if index in change.removed else there, whole[index + 1]
        rows.append(_Row(whole[index]["indent"], left, gap["comment"], gap["rest"]))
    if change.appended:
        last, line_end = rows[-1], line_end_of(text, node.start)
        rows[-1] = replace(last, rest=line_end)
        rows += [_Row(last.indent, item, "", line_end) for item in change.appended]
        rows[-1] = replace(rows[-1], rest=last.rest)
    last_item = max((index for index, row in enumerate(rows) if row.item is not None), default=-1)
    commas = [","] * len(rows)
    if last_item >= 0 and whole[-1]["comma"] is None:
        commas[last_item] = ""
    written = "".join(row.text(comma) for row, comma in zip(rows, commas, strict=True))
    return f"[{whole[0]['comment']}{whole[0]['rest']}{written}{whole[-1]['indent']}]"
