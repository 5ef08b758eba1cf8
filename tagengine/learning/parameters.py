"""The numbers in a folder of rule files that can be tuned, each with its place and its bounds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from tagengine.learning.rescoring import Kept, Key
from tagengine.rules.files.entries import Entry
from tagengine.rules.files.folder import SETTINGS_FILE, Reading
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.tag_file import TagFile
from tagengine.rules.files.yaml_nodes import kind_of, place
from tagengine.rules.language import FACTOR_LIMIT, THRESHOLD_LIMIT, WEIGHT_LIMIT
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES

_BOUND = 50  # percent by which a number may change
_STEPS = (90, 110, 75, 125, 50, 150)  # percent of the number, the smallest changes first

_Targets = tuple[tuple[int, int], ...]
"""Rules, each with the percent of a weight that it gets."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number: in which file (by name) it stands, at which line and column (1-based), and bounds.

    `name` says for people what it is; `change` returns a rule set with another value; `keys` are
    what a record has on which it has a bearing (None: any), `tags` those whose scores depend on it
    (None: all).
    """

    file: str
    line: int
    column: int
    name: str
    value: int
    low: int
    high: int
    change: Callable[[RuleSet, int], RuleSet] = field(compare=False)
    keys: frozenset[Key] | None
    tags: tuple[int, ...] | None

    def tried(self) -> list[int]:
        """Return the other values to try, the nearest first."""
        values = (round_half_up(self.value * step, 100) for step in _STEPS)
        return list(
            dict.fromkeys(
                value for value in values if self.low <= value <= self.high and value != self.value
            )
        )


def _with_weight(targets: _Targets, rule_set: RuleSet, value: int) -> RuleSet:
    rules = list(rule_set.rules)
    for index, percent in targets:
        rules[index] = rules[index]._replace(weight=value * percent)
    return replace(rule_set, rules=tuple(rules))


def _with_threshold(tags: Collection[int], rule_set: RuleSet, value: int) -> RuleSet:
    policies = list(rule_set.policies)
    for tag in tags:
        policies[tag] = replace(policies[tag], threshold=value)
    return replace(rule_set, policies=tuple(policies))


def _with_limit(name: str, tags: Collection[int], rule_set: RuleSet, value: int) -> RuleSet:
    """Return a rule set with another limit; `tags` are those whose threshold it is."""
    limit: dict[str, Any] = {name: value}
    changed = replace(rule_set, settings=replace(rule_set.settings, **limit))
    return _with_threshold(tags, changed, value)


def _with_factor(
    kind: str, place: int, inheriting: Collection[int], rule_set: RuleSet, value: int
) -> RuleSet:
    """Return a rule set with another factor, for rules too that have their own for other zones."""
    settings = rule_set.settings
    factors: dict[str, Any] = {kind: _with(getattr(settings, kind), place, value)}
    rules = list(rule_set.rules)
    for index in inheriting:
        own = _with(rules[index].factors, place, value)
        rules[index] = rules[index]._replace(factors=own)
    return replace(rule_set, rules=tuple(rules), settings=replace(settings, **factors))


def _with(factors: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*factors[:place], value, *factors[place + 1 :])


def round_half_up(part: int, whole: int) -> int:
    """Return part / whole, rounded to the nearest integer, halves away from zero."""
    magnitude = (2 * abs(part) + whole) // (2 * whole)
    return magnitude if part >= 0 else -magnitude


def parameters(reading: Reading, files: Mapping[str, str], prefix: str) -> list[Parameter]:
    """Return the numbers of a folder's files: limits, factors, thresholds, then weights.

    The weights of starter rules are left out.

    `prefix` stands before the names of the files in the places that `reading` gives.
    """
    index_of = {rule.id: index for index, rule in enumerate(reading.rule_set.rules)}
    found = list(_settings(reading, files[SETTINGS_FILE], index_of))
    for tag_file in reading.tag_files:
        name = tag_file.file.path.removeprefix(prefix)
        found += _thresholds(tag_file, name)
        found += _weights(tag_file, name, reading.rule_set, index_of)
    return found


def concerned(kept: Sequence[Kept], found: Sequence[Parameter]) -> list[list[int]]:
    """Return for each number the records, by index, on which it has a bearing."""
    having: dict[Key, set[int]] = {}
    for index, one in enumerate(kept):
        for key in one.keys:
            having.setdefault(key, set()).add(index)
    return [
        list(range(len(kept)))
        if one.keys is None
        else sorted(set[int]().union(*(having.get(key, ()) for key in one.keys)))
        for one in found
    ]


def written(files: Mapping[str, str], changes: Mapping[Parameter, int]) -> dict[str, str]:
    """Return the texts of the files that changes touch; all else in them stays as it is."""
    texts = {name: files[name] for name in sorted({one.file for one in changes})}
    for name, text in texts.items():
        lines = text.splitlines(keepends=True)
        here = [one for one in changes if one.file == name]
        for one in sorted(here, key=lambda one: (-one.line, -one.column)):
            line, start = lines[one.line - 1], one.column - 1
            end = start + len(str(one.value))
            lines[one.line - 1] = line[:start] + str(changes[one]) + line[end:]
        texts[name] = "".join(lines)
    return texts


def _settings(reading: Reading, text: str, index_of: Mapping[str, int]) -> Iterator[Parameter]:
    root = StrictFile(SETTINGS_FILE).compose(text)
    top = _mapping(root)
    has_own = {
        tag_file.tag
        for tag_file in reading.tag_files
        if tag_file.root is not None and "threshold" in _mapping(tag_file.root)
    }
    without = [tag for tag in range(len(reading.rule_set.vocabulary)) if tag not in has_own]
    for name, node in _mapping(top.get("selection")).items():
        if name in ("threshold", "share", "kind_share", "kind_rank"):
            is_threshold = name == "threshold"
            change = partial(_with_limit, name, without if is_threshold else ())
            most = THRESHOLD_LIMIT if is_threshold else 100
            yield from _parameter(SETTINGS_FILE, node, f"selection: {name}", most, change)
    inheriting = _inheriting(reading, index_of)
    for name, node in _mapping(top.get("zones")).items():
        zone = ZONE_NAMES.index(name)
        change = partial(_with_factor, "zone_factors", zone, inheriting.get(name, ()))
        yield from _parameter(
            SETTINGS_FILE, node, f"zone {name}", FACTOR_LIMIT, change, [("zone", zone)], None
        )
    for name, fields in _mapping(top.get("sections")).items():
        section = SECTION_NAMES.index(name)
        factor = _mapping(fields).get("factor")
        change = partial(_with_factor, "section_factors", section, ())
        yield from _parameter(
            SETTINGS_FILE, factor, f"section {name}", FACTOR_LIMIT, change, [("section", section)],
            None,
        )  # fmt: skip


def _thresholds(tag_file: TagFile, name: str) -> Iterator[Parameter]:
    tag = tag_file.tag
    if tag is not None and tag_file.root is not None:
        node = _mapping(tag_file.root).get("threshold")
        what = f"threshold of {tag_file.vocabulary[tag].key}"
        change = partial(_with_threshold, (tag,))
        yield from _parameter(name, node, what, THRESHOLD_LIMIT, change, [("tag", tag)])


def _inheriting(reading: Reading, index_of: Mapping[str, int]) -> dict[str, list[int]]:
    """Return for each zone the rules with their own factors that name other zones only."""
    groups = reading.rule_set.settings.groups
    found: dict[str, list[int]] = {}
    for tag_file in reading.tag_files:
        for entry in tag_file.entries:
            own = _mapping(entry.keys.get("zones"))
            if not own:
                continue
            named = {member for name in own for member in groups.get(name, (name,))}
            rules = [index for index, _ in _targets(tag_file, entry, index_of)]
            for zone in ZONE_NAMES:
                if zone not in named:
                    found.setdefault(zone, []).extend(rules)
    return found


def _targets(tag_file: TagFile, entry: Entry, index_of: Mapping[str, int]) -> _Targets:
    """Return the rules of an entry, implied ones too, and the percent of its weight each has."""
    shares = [("", 100)]
    shares += [
        (f">{tag_file.vocabulary[tag].key}", percent) for tag, percent in tag_file.implies.items()
    ]
    return tuple(
        (index, percent)
        for rule in entry.rules
        for suffix, percent in shares
        if (index := index_of.get(f"{rule}{suffix}")) is not None
    )


def _weights(
    tag_file: TagFile, name: str, rule_set: RuleSet, index_of: Mapping[str, int]
) -> Iterator[Parameter]:
    starters = {rule.id for rule in tag_file.rules if rule.starter}
    for entry in tag_file.entries:
        if not starters.isdisjoint(entry.rules):
            continue  # thousands, each fitted to labelled records already
        targets = _targets(tag_file, entry, index_of)
        if targets:
            more = f" and {len(entry.rules) - 1} more" if len(entry.rules) > 1 else ""
            what = f"weight of {entry.rules[0]}{more}"
            node = entry.keys.get("weight")
            change = partial(_with_weight, targets)
            keys = [("rule", rule) for rule, _ in targets]
            tags = sorted({rule_set.rules[rule].tag for rule, _ in targets})
            yield from _parameter(name, node, what, WEIGHT_LIMIT, change, keys, tags)


def _parameter(
    file: str,
    node: Node | None,
    name: str,
    most: int,
    change: Callable[[RuleSet, int], RuleSet],
    keys: Iterable[Key] | None = None,
    tags: Iterable[int] | None = (),
) -> Iterator[Parameter]:
    """Yield the number at a node, if it is one that can change: whole, plain and not 0."""
    if not isinstance(node, ScalarNode) or kind_of(node) != "a whole number":
        return
    value = int(node.value)
    if value == 0 or str(value) != node.value:
        return
    size = abs(value)
    bound = max(size * _BOUND // 100, 1)
    low, high = max(size - bound, 1), min(size + bound, most)
    if value < 0:
        low, high = -high, -low
    line, column = place(node)
    kept = None if keys is None else frozenset(keys)
    of_tags = None if tags is None else tuple(tags)
    yield Parameter(file, line, column, name, value, low, high, change, kept, of_tags)


def _mapping(node: Node | None) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
