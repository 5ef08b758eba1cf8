"""The records of a record file: the texts that the engine reads, and the tags as written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tagengine.document.record import Record
from tagengine.errors import Problem
from tagengine.inputs import languages
from tagengine.metadata.checking.codes import BAD_RECORD
from tagengine.metadata.checking.written_tags import TagReader, WrittenTag
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
    is_null,
    kind_of,
    resolved,
)
from tagengine.metadata.record_files.reading import RecordFile, UnreadableError
from tagengine.metadata.record_files.selectors import EACH, Selector
from tagengine.metadata.record_files.strict_nodes import strict
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One record: its mapping, its texts, its tags, and what people settled for it.

    `readme` is the path of a README that it names; without one the README of its `texts` is its
    body. `tags_node` is the list of tags, or the text of them, None if the record has none;
    `tags_path` where it is or should be; `at` the character that findings about the tags point at;
    `label` what an overrides file names the record by, after the path of its file.
    """

    mapping: Mapping
    label: str
    at: int
    texts: Record
    readme: str | None
    tags_node: Node | None
    tags_path: Selector
    tags: tuple[WrittenTag, ...]
    override: Override


def records(
    file: RecordFile, layout: Layout, vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[CatalogueRecord]:
    """Yield the records of a file; what is no record, or has unusable tags, becomes a problem."""
    reader = _Reader(file, TagReader(layout, vocabulary), problems)
    for root in file.roots:
        found = list(selectors.find(root, layout.select))
        if not found and not selectors.ends_in_empty_list(root, layout.select):
            problem = f'nothing at "{selectors.shown(layout.select)}" (the records should be there)'
            reader.note(UnreadableError(root.start, problem))
        for node in found:
            try:
                record = reader.record(node, root)
            except UnreadableError as error:
                reader.note(error)
            else:
                if record is not None:
                    yield record


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the records of a file."""

    file: RecordFile
    tags: TagReader
    problems: list[Problem]

    def note(self, error: UnreadableError) -> None:
        self.problems.append(self.file.problem(error.at, error.problem, error.hint, BAD_RECORD))

    def record(self, node: Node, root: Node) -> CatalogueRecord | None:
        """Return the record that a node is, None if it is not one of those that are asked for."""
        file, layout, mapping = self.file, self.tags.layout, resolved(node)
        if not isinstance(mapping, Mapping):
            if is_null(node):
                return None
            hint = ""
            if isinstance(node, Sequence):
                inside = f"{selectors.shown(layout.select)}[]" if layout.select else "[]"
                hint = f'if its items are the records, set select to "{inside}"'
            problem = f"a record is a mapping of fields, found {kind_of(node)}"
            raise UnreadableError(node.start, problem, hint)
        if any(selectors.text_at(mapping, path) not in values for path, values in layout.where):
            return None
        self._refuse_repeated_keys(mapping)
        tags_path = self._tags_path(mapping)
        texts = {
            name: self._first_text(mapping, paths)
            for name, paths in layout.fields.items()
            if name not in ("tags", "topics")
        }
        tags_node = next(selectors.find(mapping, tags_path), None)
        if tags_node is None and file.body is None and not any(texts.values()):
            self._refuse_holder(mapping)
        tags = self.tags.read(tags_node)
        name = texts.get("name") or ""
        label = ""
        if mapping is not root or len(file.roots) > 1:
            label = f"#{name or file.lines.place(mapping.start)[0]}"
        return CatalogueRecord(
            mapping,
            label,
            _place_of_tags(mapping, tags_path),
            Record(
                file.path + label,
                name,
                texts.get("description") or "",
                self._topics(mapping),
                texts.get("body") or ("" if file.body is None else file.text[file.body :]),
                language=texts.get("language") or "",
            ),
            texts.get("readme"),
            tags_node,
            tags_path,
            tags,
            self._own_override(mapping),
        )

    def _refuse_holder(self, mapping: Mapping) -> None:
        """Raise `UnreadableError` if a mapping without fields holds the records under a key."""
        fields = ("name", "description")
        paths = [path for name in fields for path in self.tags.layout.fields.get(name, ())]
        found = []
        for key, node in mapping.entries:
            inner, step = resolved(node), ""
            if isinstance(inner, Sequence) and inner.items:
                inner, step = resolved(inner.items[0]), "[]"
            if not (isinstance(key, Scalar) and isinstance(inner, Mapping)):
                continue
            if any(selectors.text_at(inner, path) for path in paths):
                found.append((key.text, step))
        if not found:
            return
        name, step = found[0]
        select = selectors.shown((*self.tags.layout.select, name)) + step
        hint = f'if the records are in "{name}", set select to "{select}"'
        if len(found) > 1 and not step:
            hint = "write records that have keys of their own as a list"
        problem = "a record has at least a name, a description or tags"
        raise UnreadableError(mapping.start, problem, hint)

    def _refuse_repeated_keys(self, mapping: Mapping) -> None:
        """Raise `UnreadableError` if a key that decides something here occurs twice."""
        paths = (path for paths in self.tags.layout.fields.values() for path in paths)
        read = {OVERRIDE_FIELD, *(path[0] for path in paths if path)}
        seen: set[str] = set()
        for key, _ in mapping.entries:
            if isinstance(key, Scalar):
                name = key.text.casefold() if self.tags.layout.key_case == "ignored" else key.text
                if name in seen:
                    problem = f'the key "{key.text}" occurs twice'
                    raise UnreadableError(key.start, problem, "keep one of them")
                if name in read:
                    seen.add(name)

    def _tags_path(self, mapping: Mapping) -> Selector:
        """Return where the tags are, or else should be; two places that have some are refused."""
        paths = [self._spelled(mapping, path) for path in self.tags.layout.fields["tags"]]
        found = [(path, next(selectors.find(mapping, path), None)) for path in paths]
        there = [path for path, node in found if node is not None]
        filled = [path for path, node in found if node is not None and not is_null(node)]
        if len(filled) > 1:
            first, second = map(selectors.shown, filled[:2])
            problem = f'tags both in "{first}" and "{second}"'
            raise UnreadableError(mapping.start, problem, "keep one of them")
        return (filled or there or paths)[0]

    def _spelled(self, mapping: Mapping, path: Selector) -> Selector:
        return selectors.spelled(mapping, path) if self.tags.layout.key_case == "ignored" else path

    def _first_text(self, mapping: Mapping, paths: tuple[Selector, ...]) -> str | None:
        for path in paths:
            place = _in_one_language(mapping, self._spelled(mapping, path))
            text = selectors.text_at(mapping, place)
            if text is not None:
                return text
        return None

    def _topics(self, mapping: Mapping) -> tuple[str, ...]:
        for written in self.tags.layout.fields.get("topics", ()):
            path, found = self._spelled(mapping, written), []
            for node in selectors.find(mapping, path):
                real = resolved(node)
                if isinstance(real, Scalar) and real.kind is Kind.TEXT:
                    found += [topic.strip() for topic in real.text.split(",") if topic.strip()]
                for item in real.items if isinstance(real, Sequence) else ():
                    scalar = resolved(item)
                    if isinstance(scalar, Scalar) and not is_null(scalar):
                        found.append(scalar.text)
            if found:
                return tuple(found)
        return ()

    def _own_override(self, mapping: Mapping) -> Override:
        """Return what the record's own field `tagengine` says; mistakes become problems."""
        node = mapping.get(OVERRIDE_FIELD)
        if node is None:
            return overrides.NONE
        strict_file = StrictFile(self.file.path)
        override = overrides.read(strict_file, strict(node, self.file.lines), self.tags.vocabulary)
        self.problems.extend(strict_file.problems)
        return override


def _in_one_language(mapping: Mapping, path: Selector) -> Selector:
    """Return a path, led on into one of the texts where it leads to a mapping by language."""
    real = resolved(next(selectors.find(mapping, path), None))
    if not isinstance(real, Mapping):
        return path
    keys = [key.text if isinstance(key, Scalar) else "" for key, _ in real.entries]
    language = languages.preferred(keys)
    return path if language is None else (*path, language)


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
