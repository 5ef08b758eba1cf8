"""Record files in no known layout: which they are, and which of their fields say what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

import yaml

from tagengine.errors import TagEngineError
from tagengine.inputs.files import files_below
from tagengine.metadata.record_files import formats, selectors
from tagengine.metadata.record_files.nodes import Kind, Mapping, Node, Scalar, Sequence, resolved
from tagengine.metadata.record_files.selectors import EACH, Selector
from tagengine.rules import sources as rule_sources

_SUFFIXES = (".yaml", ".yml", ".json", ".toml", ".jsonl", ".ndjson")
_LOOKED_AT = 500  # files
_COUNTED = 300  # records whose fields are counted
_SEVERAL = 3  # records with tags
_DEEPEST = 2  # keys on the way to a field
_NAMES = {
    "name": ("name", "title", "full_name"),
    "description": ("description", "summary", "tagline", "short_description", "abstract", "about"),
    "tags": ("tags", "tag", "categories", "category", "labels", "keywords", "topics"),
    "topics": ("topics", "keywords"),
    "language": ("language", "programming_language"),
}
"""The keys that a field may have in a record, the likeliest first."""
_KINDS = {
    "name": "text", "description": "text", "tags": "list", "topics": "list", "language": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GuessedLayout:
    """Files of one pattern that hold records, and where these have their fields.

    `select` leads to the records of a file, and is empty where the file is one. `fields` has what
    was found of a name, a description and so on; `unused` are the other keys, the commonest first.
    """

    pattern: str
    select: Selector
    fields: dict[str, Selector]
    tags_text: str
    unused: tuple[str, ...]

    def entry(self) -> str:
        """Return the entry for `records` in a configuration, indented as its first one."""
        data: dict[str, object] = {"files": [self.pattern]}
        if self.select:
            data["select"] = selectors.shown(self.select)
        data["fields"] = {name: selectors.shown(path) for name, path in self.fields.items()}
        if self.tags_text:
            data["tags_text"] = self.tags_text
        text = yaml.safe_dump(
            [data], allow_unicode=True, sort_keys=False, width=96, default_flow_style=None
        )
        return "".join(f"  {line}\n" for line in text.splitlines())

    def told(self) -> Iterator[str]:
        """Yield lines that say which field was taken for what."""
        for name, path in self.fields.items():
            yield f"  {name + ':':<13}{selectors.shown(path)}"
        if self.unused:
            yield f"  {'not read:':<13}{', '.join(self.unused)}"


@dataclass(slots=True)
class _Group:
    """The records of the files of one pattern; `fields` counts the paths in them by what is there.

    A path is counted as `text` or `list`.
    """

    files: int = 0
    records: int = 0
    fields: dict[str, Counter[Selector]] = field(default_factory=lambda: defaultdict(Counter))
    has_commas: bool = False

    def add(self, record: Mapping) -> None:
        """Count the fields of a record."""
        self.records += 1
        for path, value in _paths(record):
            kind = "text" if isinstance(value, Scalar) else "list"
            self.fields[kind][path] += 1
            if isinstance(value, Scalar) and _is_called(path, "tags"):
                self.has_commas |= "," in value.text

    def best(self, name: str, kind: str, taken: Selector = ()) -> Selector | None:
        """Return the path that most records have of those that are called like a field."""
        counts = self.fields[kind]
        found = [path for path in counts if _is_called(path, name) and path != taken]

        def rank(path: Selector) -> tuple[int, int, int, str]:
            place = _NAMES[name].index(str(path[-1]).casefold())
            return -counts[path], len(path), place, selectors.shown(path)

        return min(found, key=rank, default=None)


def guess(folder: Path) -> GuessedLayout | None:
    """Return the layout of most records with tags in a folder and below, None if there are few."""
    groups: dict[tuple[str, Selector], _Group] = defaultdict(_Group)
    files = (path for path in files_below(folder) if path.suffix.lower() in _SUFFIXES)
    for path in islice(files, _LOOKED_AT):
        found = next(_records(path), None)
        if found is None:
            continue
        select, records = found
        for pattern in _patterns(PurePosixPath(path.relative_to(folder).as_posix()), select):
            group = groups[pattern, select]
            group.files += 1
            for record in records[: max(_COUNTED - group.records, 0)]:
                group.add(record)
    if not groups:
        return None
    (pattern, select), group = max(groups.items(), key=lambda one: (one[1].records, one[1].files))
    return _layout(pattern, select, group) if group.records >= _SEVERAL else None


def _layout(pattern: str, select: Selector, group: _Group) -> GuessedLayout | None:
    tags = group.best("tags", "list") or group.best("tags", "text")
    if tags is None or not (group.best("name", "text") or group.best("description", "text")):
        return None
    fields: dict[str, Selector] = {}
    for name, kind in _KINDS.items():
        found = tags if name == "tags" else group.best(name, kind, taken=tags)
        if found is not None:
            fields[name] = found
    is_text = tags not in group.fields["list"]
    tags_text = ("commas" if group.has_commas else "one") if is_text else ""
    counts = group.fields["text"] + group.fields["list"]
    used = {path[0] for path in fields.values()}
    unused = Counter({path[0]: number for path, number in counts.items() if path[0] not in used})
    names = tuple(str(key) for key, _ in unused.most_common(8))
    return GuessedLayout(pattern, select, fields, tags_text, names)


def _records(path: Path) -> Iterator[tuple[Selector, list[Mapping]]]:
    """Yield the records with tags in a file and what leads to them; nothing if it has none."""
    form = formats.format_of(path.name)
    try:
        roots = formats.read(path.name, rule_sources.read_text(path), form or "yaml").roots
    except TagEngineError:  # not a file that can be read
        return
    tagged = [one for root in roots if (one := _tagged(root)) is not None]
    if tagged:
        yield (), tagged
    for root in map(resolved, roots):
        inner: list[tuple[Selector, Node | None]] = [((EACH,), root)]
        if isinstance(root, Mapping):
            inner = [((_key(key), EACH), resolved(value)) for key, value in root.entries]
        for select, value in inner:
            if isinstance(value, Sequence):
                found = [one for item in value.items if (one := _tagged(item)) is not None]
                if found:
                    yield select, found


def _tagged(node: Node) -> Mapping | None:
    """Return a mapping that has something that is called like tags."""
    real = resolved(node)
    if isinstance(real, Mapping) and any(_is_called(path, "tags") for path, _ in _paths(real)):
        return real
    return None


def _paths(record: Mapping, above: Selector = ()) -> Iterator[tuple[Selector, Scalar | Sequence]]:
    """Yield the texts, and lists of texts, of a record with their paths."""
    for key, node in record.entries:
        value, path = resolved(node), (*above, _key(key))
        if isinstance(value, Mapping) and len(path) < _DEEPEST:
            yield from _paths(value, path)
        elif (isinstance(value, Scalar) and value.kind is Kind.TEXT) or (
            isinstance(value, Sequence) and value.items and all(map(_is_text, value.items))
        ):
            yield path, value


def _is_text(node: Node) -> bool:
    real = resolved(node)
    return isinstance(real, Scalar) and real.kind is Kind.TEXT


def _is_called(path: Selector, name: str) -> bool:
    return str(path[-1]).casefold() in _NAMES[name]


def _key(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _patterns(path: PurePosixPath, select: Selector) -> Iterator[str]:
    """Yield the patterns that a file may be one of: its folder's, or its name in any folder."""
    if select:
        yield f"/{path}"
        return
    folder = path.parent
    yield f"/*{path.suffix}" if folder == PurePosixPath() else f"{folder}/*{path.suffix}"
    if folder != PurePosixPath():
        yield f"{folder.parent / '*' / path.name}"
