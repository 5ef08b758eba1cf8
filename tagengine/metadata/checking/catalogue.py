"""The records of a record file: the texts that the engine reads, and the tags as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.errors import Problem
from tagengine.inputs import languages
from tagengine.metadata.checking import written_tags
from tagengine.metadata.checking.codes import BAD_RECORD
from tagengine.metadata.checking.written_tags import Misread, WrittenTag
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
from tagengine.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One record: its mapping, its texts, its tags, and what people settled for it.

    `tags_node` is the list of tags, or the text of them, None if the record has none; `tags_path`
    where it is or should be; `at` the character that findings about the tags point at; `label` what
    an overrides file names the record by, after the path of its file.
    """

    mapping: Mapping
    root: Node
    label: str
    at: int
    name: str
    description: str
    topics: tuple[str, ...]
    language: str
    body: str
    readme: str | None
    tags_node: Node | None
    tags_path: Selector
    tags: tuple[WrittenTag, ...]
    override: Override


def records(
    file: RecordFile, layout: Layout, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[CatalogueRecord]:
    """Yield the records of a file; what is no record, or has unusable tags, becomes a problem."""
    for root in file.roots:
        found = list(selectors.find(root, layout.select))
        if not found and not selectors.ends_in_empty_list(root, layout.select):
            problem = f'nothing at "{selectors.shown(layout.select)}" (the records should be there)'
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
                hint = ""
                if isinstance(node, Sequence):
                    inside = f"{selectors.shown(layout.select)}[]" if layout.select else "[]"
                    hint = f'if its items are the records, set select to "{inside}"'
                problems.append(_problem(file, node, problem, hint))


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
    tags_path, second = _tags_paths(mapping, layout)
    if second is not None:
        problem = f'tags both in "{selectors.shown(tags_path)}" and "{selectors.shown(second)}"'
        problems.append(_problem(file, mapping, problem, "keep one of them"))
        return None
    texts = {name: _first_text(mapping, layout, name) for name in layout.fields}
    tags_node = next(selectors.find(mapping, tags_path), None)
    written = written_tags.read(tags_node, layout, vocabulary)
    if isinstance(written, Misread):
        problems.append(_problem(file, written.node, written.problem, written.hint))
        return None
    name = texts.get("name") or ""
    body = texts.get("body") or ("" if file.body is None else file.text[file.body :])
    return CatalogueRecord(
        mapping,
        root,
        _label(file, mapping, root, name),
        _place_of_tags(mapping, tags_path),
        name,
        texts.get("description") or "",
        _topics(mapping, layout),
        texts.get("language") or "",
        body,
        texts.get("readme"),
        tags_node,
        tags_path,
        written,
        _own_override(file, mapping, vocabulary, problems),
    )


def _repeated_key(mapping: Mapping, layout: Layout) -> Scalar | None:
    """Return a key of the record that occurs twice and decides something here, or None."""
    read = {path[0] for paths in layout.fields.values() for path in paths if path}
    seen: set[str] = set()
    for key, _ in mapping.entries:
        if isinstance(key, Scalar):
            name = key.text.casefold() if layout.key_case == "ignored" else key.text
            if name in seen:
                return key
            if name in read | {OVERRIDE_FIELD}:
                seen.add(name)
    return None


def _tags_paths(mapping: Mapping, layout: Layout) -> tuple[Selector, Selector | None]:
    """Return where the tags are, or else should be, and a second place that has tags too."""
    paths = [_spelled(mapping, path, layout) for path in layout.fields["tags"]]
    found = [(path, next(selectors.find(mapping, path), None)) for path in paths]
    there = [path for path, node in found if node is not None]
    filled = [path for path, node in found if node is not None and not _is_empty(node)]
    return (filled or there or paths)[0], filled[1] if len(filled) > 1 else None


def _spelled(mapping: Mapping, path: Selector, layout: Layout) -> Selector:
    return selectors.spelled(mapping, path) if layout.key_case == "ignored" else path


def _first_text(mapping: Mapping, layout: Layout, field: str) -> str | None:
    if field in ("tags", "topics"):
        return None
    paths = (_spelled(mapping, path, layout) for path in layout.fields[field])
    texts = (selectors.text_at(mapping, _in_one_language(mapping, path)) for path in paths)
    return next((text for text in texts if text is not None), None)


def _in_one_language(mapping: Mapping, path: Selector) -> Selector:
    """Return a path, led on into one of the texts where it leads to a mapping by language."""
    real = resolved(next(selectors.find(mapping, path), None))
    if not isinstance(real, Mapping):
        return path
    keys = [key.text if isinstance(key, Scalar) else "" for key, _ in real.entries]
    language = languages.preferred(keys)
    return path if language is None else (*path, language)


def _topics(mapping: Mapping, layout: Layout) -> tuple[str, ...]:
    for written in layout.fields.get("topics", ()):
        path, found = _spelled(mapping, written, layout), []
        for node in selectors.find(mapping, path):
            real = resolved(node)
            if isinstance(real, Scalar) and real.kind is Kind.TEXT:
                found += [topic.strip() for topic in real.text.split(",") if topic.strip()]
            for item in real.items if isinstance(real, Sequence) else ():
                scalar = resolved(item)
                if isinstance(scalar, Scalar) and scalar.kind is not Kind.NULL:
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
