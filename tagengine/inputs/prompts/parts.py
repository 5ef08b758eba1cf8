"""The parts that are looked for in a request: where each is, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Style:
    """How a request writes a tag: an object with these keys, or a bare name or id (no keys)."""

    id_key: str = "id"
    name_key: str = "name"
    bare: str = ""

    def written(self, tag_id: int | str, name: str) -> Any:
        """Return a tag as the request writes it."""
        if self.bare:
            return tag_id if self.bare == "id" else name
        pairs = ((self.id_key, tag_id), (self.name_key, name))
        return {key: value for key, value in pairs if key}


NAMES = Style(bare="name")


@dataclass(frozen=True, slots=True)
class TagList:
    """A list of tags at characters `[start, end)`: entries as `Vocabulary` reads them."""

    start: int
    end: int
    entries: tuple[Any, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Form:
    """The form of the answer at characters `[start, end)`: JSON whose lists of tags are to fill.

    `style` is None where none of them has an example.
    """

    start: int
    end: int
    value: Any
    style: Style | None


Part = TagList | Form
Sort = TypeVar("Sort", bound=TagList | Form)


def of_sort(parts: Sequence[Part], wanted: type[Sort]) -> list[Sort]:
    """Return the parts of a sort; a filled answer is an example where one is to be filled in."""
    found: list[Sort] = [part for part in parts if isinstance(part, wanted)]
    return [part for part in found if isinstance(part, Form) and part.style is None] or found


def are_same(one: Part, other: Part) -> bool:
    """Return whether two parts say the same."""
    if isinstance(one, TagList) and isinstance(other, TagList):
        return one.entries == other.entries
    return isinstance(one, Form) and isinstance(other, Form) and bool(one.value == other.value)
