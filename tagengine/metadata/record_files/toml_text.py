"""TOML to nodes: `tomllib` says what is valid; the walk over the text adds the places.

Tables that are written in pieces (`[a.b]`, `a.b = 1`, `[[a]]`) become one mapping each; such a
mapping's span is that of the line that opens it, since its keys may be anywhere.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

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

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}#\r\n]+")
_STRINGS = (
    (re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}(?!")', re.DOTALL), Style.BLOCK),
    (re.compile(r"'''.*?'{3,5}(?!')", re.DOTALL), Style.BLOCK),
    (re.compile(r'"(?:[^"\\]|\\.)*"'), Style.DOUBLE),
    (re.compile(r"'[^']*'"), Style.SINGLE),
)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*\.[ \t]*"""
# A key with more parts than there are levels, of which tomllib would take the square.
_DOTTED = re.compile(rf"(?:^|[\[{{,])[ \t]*(?:{_PART}){{{DEPTH_LIMIT}}}", re.MULTILINE)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")


@dataclass(slots=True)
class _Table:
    """A mapping while its entries are collected."""

    start: int
    end: int
    is_flow: bool = False
    entries: dict[str, tuple[Scalar, Node | _Table | _Tables]] = field(default_factory=dict)

    def get(self, key: Scalar) -> Node | _Table | _Tables | None:
        entry = self.entries.get(key.text)
        return None if entry is None else entry[1]

    def add(self, key: Scalar, value: Node | _Table | _Tables) -> None:
        self.entries[key.text] = key, value


@dataclass(slots=True)
class _Tables:
    """An array of tables (`[[name]]`) while it is collected."""

    items: list[_Table] = field(default_factory=list)


def parse(text: str, offset: int = 0) -> list[Node]:
    """Return the root mapping of a TOML text, in a list; raises `UnreadableError`.

    `offset` is added to every place: the characters of the file before `text`.
    """
    if too_deep := _DOTTED.search(text):
        raise UnreadableError(offset + too_deep.start(), *TOO_DEEP)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(text, offset, str(error)) from None
    except RecursionError:
        raise UnreadableError(offset, *TOO_DEEP) from None
    except ValueError:  # Python reads only numbers with a limited number of digits
        raise UnreadableError(offset, "a number too long to read", "shorten it") from None
    return [_Walk(text, offset).root()]


def _unreadable(text: str, offset: int, message: str) -> UnreadableError:
    found = _PLACE.search(message)
    at = len(text)
    if found:
        lines = text.split("\n")[: int(found[1]) - 1]
        at = sum(len(line) + 1 for line in lines) + int(found[2]) - 1
    said = _PLACE.sub("", message).removesuffix("(at end of document)").strip()
    problem = f"not valid TOML: {said[:1].lower()}{said[1:]}"
    return UnreadableError(offset + at, problem, "check quotes, brackets and equal signs")


class _Walk:
    """Walks over a text that is known to be valid."""

    def __init__(self, text: str, offset: int) -> None:
        self._text = text
        self._offset = offset
        self._at = 0

    def root(self) -> Node:
        text = self._text
        root = table = _Table(0, 0)
        self._skip(_BLANK)
        while self._at < len(text):
            if text[self._at] == "[":
                table = self._header(root)
            else:
                self._assignment(table, 0)
            self._skip(_BLANK)
        return self._finished(root, 0)

    def _header(self, root: _Table) -> _Table:
        """Read `[a.b]` or `[[a.b]]`; return the table that it opens."""
        start = self._at
        is_item = self._text.startswith("[[", start)
        self._at += 2 if is_item else 1
        *parents, last = self._key()
        self._at += 2 if is_item else 1
        table = _below(root, parents)
        there = table.get(last)
        if is_item:
            tables = there if isinstance(there, _Tables) else _Tables()
            if there is None:
                table.add(last, tables)
            tables.items.append(_Table(start, self._at))
            return tables.items[-1]
        if isinstance(there, _Table):  # made by a deeper header before
            there.start, there.end = start, self._at
            return there
        opened = _Table(start, self._at)
        table.add(last, opened)
        return opened

    def _assignment(self, table: _Table, depth: int) -> None:
        *parents, last = self._key()
        self._at += 1  # =
        self._skip(_BLANK)
        value = self._value(depth)
        _below(table, parents).add(last, value)

    def _key(self) -> list[Scalar]:
        """Read a dotted key."""
        parts = []
        while True:
            self._skip(_SPACE)
            if self._text[self._at] in "\"'":
                parts.append(self._string())
            else:
                found = self._match(_BARE_KEY)
                parts.append(Scalar(*self._span(found), found[0]))
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _value(self, depth: int) -> Node | _Table:
        if depth > DEPTH_LIMIT:
            raise UnreadableError(self._offset + self._at, *TOO_DEEP)
        opening = self._text[self._at]
        if opening == "[":
            return self._array(depth)
        if opening == "{":
            return self._inline_table(depth)
        return self._string() if opening in "\"'" else self._plain()

    def _array(self, depth: int) -> Node:
        start = self._at
        self._at += 1
        items: list[Node] = []
        self._skip(_BLANK)
        while self._text[self._at] != "]":
            items.append(self._node(self._value(depth + 1), depth))
            self._skip_comma()
        self._at += 1
        return Sequence(self._offset + start, self._offset + self._at, tuple(items))

    def _inline_table(self, depth: int) -> _Table:
        table = _Table(self._at, 0, is_flow=True)
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._assignment(table, depth + 1)
            self._skip_comma()
        self._at += 1
        table.end = self._at
        return table

    def _string(self) -> Scalar:
        for pattern, style in _STRINGS:
            found = pattern.match(self._text, self._at)
            if found:
                self._at = found.end()
                value = tomllib.loads(f"x={found[0]}")["x"]
                return Scalar(*self._span(found), value, Kind.TEXT, style)
        raise AssertionError("a valid text has a string here")

    def _plain(self) -> Scalar:
        found = self._match(_PLAIN)
        written = found[0].rstrip()
        value = tomllib.loads(f"x={written}")["x"]
        start = self._offset + found.start()
        return Scalar(start, start + len(written), written, kind_of_value(value))

    def _finished(self, table: _Table, depth: int) -> Node:
        entries = tuple(
            (key, self._node(value, depth + 1)) for key, value in table.entries.values()
        )
        start, end = self._offset + table.start, self._offset + table.end
        return Mapping(start, end, entries, table.is_flow)

    def _node(self, value: Node | _Table | _Tables, depth: int) -> Node:
        if depth > DEPTH_LIMIT:
            raise UnreadableError(self._offset, *TOO_DEEP)
        if isinstance(value, _Table):
            return self._finished(value, depth)
        if isinstance(value, _Tables):
            items = tuple(self._finished(item, depth) for item in value.items)
            return Sequence(items[0].start, items[-1].end, items, is_flow=False)
        return value

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._at)
        assert found is not None, "a valid text matches here"  # noqa: S101
        self._at = found.end()
        return found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._match(pattern)

    def _skip_comma(self) -> None:
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)

    def _span(self, found: re.Match[str]) -> tuple[int, int]:
        return self._offset + found.start(), self._offset + found.end()


def _below(table: _Table, keys: list[Scalar]) -> _Table:
    """Return the table that dotted keys lead to, made where it is not there yet."""
    for key in keys:
        there = table.get(key)
        if isinstance(there, _Tables):
            there = there.items[-1]
        if not isinstance(there, _Table):
            there = _Table(key.start, key.end)
            table.add(key, there)
        table = there
    return table
