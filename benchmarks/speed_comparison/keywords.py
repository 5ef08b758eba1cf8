"""The keywords that all systems look for, and rules of tagengine for the same ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import ahocorasick_rs

from tagengine.rules import sources as rule_sources
from tagengine.rules.rule_set import Rule, RuleSet, TagPolicy
from tagengine.text import words

_WEIGHT = 1_000  # hundredths of a point
SMALLEST = 100


def shipped() -> list[str]:
    """Return the forms of all keywords of the shipped rules, without those that have gaps."""
    rules = rule_sources.load().rules
    forms = {form for rule in rules if not rule.regex for form in rule.forms}
    return sorted(form for form in forms if words.GAP not in form and words.pattern(form))


def spread(found: Sequence[str], number: int) -> list[str]:
    """Return a limited number of them, evenly spread."""
    number = min(number, len(found))
    return [found[index * len(found) // number] for index in range(number)]


def growing(texts: Sequence[str], numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return lists of the given numbers of keywords that have the same matches in the documents.

    All begin with the same hundred (or fewer, where `numbers` or the documents ask for it) keywords
    that occur; the others are pairs of words that both occur, but never one after the other.
    """
    folded = [words.fold(f" {text} ") for text in texts]
    least = min(SMALLEST, *numbers)
    occurring = spread(_occurring(folded), least)
    never = _never(folded, max(numbers) - len(occurring))
    return {number: occurring + never[: number - len(occurring)] for number in numbers}


def rule_set_of(keywords: Sequence[str]) -> RuleSet:
    """Return the shipped vocabulary and settings with these keywords as the rules, tags by turns.

    What a rule folder with one rule a keyword would be once read, without reading it: there is no
    scale, as nothing was learned, and each tag has the common threshold.
    """
    base = rule_sources.load()
    rules = [
        Rule(
            id=f"{base.vocabulary[index % len(base.vocabulary)].key}/{index}",
            tag=index % len(base.vocabulary),
            text=keyword,
            forms=(keyword,),
            patterns=(words.pattern(keyword),),
            regex=False,
            weight=_WEIGHT,
            path="rules/keywords.yaml",
            line=index + 1,
        )
        for index, keyword in enumerate(keywords)
    ]
    rules.sort(key=lambda rule: rule.tag)
    policies = (TagPolicy(base.settings.threshold),) * len(base.vocabulary)
    return RuleSet(base.vocabulary, base.settings, policies, tuple(rules), base.fingerprint)


def _occurring(folded: Sequence[str]) -> list[str]:
    known = shipped()
    automaton = ahocorasick_rs.AhoCorasick([words.pattern(form) for form in known])
    found = {
        index
        for text in folded
        for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)
    }
    return [known[index] for index in sorted(found)]


def _never(folded: Sequence[str], number: int) -> list[str]:
    pairs: set[tuple[str, str]] = set()
    single: set[str] = set()
    for text in folded:
        split = text.split()
        pairs.update(pairwise(split))
        single.update(word for word in split if word.isascii() and word.isalpha())
    vocabulary, chance = sorted(single), random.Random(1)
    if len(vocabulary) ** 2 - len(pairs) < 2 * number:
        raise SystemExit("the corpus has too few words to make that many keywords from")
    made: dict[str, None] = {}
    while len(made) < number:
        first, second = chance.choice(vocabulary), chance.choice(vocabulary)
        if (first, second) not in pairs:
            made[f"{first} {second}"] = None
    return list(made)
