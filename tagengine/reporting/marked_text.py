"""The lines of a document with marks below what counted, made harmless for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tagengine.document.document import Source
from tagengine.evidence.contributions import TagEvidence, source_names
from tagengine.reporting.as_text import shown
from tagengine.text.lines import Lines, spans
from tagengine.text.printable import one_for_one

_LEAST = 20  # cells of text in a line, however narrow the terminal


class MarkedLine(NamedTuple):
    """A piece of a line: where it is, its text, what of it is marked, and the marks below."""

    margin: str
    text: str
    marks: tuple[tuple[int, int], ...]
    below: str


class _Mark(NamedTuple):
    source: str
    start: int
    end: int
    tag: str


def marked_lines(
    sources: Sequence[Source], entries: Iterable[TagEvidence], width: int
) -> Iterator[MarkedLine]:
    """Yield the pieces of lines in which contributions are, at most `width` cells wide.

    Below each the marks, then the names of their tags.
    """
    marks = sorted(
        _Mark(
            one.match.place.source,
            one.match.place.start,
            one.match.place.end,
            shown(entry.tag.name),
        )
        for entry in entries
        for one in entry.contributions
    )
    for name, source in zip(source_names(sources), sources, strict=True):
        own = [mark for mark in marks if mark.source == name]
        if own:
            yield from _of_source("" if name == "readme" else f"{name} ", source.text, own, width)


def _of_source(name: str, text: str, marks: list[_Mark], width: int) -> Iterator[MarkedLine]:
    lines, place = list(spans(text)), Lines(text).place
    by_line: dict[int, list[_Mark]] = {}
    for mark in marks:
        for line in range(place(mark.start)[0], place(mark.end - 1)[0] + 1):
            by_line.setdefault(line, []).append(mark)
    for number, own in sorted(by_line.items()):
        margin = f"{name}{number} | "
        room = max(_LEAST, width - len(margin))
        start, end, _ = lines[number - 1]
        for first, last in _pieces(text, start, end, room):
            inside = [mark for mark in own if mark.start < last and mark.end > first]
            if inside:
                yield _line(margin, text, first, last, inside)


def _pieces(text: str, start: int, end: int, room: int) -> Iterator[tuple[int, int]]:
    """Yield a line in pieces of at most `room` cells, cut at spaces where there is one."""
    while start < end:
        stop, cells = start, 0
        while stop < end and cells + _cells(text[stop]) <= room:
            cells += _cells(text[stop])
            stop += 1
        if stop < end:
            space = text.rfind(" ", start, stop)
            stop = space + 1 if space > start else max(stop, start + 1)
        yield start, stop
        start = stop


def _line(margin: str, text: str, first: int, last: int, marks: list[_Mark]) -> MarkedLine:
    spans = sorted({(max(mark.start, first) - first, min(mark.end, last) - first)
                    for mark in marks})  # fmt: skip
    shown_text = one_for_one(text[first:last])
    marked = {index for start, end in spans for index in range(start, end)}
    below = "".join(
        ("^" if index in marked else " ") * _cells(character)
        for index, character in enumerate(text[first:last])
    )
    tags = ", ".join(dict.fromkeys(mark.tag for mark in marks))
    indent = " " * (cell_len(margin) - 2) + "| "
    return MarkedLine(margin, shown_text, tuple(spans), f"{indent}{below.rstrip()} {tags}")


def _cells(character: str) -> int:
    return cell_len(one_for_one(character))
