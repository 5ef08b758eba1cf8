"""A field of tags for a record that has none, written like the lists that its file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tagengine.metadata.editing.changes import (
    Edit,
    NotFixableError,
    line_end_of,
    line_start,
    line_stop,
)
from tagengine.metadata.editing.flow_lists import is_compact_at
from tagengine.metadata.editing.scalars import is_compact, written
from tagengine.metadata.record_files.nodes import Mapping, Node, Scalar, Sequence, Style
from tagengine.metadata.record_files.reading import RecordFile, Syntax

_DASH = "  - "


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How lists are written here: in brackets or with dashes; the list to go by, and its key."""

    is_flow: bool
    example: Sequence | None = None
    key: Scalar | None = None

    @classmethod
    def of(cls, file: RecordFile) -> ListStyle:
        """Return the style of the first list of a file, else the usual one of its syntax."""
        first = _first_of_scalars(_lists_below(file.roots))
        return first or cls(file.syntax is not Syntax.YAML)

    def near(self, mapping: Mapping) -> ListStyle:
        """Return the style of the record's own lists, else this one, which is the file's."""
        if self.example is None and mapping.is_flow:
            return ListStyle(is_flow=True)
        return _first_of_scalars(_lists_in(mapping)) or self


@dataclass(frozen=True, slots=True)
class NewField:
    """A list of items as written that a mapping of a file gets, in the style of another list."""

    file: RecordFile
    mapping: Mapping
    items: list[str]
    style: ListStyle

    def edit(self, key: str) -> Edit:
        """Return the edit that gives the mapping one more key with the list."""
        if self.file.syntax is Syntax.TOML and not self.mapping.is_flow:
            return self._toml_line(key)
        return self._flow_entry(key) if self.mapping.is_flow else self._block_entry(key)

    def in_place_of_null(self, null: Scalar) -> Edit:
        """Return the edit that puts the list where a key has no value."""
        if null.end > null.start:  # null, ~
            return Edit(null.start, null.end, self._bracketed())
        if self.style.is_flow or self.mapping.is_flow:
            return Edit(null.start, null.end, " " + self._bracketed())
        stop = line_stop(self.file.text, null.end)
        return Edit(stop, stop, self._dashed(stop))

    def _bracketed(self) -> str:
        """Return the list in brackets, over several lines where the list to go by is."""
        text, example = self.file.text, self.style.example
        if example is None or not example.is_flow:
            gap = "," if self.file.syntax is Syntax.JSON and is_compact(text) else ", "
            return "[" + gap.join(self.items) + "]"
        opening = text[example.start + 1 : example.items[0].start]
        closing = text[example.items[-1].end : example.end - 1]
        if "#" in opening + closing:
            opening = closing = ""
        first_line = any(end in opening for end in "\r\n")
        between = f",{opening}" if first_line else _between(text, example) or ", "
        return "[" + opening + between.join(self.items) + closing + "]"

    def _dashed(self, near: int) -> str:
        """Return lines with dashes, each after a line end."""
        text, style, dash = self.file.text, self.style, _DASH
        if style.example is not None and style.key is not None and not style.example.is_flow:
            first = style.example.items[0].start
            prefix = text[line_start(text, first) : first]
            dash = prefix[style.key.start - line_start(text, style.key.start) :]
        begin = f"{line_end_of(text, near)}{self._indent()}{dash}"
        return "".join(begin + item for item in self.items)

    def _indent(self) -> str:
        """Return the white space before the keys of a mapping with a line for each."""
        entries = self.mapping.entries
        start = entries[-1][0].start if entries else self.mapping.start
        return " " * (start - line_start(self.file.text, start))

    def _block_entry(self, key: str) -> Edit:
        text, mapping = self.file.text, self.mapping
        name = written(key, self.file.syntax, None, in_flow=False)
        is_flow = self.style.is_flow or not self.items
        value = f" {self._bracketed()}" if is_flow else self._dashed(mapping.start)
        line = f"{self._indent()}{name}:{value}"
        end = line_end_of(text, mapping.start)
        if not mapping.entries:
            return Edit(mapping.start, mapping.start, line + end)
        if mapping.end > mapping.start and line_start(text, mapping.end) == mapping.end:
            return Edit(mapping.end, mapping.end, line + end)  # after a block scalar
        if mapping.end == len(text) and _ends_in_block_scalar(mapping):
            # A line after it would give its text a line end: the field goes before its key.
            last = mapping.entries[-1][0].start
            start = line_start(text, last)
            if text[start:last].strip():
                reason = "the record is one block scalar without a line end; change it by hand"
                raise NotFixableError(reason, mapping.start)
            return Edit(start, start, line + end)
        stop = line_stop(text, mapping.end)
        rest = text[mapping.end : stop].strip()
        if rest and not rest.startswith("#"):
            raise NotFixableError(
                "something else is on the last line of the record; change it by hand", mapping.end
            )
        return Edit(stop, stop, end + line)

    def _flow_entry(self, key: str) -> Edit:
        text, mapping, syntax = self.file.text, self.mapping, self.file.syntax
        is_json, is_toml = syntax is Syntax.JSON, syntax is Syntax.TOML
        name = _toml_key(key) if is_toml else written(key, syntax, None, in_flow=True)
        sign = " = " if is_toml else ": "
        value = self._bracketed()
        if not mapping.entries:
            return Edit(mapping.start + 1, mapping.end - 1, f"{name}{sign}{value}")
        last_key, last_value = mapping.entries[-1]
        if is_json:
            sign = text[last_key.end : last_value.start]
        opening = text[mapping.start + 1 : mapping.entries[0][0].start]
        gap = "," if is_json and not sign.endswith(" ") else ", "
        if any(end in opening for end in "\r\n") and not opening.strip():
            gap = f",{opening}"
        elif len(mapping.entries) > 1:
            between = text[mapping.entries[-2][1].end : last_key.start]
            gap = between if not between.strip(", \t\r\n") else gap
        return Edit(last_value.end, last_value.end, f"{gap}{name}{sign}{value}")

    def _toml_line(self, key: str) -> Edit:
        """Return the edit that adds a line to a table: after its last own line, or its header."""
        text, mapping = self.file.text, self.mapping
        line = f"{_toml_key(key)} = {self._bracketed()}"
        own = [one for _, one in mapping.entries if isinstance(one, Scalar) or _is_flow(one)]
        end = line_end_of(text, mapping.start)
        if own:
            last = max(own, key=lambda value: value.end)
            stop = line_stop(text, last.end)
        elif mapping.end > mapping.start and text[mapping.start] == "[":
            stop = line_stop(text, mapping.end)
        elif mapping.end == mapping.start:
            return Edit(mapping.start, mapping.start, line + end)
        else:
            raise NotFixableError(
                "the record is a table without a line of its own; change it by hand", mapping.start
            )
        line_text = text[line_start(text, last.start if own else mapping.start) : stop]
        indent = line_text[: len(line_text) - len(line_text.lstrip(" \t"))]
        return Edit(stop, stop, f"{end}{indent}{line}")


def _between(text: str, example: Sequence) -> str:
    if len(example.items) < 2:
        return "," if is_compact_at(text, example) else ""
    gap = text[example.items[0].end : example.items[1].start]
    return "" if "#" in gap else gap


def _ends_in_block_scalar(node: Node) -> bool:
    if isinstance(node, Mapping):
        return bool(node.entries) and _ends_in_block_scalar(node.entries[-1][1])
    if isinstance(node, Sequence):
        return bool(node.items) and _ends_in_block_scalar(node.items[-1])
    return isinstance(node, Scalar) and node.style is Style.BLOCK


def _toml_key(key: str) -> str:
    """Return a key as TOML has it: in quotes only where it must be."""
    is_bare = key.replace("-", "").replace("_", "").isalnum() and key.isascii()
    return key if is_bare else written(key, Syntax.TOML, None, in_flow=False)


def _is_flow(node: Node) -> bool:
    return isinstance(node, Sequence | Mapping) and node.is_flow


def _first_of_scalars(lists: Iterable[tuple[Scalar, Sequence]]) -> ListStyle | None:
    for key, node in lists:
        if node.items and all(isinstance(item, Scalar) for item in node.items):
            return ListStyle(node.is_flow, node, key)
    return None


def _lists_in(mapping: Mapping) -> Iterator[tuple[Scalar, Sequence]]:
    for key, value in mapping.entries:
        if isinstance(value, Sequence) and isinstance(key, Scalar):
            yield key, value


def _lists_below(nodes: Iterable[Node]) -> Iterator[tuple[Scalar, Sequence]]:
    for node in nodes:
        if isinstance(node, Mapping):
            yield from _lists_in(node)
            yield from _lists_below(value for _, value in node.entries)
        elif isinstance(node, Sequence):
            yield from _lists_below(node.items)
