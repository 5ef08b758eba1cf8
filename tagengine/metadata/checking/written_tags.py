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
    kind_of,
    resolved,
)
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
class Misread:
    """Tags that are not written as the layout says: the node, what is wrong, what to do."""

    node: Node
    problem: str
    hint: str = ""


def read(
    node: Node | None, layout: Layout, vocabulary: Vocabulary
) -> tuple[WrittenTag, ...] | Misread:
    """Return the tags that the value of a record's field says."""
    real = resolved(node)
    if real is None or _is_null(real):
        return ()
    if isinstance(real, Sequence):
        found = []
        for item in real.items:
            tag = _of_item(item, layout, vocabulary)
            if tag is None:
                return Misread(item, f"expected a tag as {layout.tags_as}, found {kind_of(item)}")
            found.append(tag)
        return _with_near(found, layout, vocabulary)
    separator = SEPARATORS.get(layout.tags_text)
    if separator is None or not isinstance(real, Scalar) or real.kind is not Kind.TEXT:
        problem = f"expected a list of tags, found {kind_of(real)}"
        return Misread(real, problem, "write it as a list: [a, b]")
    parts = [part for part in separator.split(real.text.strip()) if part]
    found = [_named(real, part, layout, vocabulary) for part in parts]
    return _with_near(found, layout, vocabulary)


def _with_near(
    tags: list[WrittenTag], layout: Layout, vocabulary: Vocabulary
) -> tuple[WrittenTag, ...]:
    """Return tags with those that unknown names surely mean; of very many only the first."""
    unknown = [number for number, one in enumerate(tags) if one.tag is None and one.text]
    for number in unknown[:_COMPARED] if layout.tags_as == "name" else ():
        name = _name(tags[number].text, layout)
        tags[number] = replace(tags[number], near=vocabulary.only_near(name) if name else None)
    return tuple(tags)


def _name(text: str, layout: Layout) -> str:
    return text.strip().removeprefix(layout.tag_sign or "").strip()


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.kind is Kind.NULL


def _of_item(item: Node, layout: Layout, vocabulary: Vocabulary) -> WrittenTag | None:
    """Return a tag as it is written, None if it is not written as the layout says."""
    real = resolved(item)
    if isinstance(real, Scalar) and (_is_null(real) or not real.text.strip()):
        return WrittenTag(item, "", None)
    if layout.tags_as == "object":
        return _of_object(item, real, vocabulary) if isinstance(real, Mapping) else None
    if isinstance(real, Mapping) and layout.tag_label is not None:
        label = selectors.text_at(real, (layout.tag_label,))
        return None if label is None else _named(item, label, layout, vocabulary)
    if not isinstance(real, Scalar):
        return None
    if layout.tags_as == "id":
        return WrittenTag(item, real.text, _by_id(real.text, vocabulary))
    return _named(item, real.text, layout, vocabulary, is_text=real.kind is Kind.TEXT)


def _of_object(item: Node, real: Mapping, vocabulary: Vocabulary) -> WrittenTag | None:
    name, tag_id = (selectors.text_at(real, (key,)) for key in ("name", "id"))
    if name is None and tag_id is None:
        return None
    tag = _by_id(tag_id, vocabulary) if tag_id is not None else _by_name(name or "", vocabulary)
    is_verbatim = tag is not None and (name is None or name.strip() == tag.name.strip())
    return WrittenTag(item, str(name if name is not None else tag_id), tag, is_verbatim)


def _named(
    node: Node, text: str, layout: Layout, vocabulary: Vocabulary, *, is_text: bool = True
) -> WrittenTag:
    name = _name(text, layout)
    tag = _by_name(name, vocabulary)
    is_verbatim = tag is not None and name == tag.name.strip() and is_text
    return WrittenTag(node, text, tag, is_verbatim)


def _by_name(name: str, vocabulary: Vocabulary) -> Tag | None:
    index = vocabulary.index_of(name)
    return None if index is None else vocabulary[index]


def _by_id(tag_id: str, vocabulary: Vocabulary) -> Tag | None:
    return next((tag for tag in vocabulary if str(tag.id) == tag_id), None)
