"""`.tagengine.yaml` to a `Configuration`: strict, all problems at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pathspec import GitIgnoreSpec
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tagengine.errors import Code
from tagengine.metadata.checking.codes import IGNORABLE
from tagengine.metadata.configuration import patterns
from tagengine.metadata.configuration.language import (
    FIELD_KEYS,
    FILE_KEYS,
    RECORDS_KEYS,
)
from tagengine.metadata.configuration.presets import PRESETS
from tagengine.metadata.record_files import selectors
from tagengine.metadata.record_files.selectors import EACH, Selector
from tagengine.rules.files.strict_yaml import Fields, StrictFile

_DEFAULT_FIELDS = {"name": "name", "description": "description", "tags": "tags"}


@dataclass(frozen=True, slots=True)
class Judging:
    """How records are judged: paths relative to the configuration, None where the rules decide."""

    rules: str | None = None
    vocabulary: str | None = None
    policy: str = "exact"
    max_tags: int | None = None
    order: str = "any"
    min_confidence: int | None = None
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a file the records are, and where in a record its fields.

    `format` is None where the file's ending tells it; `fields` has the selectors of each field, of
    which the first that leads to a value counts; `where` the values that a field must have.
    `tags_text` and what follows are as in the configuration.
    """

    format: str | None = None
    select: Selector = ()
    where: tuple[tuple[Selector, frozenset[str]], ...] = ()
    fields: Mapping[str, tuple[Selector, ...]] = field(default_factory=dict)
    readme_file: str | None = None
    tags_as: str = "name"
    tags_text: str = "refused"
    tag_label: str | None = None
    tag_sign: str | None = None
    tag_spaces: str = "kept"
    key_case: str = "counts"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One entry of `records`: which files, laid out how, judged how; `patterns` are of `files`."""

    files: GitIgnoreSpec
    layout: Layout
    judging: Judging
    preset: str | None = None
    patterns: tuple[str, ...] = ()

    @property
    def hidden_folders(self) -> frozenset[str]:
        """The names of hidden files and folders that the patterns speak of."""
        parts = {part for pattern in self.patterns for part in pattern.lstrip("!").split("/")}
        return frozenset(part for part in parts if part.startswith("."))


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a configuration file says; `text` is all that it was read from.

    `judging` is what it says for all records; each kind has its own, made on top of that.
    """

    kinds: tuple[RecordKind, ...]
    exclude: GitIgnoreSpec
    overrides: str | None = None
    baseline: str | None = None
    text: str = ""
    judging: Judging = field(default_factory=Judging)

    def kind_of(self, path: str) -> RecordKind | None:
        """Return the first entry that covers a file (a relative path), or None."""
        if self.exclude.match_file(path):
            return None
        return next((kind for kind in self.kinds if kind.files.match_file(path)), None)


def read(file: StrictFile, text: str) -> Configuration:
    """Return what a YAML text says; what is wrong becomes problems of `file`."""
    root = file.compose(text, "at least records: [{preset: …}]")
    return from_node(file, root, text)


def from_node(file: StrictFile, root: Node | None, text: str) -> Configuration:
    """Return what a mapping says; what is wrong becomes problems of `file`."""
    fields = None if root is None else file.fields(root, FILE_KEYS, "a configuration")
    if fields is None:
        return Configuration((), GitIgnoreSpec.from_lines([]), text=text)
    judging = _judging(file, fields, Judging())
    listed = fields.get("records")
    nodes = [] if listed is None else file.items(listed, "entries")
    kinds = [_kind(file, node, judging) for node in nodes]
    exclude = fields.get("exclude")
    excluded = [] if exclude is None else patterns.read(file, exclude)
    return Configuration(
        tuple(kind for kind in kinds if kind is not None),
        GitIgnoreSpec.from_lines(excluded),
        fields.text("overrides"),
        fields.text("baseline"),
        text,
        judging,
    )


def from_preset(name: str) -> RecordKind:
    """Return the entry that a preset stands for."""
    file = StrictFile(f"preset {name}")
    node = ScalarNode("tag:yaml.org,2002:str", name)
    entry = MappingNode("tag:yaml.org,2002:map", [(ScalarNode(node.tag, "preset"), node)])
    kind = _kind(file, entry, Judging())
    assert kind is not None, file.problems  # noqa: S101 -- presets are ours
    return kind


def _kind(file: StrictFile, node: Node, judging: Judging) -> RecordKind | None:
    fields = file.fields(node, RECORDS_KEYS, "an entry like {preset: …} or {files: […]}")
    if fields is None:
        return None
    preset = None
    if "preset" in fields:
        preset = file.choice(fields.values["preset"], "preset", PRESETS)
        if preset is None:
            return None
        fields = _with_preset(fields, preset)
    files = fields.get("files")
    if files is None:
        hint = "as in: files: [software/*.yml]"
        file.problem(node, Code.MISSING_KEY, 'an entry has "files" or a preset', hint)
        return None
    texts = patterns.read(file, files)
    layout = Layout(
        fields.choice("format", "") or None,
        _selector(file, fields.get("select"), "select", each=True) or (),
        _where(file, fields.get("where")),
        _fields(file, fields.get("fields")),
        fields.text("readme_file"),
        fields.choice("tags_as", "name"),
        fields.choice("tags_text", "refused"),
        fields.text("tag_label"),
        fields.text("tag_sign"),
        fields.choice("tag_spaces", "kept"),
        fields.choice("key_case", "counts"),
    )
    judged = _judging(file, fields, judging)
    return RecordKind(GitIgnoreSpec.from_lines(texts), layout, judged, preset, tuple(texts))


def _with_preset(fields: Fields, preset: str) -> Fields:
    """Return an entry's fields on top of a preset's; of `fields`, each on its own."""
    root = StrictFile(f"preset {preset}").compose(PRESETS[preset].entry)
    assert isinstance(root, MappingNode)  # noqa: S101 -- presets are ours
    values = {key.value: value for key, value in root.value}
    own, base = fields.get("fields"), values.get("fields")
    values |= fields.values
    if isinstance(own, MappingNode) and isinstance(base, MappingNode):
        written = {key.value for key, _ in own.value}
        rest = [(key, value) for key, value in base.value if key.value not in written]
        values["fields"] = MappingNode(own.tag, own.value + rest, own.start_mark, own.end_mark)
    return replace(fields, values=values)


def _judging(file: StrictFile, fields: Fields, given: Judging) -> Judging:
    return Judging(
        fields.text("rules") or given.rules,
        fields.text("vocabulary") or given.vocabulary,
        fields.choice("policy", given.policy),
        given.max_tags if "max_tags" not in fields else fields.integer("max_tags", 0),
        fields.choice("order", given.order),
        fields.integer("min_confidence", 0) if "min_confidence" in fields else given.min_confidence,
        _ignored(file, fields.get("ignore"), given.ignore),
    )


def _fields(file: StrictFile, node: Node | None) -> dict[str, tuple[Selector, ...]]:
    found: dict[str, tuple[Selector, ...]]
    found = {name: (selectors.parse(path) or (),) for name, path in _DEFAULT_FIELDS.items()}
    fields = None if node is None else file.fields(node, FIELD_KEYS, "fields with their paths")
    for name, value in (fields.values if fields else {}).items():
        several = isinstance(value, SequenceNode)
        nodes = file.items(value, "paths") if several else [value]
        paths = [_selector(file, one, name, each=name == "topics") for one in nodes]
        found[name] = tuple(path for path in paths if path is not None) or found.get(name, ())
    return found


def _ignored(file: StrictFile, node: Node | None, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that are ignored; each needs a reason, which is for people."""
    if node is None:
        return given
    found = file.mapping(node, IGNORABLE, "codes, each with the reason") or {}
    return tuple(code for code, value in found.items() if file.text(value, "a reason") is not None)


def _where(file: StrictFile, node: Node | None) -> tuple[tuple[Selector, frozenset[str]], ...]:
    if node is None:
        return ()
    found = []
    for path, value in (file.mapping(node, (), "fields with their values") or {}).items():
        selector = selectors.parse(path)
        if selector is None or EACH in selector:
            file.problem(value, Code.BAD_VALUE, f'"{path}" is not a path', "as in: metadata.kind")
            continue
        nodes = file.items(value, "values") if isinstance(value, SequenceNode) else [value]
        texts = [file.text(one, "a value") for one in nodes]
        found.append((selector, frozenset(text for text in texts if text is not None)))
    return tuple(found)


def _selector(file: StrictFile, node: Node | None, what: str, each: bool) -> Selector | None:
    text = None if node is None else file.text(node, what)
    if node is None or text is None:
        return None
    selector = selectors.parse(text)
    if selector is None:
        hint = "keys with dots between them, [] for every item of a list"
        file.problem(node, Code.BAD_VALUE, f'{what} "{text}" is not a path', hint)
    elif EACH in selector and not each:
        problem = f'{what} "{text}" leads to several values'
        file.problem(node, Code.BAD_VALUE, problem, "leave [] out; select says where records are")
        return None
    return selector
