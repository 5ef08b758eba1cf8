"""The tags of a record as they are written: a list, or one text, of names, ids or objects."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tagengine.metadata.configuration.reading import Layout
from tagengine.metadata.record_files import selectors
from tagengine.metadata.record_files.nodes import (
    Kind,
    Mapping,
    Node,
    Scalar,
    Sequence,
    is_null,
    kind_of,
    resolved,
)
from tagengine.metadata.record_files.reading import UnreadableError
from tagengine.rules.vocabulary import Tag, Vocabulary

_COMPARED = 100  # unknown names of a record that are compared with the vocabulary's
SEPARATORS = {
    "one": re.compile(r"(?!)"),
    "spaces": re.compile(r"\s+"),
    "commas": re.compile(r"\s*,\s*"),
    "commas-or-spaces": re.compile(r"[\s,]+"),
}
"""What is between the tags of a text, by the value of `tags_text`."""

_UNLISTED = "\0"  # begins the id of what is not a tag: no vocabulary has such an id


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A tag as a record has it: its node, what it says, and which tag that is, if any.

    The text of an empty item is empty. `is_verbatim` says if the tag is written as the
    vocabulary does, as a text; outer spaces do not count. `near` is, of a name that is no tag, the
    only one that is spelled much like it.
    """

    node: Node
    text: str
    tag: Tag | None
    is_verbatim: bool = True
    near: Tag | None = None

    @property
    def meant(self) -> Tag | None:
        """The tag that it is, or that it surely means."""
        return self.tag or self.near


def as_kept(written: WrittenTag) -> Tag:
    """Return a written tag as one that a fix keeps: the tag, or its text as a tag of its own."""
    return written.tag or Tag(f"{_UNLISTED}{written.text}", written.text)


def is_unlisted(tag: Tag) -> bool:
    """Return whether a tag is only the text of one that no vocabulary has."""
    return isinstance(tag.id, str) and tag.id.startswith(_UNLISTED)


@dataclass(frozen=True, slots=True)
class TagReader:
    """Reads the tags of records that are laid out in one way, of one vocabulary."""

    layout: Layout
    vocabulary: Vocabulary

    def read(self, node: Node | None) -> tuple[WrittenTag, ...]:
        """Return the tags that the value of a record's field says.

        Raises `UnreadableError` if they are not written as the layout says.
        """
        real = resolved(node)
        if real is None or is_null(real):
            return ()
        if isinstance(real, Sequence):
            return self._with_near([self._of_item(item) for item in real.items])
        separator = SEPARATORS.get(self.layout.tags_text)
        if separator is None or not isinstance(real, Scalar) or real.kind is not Kind.TEXT:
            problem = f"expected a list of tags, found {kind_of(real)}"
            raise UnreadableError(
                real.start, problem, "write it as a list: [a, b], or set tags_text"
            )
        parts = [part for part in separator.split(real.text.strip()) if part]
        return self._with_near([self._named(real, part) for part in parts])

    def _with_near(self, tags: list[WrittenTag]) -> tuple[WrittenTag, ...]:
        """Return tags with those that unknown names surely mean; of very many only the first."""
        unknown = [number for number, one in enumerate(tags) if one.tag is None and one.text]
        for number in unknown[:_COMPARED] if self.layout.tags_as == "name" else ():
            name = self._name(tags[number].text)
            near = self.vocabulary.only_near(name) if name else None
            tags[number] = replace(tags[number], near=near)
        return tuple(tags)

    def _name(self, text: str) -> str:
        return text.strip().removeprefix(self.layout.tag_sign or "").strip()

    def _of_item(self, item: Node) -> WrittenTag:
        """Return the tag that an item of a list is."""
        layout, real = self.layout, resolved(item)
        if isinstance(real, Scalar) and (is_null(real) or not real.text.strip()):
            return WrittenTag(item, "", None)
        found = None
        if layout.tags_as == "object":
            found = self._of_object(item, real) if isinstance(real, Mapping) else None
        elif isinstance(real, Mapping) and layout.tag_label is not None:
            label = selectors.text_at(real, (layout.tag_label,))
            found = None if label is None else self._named(item, label)
        elif isinstance(real, Scalar) and layout.tags_as == "id":
            found = WrittenTag(item, real.text, self._by_id(real.text))
        elif isinstance(real, Scalar):
            found = self._named(item, real.text, is_text=real.kind is Kind.TEXT)
        if found is None:
            problem = f"expected a tag as {layout.tags_as}, found {kind_of(item)}"
            raise UnreadableError(item.start, problem)
        return found

    def _of_object(self, item: Node, real: Mapping) -> WrittenTag | None:
        name, tag_id = (selectors.text_at(real, (key,)) for key in ("name", "id"))
        if name is None and tag_id is None:
            return None
        tag = self._by_id(tag_id) if tag_id is not None else self._by_name(name or "")
        is_verbatim = tag is not None and (name is None or name.strip() == tag.name.strip())
        return WrittenTag(item, str(name if name is not None else tag_id), tag, is_verbatim)

    def _named(self, node: Node, text: str, *, is_text: bool = True) -> WrittenTag:
        name = self._name(text)
        tag = self._by_name(name)
        is_verbatim = tag is not None and name == tag.name.strip() and is_text
        return WrittenTag(node, text, tag, is_verbatim)

    def _by_name(self, name: str) -> Tag | None:
        index = self.vocabulary.index_of(name)
        return None if index is None else self.vocabulary[index]

    def _by_id(self, tag_id: str) -> Tag | None:
        return next((tag for tag in self.vocabulary if str(tag.id) == tag_id), None)
