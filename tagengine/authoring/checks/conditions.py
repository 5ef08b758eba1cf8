"""Conditions that can never hold, or always do."""

from __future__ import annotations

from collections.abc import Iterator

from tagengine.authoring.checks.finding import Finding, Placed, by_entry, listed
from tagengine.rules.files.folder import Reading
from tagengine.rules.rule_set import Condition, Rule, Scope

_WIDTH = {scope: width for width, scope in enumerate(Scope)}  # narrow to wide


def impossible_requires(reading: Reading) -> Iterator[Finding]:
    """Find `requires` of which every term brings in a term of `unless`."""
    for group in by_entry(reading):
        rule = group[0].rule
        if rule.requires and rule.unless and _excludes(rule.unless, rule.requires):
            problem = "the condition can never hold: `unless` forbids what it requires"
            yield group[0].finding_at("requires", problem, "remove the term from one of them")


def _excludes(unless: Condition, requires: Condition) -> bool:
    if unless.within >= 0 or _WIDTH[unless.scope] < _WIDTH[requires.scope]:
        return False
    return all(any(no in yes for no in unless.patterns) for yes in requires.patterns)


def impossible_unless(reading: Reading) -> Iterator[Finding]:
    """Find keywords of which a term of their own `unless` is a part."""
    for group in by_entry(reading):
        dead = [one for one in group if _contains(one.rule, one.rule.unless)]
        if dead:
            contain = "they contain" if len(dead) > 1 else "it contains"
            problem = f"{_texts(dead)} can never count: {contain} a term of `unless`"
            hint = "use another term, or another keyword"
            yield group[0].finding_at("unless", problem, hint)


def needless_requires(reading: Reading) -> Iterator[Finding]:
    """Find entries of whose every keyword a term of its `requires` is a part."""
    for group in by_entry(reading):
        if all(_contains(one.rule, one.rule.requires) for one in group):
            contain = "contain" if len(group) > 1 else "contains"
            problem = f"the condition always holds: {_texts(group)} {contain} one of its terms"
            yield group[0].finding_at("requires", problem, "remove the condition or the term")


def _contains(rule: Rule, condition: Condition | None) -> bool:
    """Return whether every form of a keyword has a term of a condition in itself."""
    if condition is None or rule.regex:
        return False
    return all(any(term in form for term in condition.patterns) for form in rule.patterns)


def _texts(group: list[Placed]) -> str:
    return listed([one.rule.text for one in group], 3)
