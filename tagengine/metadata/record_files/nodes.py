"""What a record file holds, whatever its format: values that know their characters in the text."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from enum import Enum

MERGE_KEY = "<<"


class Kind(Enum):
    """What a scalar is to a program that reads the file."""

    TEXT = "text"
    INTEGER = "a whole number"
    FLOAT = "a decimal number"
    BOOLEAN = "true or false"
    NULL = "nothing"
    OTHER = "a value of another type"


class Style(Enum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single quotes"
    DOUBLE = "double quotes"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value at characters `[start, end)`; `text` is what it says, without quotes and escapes.

    `anchor` and `tag` are YAML's; others leave them empty. An anchor stands inside the span.
    """

    start: int
    end: int
    text: str
    kind: Kind = Kind.TEXT
    style: Style = Style.PLAIN
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `is_flow` says that it is written in brackets."""

    start: int
    end: int
    items: tuple[Node, ...]
    is_flow: bool = True
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the text; `is_flow` says that it is written in braces."""

    start: int
    end: int
    entries: tuple[tuple[Node, Node], ...]
    is_flow: bool = True
    anchor: str = ""
    tag: str = ""

    def get(self, key: str) -> Node | None:
        """Return the value of a key that this mapping itself has, or None."""
        entry = self.entry(key)
        return None if entry is None else entry[1]

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """Return a key's own node with its value, or None."""
        for name, value in self.entries:
            if isinstance(name, Scalar) and name.text == key:
                return name, value
        return None


@dataclass(frozen=True, slots=True)
class Alias:
    """YAML's `*name`: the same node as the one with that anchor."""

    start: int
    end: int
    name: str
    target: Node


Node = Scalar | Sequence | Mapping | Alias
Skipped = MappingType[int, tuple[str | None, ...]]


def resolved(node: Node | None) -> Node | None:
    """Return the node that an alias stands for, or the node itself."""
    while isinstance(node, Alias):
        node = node.target
    return node


def is_null(node: Node | None) -> bool:
    """Return whether a node is a value that says nothing."""
    return isinstance(node, Scalar) and node.kind is Kind.NULL


def kind_of(node: Node) -> str:
    """Return what a node holds, in words."""
    real = resolved(node)
    if isinstance(real, Scalar):
        return real.kind.value
    return "a list" if isinstance(real, Sequence) else "a mapping"


def anchors(node: Node) -> Iterator[str]:
    """Yield the names of the anchors and aliases in a node, itself included."""
    if isinstance(node, Alias):
        yield node.name
        return
    if node.anchor:
        yield node.anchor
    for child in _children(node):
        yield from anchors(child)


def same_data(one: Node, other: Node, skipped: Skipped, path: tuple[str | None, ...] = ()) -> bool:
    """Return whether two nodes say the same in the same way, wherever they stand.

    `skipped` has, by the identity of a mapping below `one`, the keys that lead to the value in it
    which is not compared; `path` is what is left of such keys.
    """
    if isinstance(one, Alias) or isinstance(other, Alias):
        return isinstance(one, Alias) and isinstance(other, Alias) and one.name == other.name
    if type(one) is not type(other) or (one.anchor, one.tag) != (other.anchor, other.tag):
        return False
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return (one.text, one.kind, one.style) == (other.text, other.kind, other.style)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one.items) == len(other.items) and all(
            same_data(*pair, skipped) for pair in zip(one.items, other.items, strict=True)
        )
    assert isinstance(one, Mapping) and isinstance(other, Mapping)  # noqa: S101, PT018
    path = skipped.get(id(one), path)
    mine, others = _entries(one, path), _entries(other, path)
    return len(mine) == len(others) and all(
        same_data(my_key, other_key, skipped)
        and same_data(mine_value, other_value, skipped, _rest(my_key, path))
        for (my_key, mine_value), (other_key, other_value) in zip(mine, others, strict=True)
    )


def _entries(mapping: Mapping, path: tuple[str | None, ...]) -> list[tuple[Node, Node]]:
    """Return the entries that are compared: all but that of the last key of `path`."""
    if len(path) != 1:
        return list(mapping.entries)
    return [entry for entry in mapping.entries if not _is_key(entry[0], path[0])]


def _rest(key: Node, path: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return path[1:] if path and _is_key(key, path[0]) else ()


def _is_key(node: Node, key: str | None) -> bool:
    return isinstance(node, Scalar) and node.text == key


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield key
            yield value
