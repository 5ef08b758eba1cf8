"""Lists of YAML with a dash and a line for each item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tagengine.metadata.editing.changes import (
    Change,
    Edit,
    NotFixableError,
    line_end_of,
    line_start,
    line_stop,
)
from tagengine.metadata.record_files.nodes import Node, Sequence

_DASH = re.compile(r"[ ]*-[ \t]*")
_TAIL = re.compile(r"[ \t]*(?P<comment>#.*)?")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class _Line:
    """An item with its line: `[start, stop)` in the text, without the line end."""

    start: int
    stop: int
    prefix: str
    comment: str


def edits(text: str, node: Sequence, change: Change, colon: int) -> list[Edit]:
    """Return the edits of a text that change a list with dashes; its key's colon is at `colon`.

    Comments and blank lines stay; the comment of an item that goes gets its own line. A list of
    which nothing is left becomes `[]`. Where items are only replaced, nothing but their characters
    is edited, wherever their dashes are.
    """
    if not change.removed and not change.appended:
        there = [(node.items[index], new) for index, new in change.replaced.items()]
        if all(item.end > item.start for item, _ in there):
            return [Edit(item.start, _last(text, item), new) for item, new in there]
    lines = [_line(text, item.start, item.end) for item in node.items]
    start, stop = lines[0].start, lines[-1].stop
    line_end = line_end_of(text, start)
    parts: list[str] = []
    for index, (line, item) in enumerate(zip(lines, node.items, strict=True)):
        between = text[lines[index - 1].stop : line.start] if index else ""
        parts.append(between)
        if index in change.removed:
            if line.comment:
                parts.append(f"{line.prefix[: line.prefix.index('-')]}{line.comment}")
            elif index:
                parts[-1] = _without_last_line_end(between)
            else:
                parts.append("\0")  # the line end after it goes with it
        elif index in change.replaced:
            tail = text[item.end : line.stop]
            parts.append(f"{line.prefix}{change.replaced[index]}{tail}")
        else:
            parts.append(text[line.start : line.stop])
    parts += [f"{line_end}{lines[-1].prefix}{new}" for new in change.appended]
    block = re.sub("\0(?:\r\n|\n|\r)?", "", "".join(parts))
    if len(change.removed) < len(node.items) or change.appended:
        return [Edit(start, stop, block)]
    before = start - len(line_end_before(text, start))
    kept = text[before:start] + block if block.strip() else ""
    return [Edit(colon + 1, colon + 1, " []"), Edit(before, stop, kept)]


def line_end_before(text: str, at: int) -> str:
    """Return the line end just before a character, or '' if there is none."""
    if text.endswith("\r\n", 0, at):
        return "\r\n"
    return text[at - 1 : at] if text[at - 1 : at] in ("\n", "\r") else ""


def _line(text: str, start: int, end: int) -> _Line:
    first = line_start(text, start)
    prefix = text[first:start]
    if not _DASH.fullmatch(prefix):
        raise NotFixableError("a tag is not on the line of its dash; change it by hand", start)
    if prefix.endswith("-"):  # an empty item
        prefix += " "
    if end > start and line_start(text, end) == end:  # a block scalar has its line end in it
        return _Line(first, end - len(line_end_before(text, end)), prefix, "")
    stop = line_stop(text, end)
    tail = _TAIL.fullmatch(text, end, stop)
    if tail is None:
        raise NotFixableError("something else is on the line of a tag; change it by hand", end)
    return _Line(first, stop, prefix, tail["comment"] or "")


def _last(text: str, item: Node) -> int:
    """Return where an item ends, without the line ends that a block scalar has in it."""
    return item.start + len(text[item.start : item.end].rstrip("\r\n"))


def _without_last_line_end(between: str) -> str:
    ends = list(_LINE_END.finditer(between))
    return between[: ends[-1].start()] + between[ends[-1].end() :] if ends else between
