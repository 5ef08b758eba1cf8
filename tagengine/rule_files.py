"""Rule files to a `RuleSet`: strict, all problems of all files at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yaml.nodes import Node, SequenceNode

from tagengine import rule_entries
from tagengine.errors import Problem, RuleErrors, did_you_mean
from tagengine.fingerprint import fingerprint
from tagengine.rule_entries import Entries
from tagengine.rules import Rule, RuleSet, TagPolicy
from tagengine.settings_file import read_settings
from tagengine.strict_yaml import StrictFile
from tagengine.vocabulary import Vocabulary

SETTINGS_FILE = "zones.yaml"
VOCABULARY_FILE = "vocabulary.yaml"

_FILE_KEYS = ("tag", "kind", "threshold", "implies", "suppresses", "rules", "examples")
_EXAMPLE_KEYS = ("match", "no_match")
_THRESHOLD_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Example:
    """A short text of a rule file for which its tag must (not) be among the tags."""

    tag: int
    text: str
    expected: bool
    path: str
    line: int


@dataclass(slots=True)
class _TagFile(Entries):
    """One rule file while it is read."""

    policy: TagPolicy | None = None
    implies: dict[int, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


def parse(
    files: Mapping[str, str],
    vocabulary: Vocabulary,
    origin: str = "",
    identity: str = "",
) -> RuleSet:
    """Return the rule set of rule files, given as name to text; `origin` is their folder's name.

    `identity` is the rule set's fingerprint (default: that of the files). Raises `RuleErrors` with
    all problems of all files.
    """
    rule_set, _ = parse_with_examples(files, vocabulary, origin, identity)
    return rule_set


def parse_with_examples(
    files: Mapping[str, str],
    vocabulary: Vocabulary,
    origin: str = "",
    identity: str = "",
) -> tuple[RuleSet, list[Example]]:
    """Return the rule set and the examples of its files; arguments and errors as for `parse`."""
    problems: list[Problem] = []
    prefix = f"{origin}/" if origin else ""
    settings_file = StrictFile(prefix + SETTINGS_FILE)
    settings = read_settings(settings_file, files.get(SETTINGS_FILE))
    problems.extend(settings_file.problems)
    policies = [TagPolicy(settings.threshold) for _ in vocabulary]
    read: list[_TagFile] = []
    owner: dict[int, str] = {}
    for name in sorted(files):
        if name in (SETTINGS_FILE, VOCABULARY_FILE):
            continue
        tag_file = _TagFile(StrictFile(prefix + name), vocabulary, settings)
        root = tag_file.file.compose(files[name])
        if root is not None:
            _read_file(tag_file, root)
        problems.extend(tag_file.file.problems)
        if tag_file.tag is None:
            continue
        if tag_file.tag in owner:
            hint = f"its rules are in {owner[tag_file.tag]}"
            problems.append(Problem(prefix + name, 1, 1, "a second file for the same tag", hint))
        owner[tag_file.tag] = prefix + name
        if tag_file.policy is not None:
            policies[tag_file.tag] = tag_file.policy
        read.append(tag_file)
    if problems:
        raise RuleErrors(problems)
    rules = [rule for tag_file in read for rule in tag_file.rules]
    rules += [rule for tag_file in read for rule in _implied(tag_file)]
    rules.sort(key=lambda rule: (rule.tag, rule.id))
    rule_set = RuleSet(
        vocabulary, settings, tuple(policies), tuple(rules), identity or fingerprint(files)
    )
    return rule_set, [example for tag_file in read for example in tag_file.examples]


def _implied(tag_file: _TagFile) -> list[Rule]:
    """Return this file's rules again for the tags it implies, at their part of the weight."""
    return [
        rule._replace(
            id=f"{rule.id}>{tag_file.vocabulary[tag].key}",
            tag=tag,
            weight=rule.weight * percent // 100,
        )
        for tag, percent in sorted(tag_file.implies.items())
        for rule in tag_file.rules
        if rule.weight > 0
    ]


def _read_file(tag_file: _TagFile, root: Node) -> None:
    file = tag_file.file
    values = file.mapping(root, _FILE_KEYS, "a tag and its rules")
    if not values and file.problems:
        return
    if "tag" not in values:
        file.problem(root, 'no key "tag"', "name the tag these rules are for")
        return
    tag_file.tag = _tag(tag_file, values["tag"])
    threshold: int | None = tag_file.settings.threshold
    if "threshold" in values:
        threshold = file.integer(values["threshold"], "threshold", 0, _THRESHOLD_LIMIT)
    suppresses = _other_tags(tag_file, values.get("suppresses"), "suppresses")
    _read_implies(tag_file, values.get("implies"))
    if "rules" not in values:
        file.problem(root, 'no key "rules"', "write at least one rule")
    else:
        for node in file.items(values["rules"], "rules"):
            rule_entries.read(tag_file, node)
    if "examples" in values:
        _read_examples(tag_file, values["examples"])
    kind = "kind" in values and file.boolean(values["kind"], "kind") is True
    tag_file.policy = TagPolicy(threshold or 0, suppresses, kind)


def _tag(tag_file: _TagFile, node: Node) -> int | None:
    name = tag_file.file.text(node, "a tag's name")
    if name is None:
        return None
    return _index_of(tag_file, name, node)


def _index_of(tag_file: _TagFile, name: str, node: Node) -> int | None:
    """Return a tag's index in the vocabulary, or None with a problem noted."""
    index = tag_file.vocabulary.index_of(name)
    if index is None:
        near = did_you_mean(name, [tag.key for tag in tag_file.vocabulary])
        tag_file.file.problem(node, f'no tag "{name}" in the vocabulary', near)
    return index


def _other_tags(tag_file: _TagFile, node: Node | None, what: str) -> tuple[int, ...]:
    if node is None:
        return ()
    tags = []
    for item in tag_file.file.items(node, "tags"):
        index = _tag(tag_file, item)
        if index is not None and index == tag_file.tag:
            tag_file.file.problem(item, f"a tag cannot be in its own {what}", "remove it")
        elif index is not None:
            tags.append(index)
    return tuple(sorted(set(tags)))


def _read_implies(tag_file: _TagFile, node: Node | None) -> None:
    """Read `implies: {tag: percent}`, or a list of tags, each at 30 percent."""
    if node is None:
        return
    if isinstance(node, SequenceNode):
        for index in _other_tags(tag_file, node, "implies"):
            tag_file.implies[index] = 30
        return
    for name, value in tag_file.file.mapping(node, (), "tags with percentages").items():
        implied = _index_of(tag_file, name, value)
        percent = tag_file.file.integer(value, "a percentage", 1, 100)
        if implied is not None and percent is not None:
            tag_file.implies[implied] = percent


def _read_examples(tag_file: _TagFile, node: Node) -> None:
    values = tag_file.file.mapping(node, _EXAMPLE_KEYS, "examples: {match: […], no_match: […]}")
    for key, value in values.items():
        for text, item in tag_file.file.texts(value, "an example"):
            if tag_file.tag is not None:
                line = item.start_mark.line + 1
                expected = key == "match"
                example = Example(tag_file.tag, text, expected, tag_file.file.path, line)
                tag_file.examples.append(example)
