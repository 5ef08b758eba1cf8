"""The records of a record file: the texts that the engine reads, and the tags as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.errors import Problem
from tagengine.metadata.checking.codes import BAD_RECORD
from tagengine.metadata.configuration import overrides
from tagengine.metadata.configuration.language import OVERRIDE_FIELD
from tagengine.metadata.configuration.overrides import Override
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
from tagengine.metadata.record_files.reading import RecordFile
from tagengine.metadata.record_files.selectors import EACH, Selector
from tagengine.metadata.record_files.strict_nodes import strict
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.vocabulary import Tag, Vocabulary


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A tag as a record has it: its node, what it says, and which tag that is, if any.

    `is_verbatim` tells whether it is written as the vocabulary does, as a text; outer spaces do not
    count.
    """

    node: Node
    text: str
    tag: Tag | None
    is_verbatim: bool = True


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One record: its mapping, its texts, its tags, and what people settled for it.

    `tags_node` is the list of tags, None if the record has none; `at` the character that findings
    about the tags point at; `label` what an
    overrides file names the record by, after the path of its file.
    """

    mapping: Mapping
    root: Node
    label: str
    at: int
    name: str
    description: str
    topics: tuple[str, ...]
    body: str
    readme: str | None
    tags_node: Node | None
    tags: tuple[WrittenTag, ...]
    override: Override


def records(
    file: RecordFile, layout: Layout, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[CatalogueRecord]:
    """Yield the records of a file; what is no record, or has unusable tags, becomes a problem."""
    for root in file.roots:
        found = list(selectors.find(root, layout.select))
        if not found and EACH not in layout.select and not _is_empty(root):
            problem = f'nothing at "{selectors.shown(layout.select)}" (where records should be)'
            problems.append(_problem(file, root, problem))
        for node in found:
            mapping = resolved(node)
            if isinstance(mapping, Mapping):
                if _fits(mapping, layout):
                    record = _record(file, root, mapping, layout, vocabulary, problems)
                    if record is not None:
                        yield record
            elif not _is_empty(node):
                problem = f"a record is a mapping of fields, found {kind_of(node)}"
                problems.append(_problem(file, node, problem))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.kind is Kind.NULL


def _problem(file: RecordFile, node: Node, problem: str, hint: str = "") -> Problem:
    return Problem(file.path, *file.lines.place(node.start), problem, hint, BAD_RECORD)


def _fits(mapping: Mapping, layout: Layout) -> bool:
    return all(selectors.text_at(mapping, path) in values for path, values in layout.where)


def _record(
    file: RecordFile,
    root: Node,
    mapping: Mapping,
    layout: Layout,
    vocabulary: Vocabulary,
    problems: list[Problem],
) -> CatalogueRecord | None:
    repeated = _repeated_key(mapping, layout)
    if repeated is not None:
        problem = f'the key "{repeated.text}" occurs twice'
        problems.append(_problem(file, repeated, problem, "keep one of them"))
        return None
    texts = {name: _first_text(mapping, layout, name) for name in layout.fields}
    tags_node = next(selectors.find(mapping, layout.tags), None)
    real = resolved(tags_node)
    if isinstance(real, Scalar) and real.kind is Kind.NULL:
        real = None
    written: list[WrittenTag] = []
    if isinstance(real, Sequence):
        for item in real.items:
            tag = _written(item, layout, vocabulary)
            if tag is None:
                problem = f"expected a tag as {layout.tags_as}, found {kind_of(item)}"
                problems.append(_problem(file, item, problem))
                return None
            written.append(tag)
    elif real is not None:
        problem = f"expected a list of tags, found {kind_of(real)}"
        problems.append(_problem(file, real, problem, "write it as a list: [a, b]"))
        return None
    name = texts.get("name") or ""
    body = texts.get("body") or ("" if file.body is None else file.text[file.body :])
    return CatalogueRecord(
        mapping,
        root,
        _label(file, mapping, root, name),
        _place_of_tags(mapping, layout.tags),
        name,
        texts.get("description") or "",
        _topics(mapping, layout),
        body,
        texts.get("readme"),
        tags_node,
        tuple(written),
        _own_override(file, mapping, vocabulary, problems),
    )


def _repeated_key(mapping: Mapping, layout: Layout) -> Scalar | None:
    """Return a key of the record that occurs twice and decides something here, or None."""
    read = {path[0] for paths in layout.fields.values() for path in paths if path}
    seen: set[str] = set()
    for key, _ in mapping.entries:
        if isinstance(key, Scalar) and key.text in read | {OVERRIDE_FIELD}:
            if key.text in seen:
                return key
            seen.add(key.text)
    return None


def _first_text(mapping: Mapping, layout: Layout, field: str) -> str | None:
    if field in ("tags", "topics"):
        return None
    texts = (selectors.text_at(mapping, path) for path in layout.fields[field])
    return next((text for text in texts if text is not None), None)


def _topics(mapping: Mapping, layout: Layout) -> tuple[str, ...]:
    for path in layout.fields.get("topics", ()):
        found = []
        for node in selectors.find(mapping, path):
            real = resolved(node)
            if isinstance(real, Scalar) and real.kind is Kind.TEXT:
                found += [topic.strip() for topic in real.text.split(",") if topic.strip()]
            for item in real.items if isinstance(real, Sequence) else ():
                scalar = resolved(item)
                if isinstance(scalar, Scalar) and scalar.text.strip():
                    found.append(scalar.text)
        if found:
            return tuple(found)
    return ()


def _label(file: RecordFile, mapping: Mapping, root: Node, name: str) -> str:
    """Return `#name` where a file has several records (without a name, `#line`), else ''."""
    if mapping is root and len(file.roots) == 1:
        return ""
    return f"#{name or file.lines.place(mapping.start)[0]}"


def _place_of_tags(mapping: Mapping, tags: Selector) -> int:
    """Return the character of the key of the tags, or of the record if it has none."""
    at, node = mapping.start, mapping
    for step in tags:
        entry = None if step is EACH else node.entry(step)
        if entry is None:
            return at
        at, value = entry[0].start, resolved(entry[1])
        if not isinstance(value, Mapping):
            return at
        node = value
    return at


def _written(item: Node, layout: Layout, vocabulary: Vocabulary) -> WrittenTag | None:
    """Return a tag as it is written, None if it is not written as the layout says."""
    real = resolved(item)
    if layout.tags_as == "object":
        if not isinstance(real, Mapping):
            return None
        name, tag_id = (selectors.text_at(real, (key,)) for key in ("name", "id"))
        if name is None and tag_id is None:
            return None
        tag = _by_id(tag_id, vocabulary) if tag_id is not None else _by_name(name, vocabulary)
        is_verbatim = tag is not None and (name is None or name.strip() == tag.name.strip())
        return WrittenTag(item, str(name if name is not None else tag_id), tag, is_verbatim)
    if not isinstance(real, Scalar):
        return None
    if layout.tags_as == "id":
        return WrittenTag(item, real.text, _by_id(real.text, vocabulary))
    tag = _by_name(real.text, vocabulary)
    is_verbatim = tag is not None and real.text.strip() == tag.name.strip()
    return WrittenTag(item, real.text, tag, is_verbatim and real.kind is Kind.TEXT)


def _by_name(name: str | None, vocabulary: Vocabulary) -> Tag | None:
    index = None if name is None else vocabulary.index_of(name)
    return None if index is None else vocabulary[index]


def _by_id(tag_id: str, vocabulary: Vocabulary) -> Tag | None:
    return next((tag for tag in vocabulary if str(tag.id) == tag_id), None)


def _own_override(
    file: RecordFile, mapping: Mapping, vocabulary: Vocabulary, problems: list[Problem]
) -> Override:
    """Return what the record's own field `tagengine` says; mistakes become problems."""
    node = mapping.get(OVERRIDE_FIELD)
    if node is None:
        return overrides.NONE
    strict_file = StrictFile(file.path)
    override = overrides.read(strict_file, strict(node, file.lines), vocabulary)
    problems.extend(strict_file.problems)
    return override
