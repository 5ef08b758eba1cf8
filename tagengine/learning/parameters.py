"""The numbers in a folder of rule files that can be tuned, each with its place and its bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from tagengine.learning.rescoring import Kept
from tagengine.rules.files.entries import Entry
from tagengine.rules.files.folder import SETTINGS_FILE, Reading
from tagengine.rules.files.strict_yaml import StrictFile
from tagengine.rules.files.tag_file import TagFile
from tagengine.rules.files.yaml_nodes import kind_of
from tagengine.rules.language import FACTOR_LIMIT, THRESHOLD_LIMIT, WEIGHT_LIMIT
from tagengine.rules.rule_set import RuleSet
from tagengine.rules.zones import SECTION_NAMES, ZONE_NAMES

_BOUND = 50  # percent by which a number may change
_STEPS = (90, 110, 75, 125, 50, 150)  # percent of the number, the smallest changes first


class Sort(Enum):
    """What a number is."""

    WEIGHT = "weight"
    TAG_THRESHOLD = "threshold of a tag"
    ZONE = "factor of a zone"
    SECTION = "factor of a section"
    SELECTION = "limit of the selection"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number: in which file (by name) it stands, at which line and column (1-based), and bounds.

    `name` says for people what it is; `targets` are the rules (with the percent of the weight that
    each gets), the tag, or the zone or section that it is for; `key` the limit's name; `inheriting`
    are the rules that have their own factors, except for this zone.
    """

    sort: Sort
    file: str
    line: int
    column: int
    name: str
    value: int
    low: int
    high: int
    targets: tuple[tuple[int, int], ...] = ()
    key: str = ""
    inheriting: tuple[int, ...] = ()

    def tried(self) -> list[int]:
        """Return the other values to try, the nearest first."""
        values = (round_half_up(self.value * step, 100) for step in _STEPS)
        return list(
            dict.fromkeys(
                value for value in values if self.low <= value <= self.high and value != self.value
            )
        )

    def tags(self, rule_set: RuleSet) -> tuple[int, ...] | None:
        """Return the tags whose scores depend on the number, None for all."""
        if self.sort in (Sort.ZONE, Sort.SECTION):
            return None
        if self.sort is Sort.WEIGHT:
            return tuple(sorted({rule_set.rules[rule].tag for rule, _ in self.targets}))
        return ()

    def applied(self, rule_set: RuleSet, value: int) -> RuleSet:
        """Return the rule set with another value of the number."""
        settings = rule_set.settings
        if self.sort is Sort.WEIGHT:
            rules = list(rule_set.rules)
            for index, percent in self.targets:
                rules[index] = rules[index]._replace(weight=value * percent)
            return replace(rule_set, rules=tuple(rules))
        if self.sort is Sort.TAG_THRESHOLD:
            tag = self.targets[0][0]
            policies = list(rule_set.policies)
            policies[tag] = replace(policies[tag], threshold=value)
            return replace(rule_set, policies=tuple(policies))
        if self.sort is Sort.SELECTION:
            limit: dict[str, Any] = {self.key: value}
            changed = replace(rule_set, settings=replace(settings, **limit))
            if self.key != "threshold":
                return changed
            policies = [
                replace(policy, threshold=value) if (tag, 0) in self.targets else policy
                for tag, policy in enumerate(rule_set.policies)
            ]
            return replace(changed, policies=tuple(policies))
        field = "zone_factors" if self.sort is Sort.ZONE else "section_factors"
        place = self.targets[0][0]
        factors: dict[str, Any] = {field: _with(getattr(settings, field), place, value)}
        rules = list(rule_set.rules)
        for index in self.inheriting:
            own = _with(rules[index].factors, place, value)
            rules[index] = rules[index]._replace(factors=own)
        return replace(rule_set, rules=tuple(rules), settings=replace(settings, **factors))


def _with(factors: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*factors[:place], value, *factors[place + 1 :])


def round_half_up(part: int, whole: int) -> int:
    """Return part / whole, rounded to the nearest integer, halves away from zero."""
    magnitude = (2 * abs(part) + whole) // (2 * whole)
    return magnitude if part >= 0 else -magnitude


def parameters(reading: Reading, files: Mapping[str, str], prefix: str = "") -> list[Parameter]:
    """Return the numbers of a folder's files: limits, factors, thresholds, then weights.

    The weights of starter rules are left out.

    `prefix` stands before the names of the files in the places that `reading` gives.
    """
    index_of = {rule.id: index for index, rule in enumerate(reading.rule_set.rules)}
    found = list(_settings(reading, files[SETTINGS_FILE], index_of))
    for tag_file in reading.tag_files:
        name = tag_file.file.path.removeprefix(prefix)
        found += _thresholds(tag_file, name)
        found += _weights(tag_file, name, index_of)
    return found


def concerned(kept: Sequence[Kept], found: Sequence[Parameter]) -> list[list[int]]:
    """Return for each number the records, by index, on which it has a bearing."""
    by_rule: dict[int, set[int]] = {}
    zones: dict[int, set[int]] = {}
    sections: dict[int, set[int]] = {}
    tags: dict[int, set[int]] = {}
    for index, one in enumerate(kept):
        for place, values in (
            (by_rule, one.rules()), (zones, one.zones()),
            (sections, one.sections()), (tags, set(one.matches)),
        ):  # fmt: skip
            for value in values:
                place.setdefault(value, set()).add(index)
    places = {
        Sort.WEIGHT: by_rule, Sort.ZONE: zones, Sort.SECTION: sections, Sort.TAG_THRESHOLD: tags
    }  # fmt: skip
    everywhere = list(range(len(kept)))
    return [
        everywhere
        if one.sort is Sort.SELECTION
        else sorted(set().union(*(places[one.sort].get(key, set()) for key, _ in one.targets)))
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
    without = tuple(
        (tag, 0) for tag in range(len(reading.rule_set.vocabulary)) if tag not in has_own
    )
    for name, node in _mapping(top.get("selection")).items():
        if name in ("threshold", "share", "kind_share", "kind_rank"):
            most = THRESHOLD_LIMIT if name == "threshold" else 100
            targets = without if name == "threshold" else ()
            yield from _parameter(
                Sort.SELECTION, SETTINGS_FILE, node, f"selection: {name}", most, targets, name
            )
    inheriting = _inheriting(reading, index_of)
    for name, node in _mapping(top.get("zones")).items():
        target = ((ZONE_NAMES.index(name), 100),)
        for one in _parameter(Sort.ZONE, SETTINGS_FILE, node, f"zone {name}", FACTOR_LIMIT, target):
            yield replace(one, inheriting=tuple(inheriting.get(name, ())))
    for name, section in _mapping(top.get("sections")).items():
        target = ((SECTION_NAMES.index(name), 100),)
        factor = _mapping(section).get("factor")
        yield from _parameter(
            Sort.SECTION, SETTINGS_FILE, factor, f"section {name}", FACTOR_LIMIT, target
        )


def _thresholds(tag_file: TagFile, name: str) -> Iterator[Parameter]:
    if tag_file.tag is not None and tag_file.root is not None:
        node = _mapping(tag_file.root).get("threshold")
        what = f"threshold of {tag_file.vocabulary[tag_file.tag].key}"
        targets = ((tag_file.tag, 100),)
        yield from _parameter(Sort.TAG_THRESHOLD, name, node, what, THRESHOLD_LIMIT, targets)


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


def _targets(
    tag_file: TagFile, entry: Entry, index_of: Mapping[str, int]
) -> tuple[tuple[int, int], ...]:
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


def _weights(tag_file: TagFile, name: str, index_of: Mapping[str, int]) -> Iterator[Parameter]:
    starters = {rule.id for rule in tag_file.rules if rule.starter}
    for entry in tag_file.entries:
        if not starters.isdisjoint(entry.rules):
            continue  # thousands, each fitted to labelled records already
        targets = _targets(tag_file, entry, index_of)
        if targets:
            more = f" and {len(entry.rules) - 1} more" if len(entry.rules) > 1 else ""
            what = f"weight of {entry.rules[0]}{more}"
            node = entry.keys.get("weight")
            yield from _parameter(Sort.WEIGHT, name, node, what, WEIGHT_LIMIT, targets)


def _parameter(
    sort: Sort,
    file: str,
    node: Node | None,
    name: str,
    most: int,
    targets: tuple[tuple[int, int], ...],
    key: str = "",
) -> Iterator[Parameter]:
    """Yield the number at a node, if it is one that can change: whole, plain and not 0."""
    if not isinstance(node, ScalarNode) or kind_of(node) != "a whole number":
        return
    value = int(node.value)
    if value == 0 or str(value) != node.value:
        return
    size = abs(value)
    change = max(size * _BOUND // 100, 1)
    low, high = max(size - change, 1), min(size + change, most)
    if value < 0:
        low, high = -high, -low
    mark = node.start_mark
    yield Parameter(
        sort, file, mark.line + 1, mark.column + 1, name, value, low, high, targets, key
    )


def _mapping(node: Node | None) -> dict[str, Node]:
    if not isinstance(node, MappingNode):
        return {}
    return {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
