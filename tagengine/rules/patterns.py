"""The patterns of all rules in the order in which they are searched for, and whose they are.

Making them takes as long as reading the rules, so the cache keeps them, and with them what lets
most rules stay unmade: of tens of thousands a document has hundreds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tagengine.text import words

if TYPE_CHECKING:
    from tagengine.rules.rule_set import Rule


class Phrase(NamedTuple):
    """A phrase: its rule's index, the numbers of its parts, and how many words a gap may have."""

    rule: int
    parts: tuple[int, ...]
    gap: int


class Patterns(NamedTuple):
    """What is searched for; rules are named by their index.

    `texts` are the patterns of rules by hand, parts of phrases and terms of conditions; `owners`
    are the rules that each is a form of, and `numbers` those of parts and terms. `conditioned` are
    the rules with conditions, `regexes` those that are regexes, each with the literals of which its
    matches have one (none: it may match anything). `words` are the patterns of
    learned words, `words_of` which words each may be, `word_rules` the rules of each word.
    """

    texts: list[str]
    owners: list[tuple[int, ...]]
    numbers: dict[str, int]
    phrases: list[Phrase]
    conditioned: frozenset[int]
    regexes: dict[int, list[str]]
    words: list[str]
    words_of: list[tuple[int, ...]]
    word_rules: list[tuple[int, ...]]


class KeptRules(Sequence["Rule"]):
    """Rules that `make` makes of their index when they are first asked for.

    `patterns` are theirs, and `tags` those that one of them is for.
    """

    def __init__(
        self, make: Callable[[int], Rule], count: int, patterns: Patterns, tags: frozenset[int]
    ) -> None:
        self._make = make
        self._made: list[Rule | None] = [None] * count
        self.patterns = patterns
        self.tags = tags

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(self[one] for one in range(len(self))[index])
        rule = self._made[index]
        if rule is None:
            rule = self._made[index] = self._make(range(len(self))[index])
        return rule

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


def tags_of(rules: Sequence[Rule]) -> frozenset[int]:
    """Return the tags that one of some rules is for."""
    return rules.tags if isinstance(rules, KeptRules) else frozenset(rule.tag for rule in rules)


def patterns_of(rules: Sequence[Rule]) -> Patterns:
    """Return the patterns of rules."""
    if isinstance(rules, KeptRules):
        return rules.patterns
    owners: dict[str, tuple[int, ...]] = {}
    numbers: dict[str, int] = {}
    phrases: list[Phrase] = []
    word_rules: dict[tuple[str, ...], tuple[int, ...]] = {}
    for index, rule in enumerate(rules):
        if rule.support is not None:
            word_rules[rule.patterns] = (*word_rules.get(rule.patterns, ()), index)
            continue
        for pattern in rule.patterns:
            if rule.gap and words.GAP in pattern:
                parts = numbered(pattern.split(words.GAP), numbers)
                phrases.append(Phrase(index, parts, rule.gap))
            else:
                owners[pattern] = (*owners.get(pattern, ()), index)
    conditions = {
        index: (rule.requires, rule.unless)
        for index, rule in enumerate(rules)
        if rule.requires or rule.unless
    }
    for condition in dict.fromkeys(one for both in conditions.values() for one in both if one):
        numbered(condition.patterns, numbers)
    for pattern in numbers:
        owners.setdefault(pattern, ())
    words_of: dict[str, tuple[int, ...]] = {}
    for word, forms in enumerate(word_rules):
        for pattern in forms:
            words_of[pattern] = (*words_of.get(pattern, ()), word)
    return Patterns(
        list(owners),
        list(owners.values()),
        numbers,
        phrases,
        frozenset(conditions),
        {index: _literals(rule.forms[0]) for index, rule in enumerate(rules) if rule.regex},
        list(words_of),
        list(words_of.values()),
        list(word_rules.values()),
    )


def numbered(patterns: Sequence[str], numbers: dict[str, int]) -> tuple[int, ...]:
    """Return the numbers of patterns; those that have none are given the next ones."""
    return tuple(numbers.setdefault(pattern, len(numbers)) for pattern in patterns)


def _literals(regex: str) -> list[str]:
    from tagengine.rules.regexes import literals  # noqa: PLC0415 -- takes regexes apart

    return sorted(literals.of_regex(regex))
