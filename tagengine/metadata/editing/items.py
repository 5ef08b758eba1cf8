"""A tag as an item of a list: written like the items that are there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tagengine.metadata.editing.scalars import common_style, written
from tagengine.metadata.record_files.nodes import Kind, Mapping, Node, Scalar, Style
from tagengine.metadata.record_files.reading import RecordFile, Syntax
from tagengine.rules.vocabulary import Tag

_PARTS = ("id", "name")


@dataclass(frozen=True, slots=True)
class ItemWriter:
    """Writes tags into a list: `neighbours` are its items, or those of a list to go by."""

    file: RecordFile
    tags_as: str
    neighbours: Sequence[Node]
    in_flow: bool

    def written(self, tag: Tag) -> str:
        """Return a new item's text."""
        if self.tags_as == "object":
            return self._object(tag)
        style = common_style([one for one in self.neighbours if isinstance(one, Scalar)])
        return self._value(tag.id if self.tags_as == "id" else tag.name, style)

    def respelt(self, item: Node, tag: Tag) -> str:
        """Return an item's text with the tag's name spelt right, in its own style."""
        if isinstance(item, Mapping):
            return self._like(item, tag)
        style = item.style if isinstance(item, Scalar) else None
        return self._value(tag.name, style)

    def _value(self, value: str | int, style: Style | None) -> str:
        text = self.file.text
        ascii_only = self.file.syntax is Syntax.JSON and text.isascii() and "\\u" in text
        return written(value, self.file.syntax, style, self.in_flow, ascii_only)

    def _object(self, tag: Tag) -> str:
        for one in self.neighbours:
            if isinstance(one, Mapping) and _keys(one) <= set(_PARTS):
                return self._like(one, tag)
        parts = {"id": self._value(tag.id, None), "name": self._value(tag.name, None)}
        if self.file.syntax is Syntax.JSON:
            gap = " " if self._is_spaced() else ""
            return "{" + f",{gap}".join(f'"{key}":{gap}{parts[key]}' for key in _PARTS) + "}"
        if self.file.syntax is Syntax.TOML:
            return "{ " + ", ".join(f"{key} = {parts[key]}" for key in _PARTS) + " }"
        inner = ItemWriter(self.file, "name", (), in_flow=True)
        return f"{{id: {inner._value(tag.id, None)}, name: {inner._value(tag.name, None)}}}"

    def _is_spaced(self) -> bool:
        return '": ' in self.file.text or '":' not in self.file.text

    def _like(self, item: Mapping, tag: Tag) -> str:
        """Return an object's text with another tag in it."""
        text, at = "", item.start
        for key, value in item.entries:
            if isinstance(key, Scalar) and key.text in _PARTS and isinstance(value, Scalar):
                new = tag.id if key.text == "id" else tag.name
                style = value.style if value.kind is Kind.TEXT else None
                same = str(new) == value.text
                text += self.file.text[at : value.start]
                text += self.file.text[value.start : value.end] if same else self._value(new, style)
                at = value.end
        return text + self.file.text[at : item.end]


def _keys(item: Mapping) -> set[str]:
    return {key.text if isinstance(key, Scalar) else "?" for key, _ in item.entries}


def is_simple(items: Iterable[Node]) -> bool:
    """Tell whether no item has, or is, an anchor, an alias or a type tag of YAML."""
    for item in items:
        if not isinstance(item, Scalar | Mapping) or item.anchor or item.tag:
            return False
    return True
