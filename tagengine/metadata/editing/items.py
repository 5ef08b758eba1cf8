"""A tag as an item of a list: written like the items that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.editing.scalars import common_style, is_compact, written
from tagengine.metadata.record_files.nodes import Kind, Mapping, Node, Scalar, Style
from tagengine.metadata.record_files.reading import RecordFile, Syntax
from tagengine.rules.vocabulary import Tag

_PARTS = ("id", "name")


@dataclass(frozen=True, slots=True)
class ItemWriter:
    """Writes tags into a list: `neighbours` are its items, or those of a list to go by."""

    file: RecordFile
    layout: Layout
    neighbours: Sequence[Node]
    in_flow: bool

    def written(self, tag: Tag) -> str:
        """Return a new item's text."""
        if self.layout.tags_as == "object":
            return self._object(tag)
        return self._value(self.text_of(tag), common_style(self._scalars()))

    def text_of(self, tag: Tag) -> str | int:
        """Return what a new item says: the tag's name or id, with the sign that others have."""
        sign, scalars = self.layout.tag_sign, self._scalars()
        if self.layout.tags_as == "id":
            return tag.id
        if sign and scalars and all(one.text.lstrip().startswith(sign) for one in scalars):
            return sign + self._name(tag)
        return self._name(tag)

    def _name(self, tag: Tag) -> str:
        return tag.name.strip() if self.layout.tag_spaces == "dropped" else tag.name

    def _scalars(self) -> list[Scalar]:
        """Return the neighbours that say something."""
        scalars = (one for one in self.neighbours if isinstance(one, Scalar))
        return [one for one in scalars if one.kind is not Kind.NULL]

    def respelled(self, item: Node, tag: Tag) -> str:
        """Return an item's text with the tag's name spelled right, in its own style."""
        if isinstance(item, Mapping):
            return self._like(item, tag)
        if not isinstance(item, Scalar):
            return self._value(self._name(tag), None)
        sign = self.layout.tag_sign or ""
        has_sign = item.text.lstrip().startswith(sign)
        return self._value((sign if has_sign else "") + self._name(tag), item.style)

    def _value(self, value: str | int, style: Style | None) -> str:
        text = self.file.text
        ascii_only = self.file.syntax is Syntax.JSON and text.isascii() and "\\u" in text
        return written(value, self.file.syntax, style, self.in_flow, ascii_only)

    def _object(self, tag: Tag) -> str:
        for one in self.neighbours:
            if isinstance(one, Mapping) and _keys(one) <= set(_PARTS):
                return self._like(one, tag)
        parts = {"id": self._value(tag.id, None), "name": self._value(self._name(tag), None)}
        if self.file.syntax is Syntax.JSON:
            gap = "" if is_compact(self.file.text) else " "
            return "{" + f",{gap}".join(f'"{key}":{gap}{parts[key]}' for key in _PARTS) + "}"
        if self.file.syntax is Syntax.TOML:
            return "{ " + ", ".join(f"{key} = {parts[key]}" for key in _PARTS) + " }"
        inner = replace(self, neighbours=(), in_flow=True)
        name = inner._value(self._name(tag), None)
        return f"{{id: {inner._value(tag.id, None)}, name: {name}}}"

    def _like(self, item: Mapping, tag: Tag) -> str:
        """Return an object's text with another tag in it."""
        text, at = "", item.start
        is_named = self.layout.tags_as == "object" or self.layout.tag_label is None
        parts = _PARTS if is_named else (self.layout.tag_label,)
        for key, value in item.entries:
            if isinstance(key, Scalar) and key.text in parts and isinstance(value, Scalar):
                new = tag.id if key.text == "id" else self._name(tag)
                style = value.style if value.kind is Kind.TEXT else None
                same = str(new) == value.text
                text += self.file.text[at : value.start]
                text += self.file.text[value.start : value.end] if same else self._value(new, style)
                at = value.end
        return text + self.file.text[at : item.end]


def _keys(item: Mapping) -> set[str]:
    return {key.text if isinstance(key, Scalar) else "?" for key, _ in item.entries}
