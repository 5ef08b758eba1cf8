"""JSON to nodes: the standard library's decoder says what is valid and reads every scalar."""

from __future__ import annotations

import json
import re

from tagengine.metadata.record_files.nodes import (
    Kind,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Style,
    kind_of_value,
)
from tagengine.metadata.record_files.reading import DEPTH_LIMIT, TOO_DEEP, UnreadableError

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def parse(text: str, offset: int = 0) -> list[Node]:
    """Return the root node of a JSON text, in a list; raises `UnreadableError`.

    `offset` is added to every place: the characters of the file before `text`.
    """
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        hint = "check commas, quotes and brackets"
        problem = f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise UnreadableError(offset + error.pos, problem, hint) from None
    except RecursionError:
        raise UnreadableError(offset, *TOO_DEEP) from None
    except ValueError:  # Python reads only numbers with a limited number of digits
        raise UnreadableError(offset, "a number too long to read", "shorten it") from None
    return [_Walk(text, offset).node(_skip(text, 0), 0)[0]]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()


class _Walk:
    """Walks over a text that is known to be valid."""

    def __init__(self, text: str, offset: int) -> None:
        self._text = text
        self._offset = offset

    def node(self, at: int, depth: int) -> tuple[Node, int]:
        """Return the node that begins at a character, and the character after it."""
        if depth > DEPTH_LIMIT:
            raise UnreadableError(self._offset + at, *TOO_DEEP)
        opening = self._text[at]
        if opening == "[":
            items, end = self._members(at, "]", depth)
            return Sequence(self._offset + at, self._offset + end, tuple(items)), end
        if opening == "{":
            items, end = self._members(at, "}", depth)
            entries = tuple(zip(items[::2], items[1::2], strict=True))
            return Mapping(self._offset + at, self._offset + end, entries), end
        return self._scalar(at)

    def _members(self, at: int, closing: str, depth: int) -> tuple[list[Node], int]:
        text = self._text
        items: list[Node] = []
        at = _skip(text, at + 1)
        while text[at] != closing:
            if text[at] in ",:":
                at = _skip(text, at + 1)
            item, end = self.node(at, depth + 1)
            items.append(item)
            at = _skip(text, end)
        return items, at + 1

    def _scalar(self, at: int) -> tuple[Scalar, int]:
        value, end = _DECODER.raw_decode(self._text, at)
        start, stop = self._offset + at, self._offset + end
        if isinstance(value, str):
            return Scalar(start, stop, value, Kind.TEXT, Style.DOUBLE), end
        return Scalar(start, stop, self._text[at:end], kind_of_value(value)), end
