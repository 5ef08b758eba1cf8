"""Rules worth nothing wherever they count, tags below their threshold, lists that nobody names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tagengine.authoring.checks.finding import Finding, by_entry, listed
from tagengine.rules.files.folder import Reading
from tagengine.rules.files.shared import FRAGMENTS_FILE, LISTS_FOLDER
from tagengine.rules.rule_set import Rule, RuleSet
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.zones import Section, Zone


def unreachable_zones(reading: Reading) -> Iterator[Finding]:
    """Find rules with a weight that add nothing in any of their zones and sections."""
    worth = Worth(reading.rule_set)
    for group in by_entry(reading):
        dead = [one for one in group if one.rule.weight and not worth.most(one.rule, 1)]
        if dead:
            texts = listed([one.rule.text for one in dead], 3)
            problem = f"{texts} can never count: the zones are worth nothing"
            hint = "use other zones, or give them factors: zones: {code_block: 20}"
            yield group[0].finding_at("zones", problem, hint)


def unreachable_thresholds(reading: Reading) -> Iterator[Finding]:
    """Find tags whose rules together, each as often as it counts, stay below the threshold."""
    rule_set = reading.rule_set
    worth = Worth(rule_set)
    most = Counter[int]()
    for rule in rule_set.rules:
        most[rule.tag] += worth.most(rule) if rule.weight > 0 else 0
    for tag_file in reading.tag_files:
        if tag_file.tag is None or tag_file.root is None:
            continue
        needed = max(rule_set.policies[tag_file.tag].threshold * 100, 1)
        if most[tag_file.tag] < needed:
            together = f"all its rules together are worth {most[tag_file.tag] / 100:g} points"
            problem = f"the tag can never be given: {together}"
            hint = f"its threshold is {needed / 100:g}: lower it, or add rules"
            yield Finding(tag_file.file.path, tag_file.root, problem, hint)


def tags_without_rules(reading: Reading) -> Iterator[Finding]:
    """Find tags of the vocabulary that no rule can give."""
    without = reading.rule_set.tags_without_rules()
    if without:
        origin = reading.rule_set.origin
        path = f"{origin}/{VOCABULARY_FILE}" if origin else VOCABULARY_FILE
        names = listed([name.strip() for name in without])
        problem = f"no rule can give {names}"
        yield Finding(path, None, problem, "write a file with rules, or remove the tag")


class Worth:
    """What rules can add at most, by the settings of a rule set."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        self._settings = rule_set.settings
        self._values: dict[tuple[int, int, tuple[int, ...]], int] = {}

    def most(self, rule: Rule, occurrences: int | None = None) -> int:
        """Return what a rule can add at most, in hundredths of a point.

        `occurrences` are how many of it there are; by default as many as count.
        """
        key = (rule.zones, rule.sections, self._rule_set.zone_factors(rule))
        if key not in self._values:
            self._values[key] = self._value(rule)
        value = self._values[key]
        repeats = self._settings.repeats[: rule.cap or None][:occurrences]
        return sum(abs(rule.weight) * value * repeat // 100**3 for repeat in repeats)

    def _value(self, rule: Rule) -> int:
        """Return the highest product of factors, in percent of a percent, where a rule counts."""
        factors = self._rule_set.zone_factors(rule)
        products = (
            factors[zone] * self._settings.section_factor(zone, section)
            for zone in Zone
            for section in Section
            if rule.zones & 1 << zone or rule.sections & 1 << section
        )
        return max(products, default=0)


def unused_lists(reading: Reading) -> Iterator[Finding]:
    """Find shared lists that no rule and no condition names."""
    for name, path, node in reading.shared.unused(LISTS_FOLDER):
        yield Finding(path, node, f'no rule uses the list "{name}"', "use it, or delete the file")


def unused_fragments(reading: Reading) -> Iterator[Finding]:
    """Find fragments that no regex names."""
    for name, path, node in reading.shared.unused(FRAGMENTS_FILE):
        yield Finding(path, node, f'no regex uses the fragment "{name}"', "use it, or delete it")
