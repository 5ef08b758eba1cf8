"""What a rule set is: rules, each for one tag, with their conditions; frozen and validated."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from tagengine.errors import UsageError
from tagengine.rules.patterns import tags_of
from tagengine.rules.scale import Scale
from tagengine.rules.vocabulary import Vocabulary
from tagengine.rules.zones import Section, Settings, Zone

LANGUAGE_VERSION = 1
"""The version of the rule language; a new one reads the same files otherwise."""

ALL_ZONES = (1 << len(Zone)) - 1
ALL_SECTIONS = (1 << len(Section)) - 1


BEYOND = 1 << 40  # hundredths of a point; more than any score


class Scope(Enum):
    """How near a condition's terms have to be."""

    SENTENCE = "sentence"
    SECTION = "section"
    DOCUMENT = "document"


class Condition(NamedTuple):
    """Terms of which one must (`requires`) or none may (`unless`) occur near a match.

    `terms` are as written, `patterns` what is looked for in folded text; `within` is how many words
    may lie between match and term (-1: any number).
    """

    terms: tuple[str, ...]
    patterns: tuple[str, ...]
    scope: Scope
    within: int = -1


class Rule(NamedTuple):
    """One keyword, with its aliases, or one regex, for one tag.

    A named tuple, because thousands are made at every start. `forms` are the keyword, its aliases
    and plurals as written, `patterns` what is looked for in folded text to find them; a `…` in a
    pattern stands for at most `gap` words. `weight` is in hundredths of a point. A learned word has
    its `support`: of how many labelled projects with it how many have the tag. `zones` and
    `sections` are bit masks: a match counts where its zone or its section is in them. `factors` are
    percentages by zone that replace the settings' (empty: none do). `cap` is how many occurrences
    count at most. `starter` says that it was learned as a start for people, not written by them.
    """

    id: str
    tag: int
    text: str
    forms: tuple[str, ...]
    patterns: tuple[str, ...]
    regex: bool
    weight: int
    path: str
    line: int
    support: tuple[int, int] | None = None
    zones: int = ALL_ZONES
    sections: int = ALL_SECTIONS
    factors: tuple[int, ...] = ()
    cap: int = 0
    gap: int = 0
    exact_case: bool = False
    exact_separators: bool = False
    requires: Condition | None = None
    unless: Condition | None = None
    starter: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is a keyword of a single word."""
        return len(self.patterns) > 0 and self.patterns[0].count(" ") == 2


@dataclass(frozen=True, slots=True)
class TagPolicy:
    """How one tag is chosen.

    `threshold` is the least score in points, `offset` what every score begins with, in hundredths
    of a point: how common the tag is, and what the silence of its words means. `by_hand` says what
    percentage of the points by hand of a tag, this one or another, counts for this one (where it
    says nothing, all of its own). `suppresses` are the tags it keeps out when chosen;
    `excludes` those it never stands beside, which exclude it in turn; `kind` says that it names
    what kind of thing a project is, not what it is about.
    """

    threshold: int
    suppresses: tuple[int, ...] = ()
    kind: bool = False
    excludes: tuple[int, ...] = ()
    offset: int = 0
    by_hand: Mapping[int, int] = field(default_factory=dict)

    def keeps_out(self, tag: int) -> bool:
        """Return whether a tag cannot be given once this one is."""
        return tag in self.suppresses or tag in self.excludes


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything that decides: vocabulary, settings, one policy a tag, and the rules.

    `fingerprint` is the SHA-256 of the files it was read from, `origin` the folder that the rules'
    paths begin with. `scale` is there if words were learned; `min_confidence` is the percentage
    below which no tag is given, whatever its threshold. `hearing` are, for each tag, the others for
    which its points by hand say something, each with the percentage that counts.
    """

    vocabulary: Vocabulary
    settings: Settings
    policies: tuple[TagPolicy, ...]
    rules: Sequence[Rule]
    fingerprint: str
    origin: str = ""
    scale: Scale | None = None
    min_confidence: int = 0
    hearing: tuple[tuple[tuple[int, int], ...], ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        hearing: list[list[tuple[int, int]]] = [[] for _ in self.policies]
        for tag, policy in enumerate(self.policies):
            for other, percent in policy.by_hand.items():
                if other != tag:
                    hearing[other].append((tag, percent))
        object.__setattr__(self, "hearing", tuple(map(tuple, hearing)))

    def with_min_confidence(self, percent: int) -> RuleSet:
        """Return these rules for giving only tags of at least this much confidence.

        Raises `UsageError` if the rules have no scale, which tells the confidence.
        """
        if percent == self.min_confidence:
            return self
        if percent and self.scale is None:
            raise UsageError(
                "these rules have no confidence (rules learn writes the scale.yaml for it)"
            )
        return replace(self, min_confidence=percent)

    def threshold(self, tag: int) -> int:
        """Return the least score of a tag in hundredths of a point; none is given for nothing."""
        threshold = max(self.policies[tag].threshold * 100, 1)
        if self.scale is None or not self.min_confidence:
            return threshold
        least = self.scale.least_score(self.min_confidence)
        return max(threshold, BEYOND if least is None else least)

    def confidence(self, score: int) -> int | None:
        """Return the confidence in percent that a score stands for; None without a scale."""
        return None if self.scale is None else self.scale.percent(score)

    def file_of(self, rule: Rule) -> str:
        """Return the path of a rule's file seen from the folder of rules."""
        return rule.path.removeprefix(f"{self.origin}/")

    def zone_factors(self, rule: Rule) -> tuple[int, ...]:
        """Return the percentages by zone that count for a rule."""
        if rule.support is not None and self.scale is not None:
            return self.scale.zone_factors
        if rule.factors:
            return rule.factors
        if not rule.is_word:
            return self.settings.zone_factors
        is_kind = self.policies[rule.tag].kind
        return self.settings.kind_word_factors if is_kind else self.settings.word_factors

    def tags_without_rules(self) -> list[str]:
        """Return the names of the tags that no rule can give, in vocabulary order."""
        covered = tags_of(self.rules)
        return [tag.name for index, tag in enumerate(self.vocabulary) if index not in covered]

    def with_vocabulary(self, vocabulary: Vocabulary) -> RuleSet:
        """Return these rules for another vocabulary: tags are matched by name.

        Where no name is the same, one with the same letters will do.
        Rules for tags that it does not have are left out; its tags without rules stay without.
        """
        index_of = {
            index: vocabulary.index_like(tag.name) for index, tag in enumerate(self.vocabulary)
        }
        policies = [TagPolicy(self.settings.threshold)] * len(vocabulary)
        for old, new in index_of.items():
            if new is not None:
                policy = self.policies[old]
                suppresses, excludes = (
                    tuple(sorted(tag for one in tags if (tag := index_of[one]) is not None))
                    for tags in (policy.suppresses, policy.excludes)
                )
                by_hand = {
                    tag: percent
                    for one, percent in policy.by_hand.items()
                    if (tag := index_of[one]) is not None
                }
                policies[new] = replace(
                    policy, suppresses=suppresses, excludes=excludes, by_hand=by_hand
                )
        rules = [
            rule._replace(tag=new) for rule in self.rules if (new := index_of[rule.tag]) is not None
        ]
        rules.sort(key=lambda rule: (rule.tag, rule.id))
        tags = repr([(tag.id, tag.name) for tag in vocabulary])
        identity = hashlib.sha256(f"{self.fingerprint} {tags}".encode("utf-8", "surrogatepass"))
        return replace(
            self,
            vocabulary=vocabulary,
            policies=tuple(policies),
            rules=tuple(rules),
            fingerprint=identity.hexdigest(),
        )
