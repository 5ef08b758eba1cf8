"""One tag's file: its rules, its policy and its relations, each problem with its place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from yaml.nodes import Node, SequenceNode

from tagengine.errors import Code
from tagengine.rules.files import entries as rule_entries
from tagengine.rules.files.entries import Entries
from tagengine.rules.files.examples import Example, read_examples
from tagengine.rules.files.strict_yaml import Fields
from tagengine.rules.files.yaml_nodes import key_nodes
from tagengine.rules.language import DEFAULT_IMPLIED, FILE_KEYS
from tagengine.rules.rule_set import TagPolicy
from tagengine.rules.vocabulary import Tag


@dataclass(slots=True)
class TagFile(Entries):
    """What one tag's file says."""

    policy: TagPolicy | None = None
    implies: dict[int, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    root: Node | None = None
    relations: dict[str, Node] = field(default_factory=dict)


def read_tag_file(tag_file: TagFile, text: str) -> None:
    """Read the text of one tag's file into `tag_file`; what is wrong becomes a problem of it."""
    file = tag_file.file
    tag_file.root = file.compose(text)
    fields = None
    if tag_file.root is not None:
        fields = file.fields(tag_file.root, FILE_KEYS, "a tag and its rules")
    if fields is None:
        return
    if (tag := fields.get("tag")) is not None:
        name = file.text(tag, "a tag's name")
        tag_file.tag = None if name is None else _index_of(tag_file, name, tag)
    threshold = fields.integer("threshold", tag_file.settings.threshold)
    suppresses = _other_tags(tag_file, fields, "suppresses")
    excludes = _other_tags(tag_file, fields, "excludes")
    for both in sorted(set(suppresses) & set(excludes)):
        problem = f'"{tag_file.vocabulary[both].key}" is in suppresses and in excludes'
        file.problem(fields.values["excludes"], Code.DUPLICATE, problem, "excludes alone is enough")
    _read_implies(tag_file, fields)
    if (rules := fields.get("rules")) is not None:
        for node in file.items(rules, "rules"):
            rule_entries.read(tag_file, node)
        rule_entries.read_learned(tag_file)
        rule_entries.read_lists(tag_file)
    if (examples := fields.get("examples")) is not None:
        index = -1 if tag_file.tag is None else tag_file.tag
        tag_file.examples = read_examples(file, examples, index)
    kind = fields.boolean("kind", False)
    tag_file.policy = TagPolicy(threshold, suppresses, kind, excludes)


def _index_of(tag_file: TagFile, name: str, node: Node) -> int | None:
    """Return a tag's index in the vocabulary, or None with a problem noted."""
    index = tag_file.vocabulary.index_of(name)
    if index is not None and name in spellings(tag_file.vocabulary[index]):
        return index
    near = tag_file.file.near(name, [tag.key for tag in tag_file.vocabulary])
    hint = near or "add it to the vocabulary, or correct it"
    tag_file.file.problem(node, Code.UNKNOWN_NAME, f'no tag "{name}" in the vocabulary', hint)
    return None


def spellings(tag: Tag) -> tuple[str, ...]:
    """Return the ways to write a tag's name in rule files."""
    return tuple(dict.fromkeys((tag.name.strip(), tag.name, tag.key)))


def _other_tags(tag_file: TagFile, fields: Fields, key: str) -> tuple[int, ...]:
    node = fields.get(key)
    if node is None:
        return ()
    tag_file.relations[key] = node
    tags: set[int] = set()
    for name, item in tag_file.file.texts(node, "a tag's name"):
        index = _index_of(tag_file, name, item)
        if index is not None and _is_new(tag_file, index, tags, key, item):
            tags.add(index)
    return tuple(sorted(tags))


def _is_new(tag_file: TagFile, index: int, tags: Collection[int], key: str, node: Node) -> bool:
    """Note a problem if a tag is the file's own, or there already."""
    if index == tag_file.tag:
        problem = f"a tag cannot be in its own {key}"
    elif index in tags:
        problem = f"the tag occurs twice in {key}"
    else:
        return True
    tag_file.file.problem(node, Code.DUPLICATE, problem, "remove it")
    return False


def _read_implies(tag_file: TagFile, fields: Fields) -> None:
    """Read `implies: {tag: percent}`, or a list of tags, each at 30 percent."""
    node = fields.get("implies")
    if node is None:
        return
    tag_file.relations["implies"] = node
    if isinstance(node, SequenceNode):
        for index in _other_tags(tag_file, fields, "implies"):
            tag_file.implies[index] = DEFAULT_IMPLIED
        return
    values = tag_file.file.mapping(node, (), "tags with percentages, as in {database: 40}")
    keys = key_nodes(node)
    for name, value in (values or {}).items():
        implied = _index_of(tag_file, name, keys[name])
        percent = tag_file.file.integer(value, f"the part for {name}", 1, 100, "percent")
        seen = tag_file.implies
        if implied is not None and _is_new(tag_file, implied, seen, "implies", value):
            tag_file.implies[implied] = percent or 0
