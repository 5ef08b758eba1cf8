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


_KINDS = {
    str: Kind.TEXT, int: Kind.INTEGER, float: Kind.FLOAT, bool: Kind.BOOLEAN, type(None): Kind.NULL,
}  # fmt: skip


def kind_of_value(value: object) -> Kind:
    """Return what a scalar is that Python reads as this value."""
    return _KINDS.get(type(value), Kind.OTHER)


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
Data = tuple[object, ...]


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


def data(node: Node, skipped: Skipped, path: tuple[str | None, ...] = ()) -> Data:
    """Return what a node says, and in which style, wherever it stands.

    `skipped` has, by the identity of a mapping below it, the keys that lead to the value in it
    which is left out; `path` is what is left of such keys.
    """
    if isinstance(node, Alias):
        return "alias", node.name
    marks = type(node).__name__, node.anchor, node.tag
    if isinstance(node, Scalar):
        return *marks, node.text, node.kind, node.style
    if isinstance(node, Sequence):
        return *marks, *(data(item, skipped) for item in node.items)
    path = skipped.get(id(node), path)
    found: list[Data] = []
    for key, value in node.entries:
        is_on_path = bool(path) and isinstance(key, Scalar) and key.text == path[0]
        if not (is_on_path and len(path) == 1):
            found += (data(key, skipped), data(value, skipped, path[1:] if is_on_path else ()))
    return *marks, *found


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from entry
