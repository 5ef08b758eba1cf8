"""What is to happen to a list of tags, and to the text that holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class NotFixableError(Exception):
    """A list of tags that cannot be changed safely: why, and the character where."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True, slots=True)
class Change:
    """How a list of items becomes another.

    `replaced` are new texts of items by their index, `removed` the indexes of those that go, and
    `appended` the texts of those that come after the last.
    """

    replaced: dict[int, str]
    removed: frozenset[int]
    appended: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters `[start, end)` of a text that become `text`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits, which do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            raise NotFixableError("two records share these tags; change it by hand", edit.start)
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*parts, text[at:]))


def line_end_of(text: str, near: int) -> str:
    """Return the line end that a text uses: the next one after a character, else the first."""
    for at in (near, 0):
        newline, carriage = text.find("\n", at), text.find("\r", at)
        if newline >= 0 and (carriage < 0 or newline < carriage):
            return "\n"
        if carriage >= 0:
            return "\r\n" if newline == carriage + 1 else "\r"
    return "\n"


def line_start(text: str, at: int) -> int:
    """Return where the line of a character begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_stop(text: str, at: int) -> int:
    """Return where the line of a character ends, before its line end."""
    stops = [stop for end in "\r\n" if (stop := text.find(end, at)) >= 0]
    return min(stops, default=len(text))
