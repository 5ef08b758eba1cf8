"""A request cut into what is judged as a whole: sentences, lines, and the parts between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tagengine.inputs.prompts.parts import Part

_ABBREVIATED = r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bmax)(?<!\bmin)"
_ORDERS = (  # that begin a sentence of an instruction, also where its line break was lost
    "Answer|Assign|Choose|Expected JSON|Fill in|List of tags|Output|Pick|Reply|Respond|Return"
    "|Select|Use only|You are|At most|Only use|Give me"
)
_BORDER = re.compile(
    rf"\n|{_ABBREVIATED}[.!?。！？][\"')*_]*\s+"
    r"|(?<=\s)(?=#{1,6}\s)|(?=```)|(?<=```)(?![`\w])|(?<=[:.])\s(?=#)|(?<=>)(?=\s*\S)|(?=</?\w)"
    rf"|\s(?=[-*•]\s)|(?<!#)\s(?=(?:{_ORDERS})\b)"
)
_WRAPPED = re.compile(r"[\w,]\n(?=[a-z])")  # a line break within a sentence


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or line at characters `[start, end)`, or a part of the request."""

    start: int
    end: int
    part: Part | None = None


def cut(text: str, parts: Sequence[Part]) -> Iterator[Unit]:
    """Yield the units of a text in order; `parts` are in order and do not overlap."""
    start = 0
    for part in parts:
        if part.start < start:
            continue
        yield from _sentences(text, start, part.start)
        yield Unit(part.start, part.end, part)
        start = part.end
    yield from _sentences(text, start, len(text))


def _sentences(text: str, start: int, end: int) -> Iterator[Unit]:
    for border in _BORDER.finditer(text, start, end):
        if border.end() > start and not _WRAPPED.match(text, border.end() - 2):
            yield Unit(start, border.end())
            start = border.end()
    if end > start:
        yield Unit(start, end)
