"""Keywords that count twice, never, or against what another file says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tagengine import words
from tagengine.authoring.checks.finding import Finding, Placed, placed, placed_in
from tagengine.regex_matching import COUNTED_GROUP
from tagengine.reporting.as_text import points
from tagengine.rule_files import Reading
from tagengine.rules import Rule

_CONTEXTS = ("is {} for", "a {}, with", "uses ({}) and")


def duplicates(reading: Reading) -> Iterator[Finding]:
    """Find keywords that another rule of the tag finds too, so that the same words count twice.

    The loader refuses those that are written the same; what is left are keywords that differ in
    `case`, and phrases with a gap that also stands for no word.
    """
    for tag_file in reading.tag_files:
        seen: dict[str, Placed] = {}
        widest_last = sorted(
            placed_in(tag_file), key=lambda one: (one.rule.gap > 0, one.rule.exact_case)
        )
        for one in widest_last:
            for pattern in one.rule.patterns:
                closed = " ".join(pattern.replace(words.GAP, " ").split())
                earlier = seen.setdefault(closed, one)
                if earlier is not one and _can_meet(one.rule, earlier.rule):
                    problem = f'"{earlier.rule.text}" on line {earlier.rule.line} is found here too'
                    yield one.finding(f"{problem}: the words count twice", "keep one of them")
                    break


def _can_meet(one: Rule, other: Rule) -> bool:
    return bool(one.zones & other.zones or one.sections & other.sections)


def shadowed(reading: Reading) -> Iterator[Finding]:
    """Find keywords that always lie inside a longer match of a regex of the tag."""
    import regex  # noqa: PLC0415 -- few rule sets have any

    for tag_file in reading.tag_files:
        wide = [
            (rule, regex.compile(rule.forms[0]))
            for rule in tag_file.rules
            if rule.regex and rule.requires is None and rule.unless is None
        ]
        if not wide:
            continue
        for one in placed_in(tag_file):
            if one.rule.regex or one.rule.gap:
                continue
            for rule, pattern in wide:
                if _covers(rule, one.rule) and _swallows(pattern, one.rule.forms):
                    problem = f'"{one.rule.text}" always lies inside a match of {rule.id}'
                    yield one.finding(f"{problem}, which wins as the longer one",
                                      "remove it, or narrow the regex")  # fmt: skip
                    break


def _covers(wide: Rule, narrow: Rule) -> bool:
    return not (narrow.zones & ~wide.zones or narrow.sections & ~wide.sections)


def _swallows(pattern: Any, forms: tuple[str, ...]) -> bool:
    """Tell whether a regex finds more than each form, wherever the form stands in a sentence."""
    group = COUNTED_GROUP if COUNTED_GROUP in pattern.groupindex else 0
    for form in forms:
        for context in _CONTEXTS:
            start = context.index("{}")
            text, end = context.format(form), start + len(form)
            spans = [found.span(group) for found in pattern.finditer(text)]
            if not any(s <= start and end <= e and e - s > end - start for s, e in spans):
                return False
    return True


def contradictions(reading: Reading) -> Iterator[Finding]:
    """Find keywords that speak for a tag because another tag implies it, while its file says no."""
    implied: dict[tuple[int, str], Rule] = {}
    for rule in reading.rule_set.rules:
        if ">" in rule.id:
            for pattern in rule.patterns:
                implied.setdefault((rule.tag, pattern), rule)
    for one in placed(reading):
        rule = one.rule
        if rule.weight > 0 or rule.regex:
            continue
        other = next(
            (implied[rule.tag, text] for text in rule.patterns if (rule.tag, text) in implied), None
        )
        if other is None or not _can_meet(rule, other):
            continue
        source = f"{points(other.weight)} points from {other.id.rpartition('>')[0]}"
        if rule.weight:
            problem = f'"{rule.text}" speaks against the tag here, and for it with {source}'
            hint = "let one of the files have it, or give it the weight that is meant in sum"
        else:
            problem = f'the mask "{rule.text}" masks nothing: the tag gets {source}'
            hint = "remove it, or take the points back with a negative weight"
        yield one.finding(problem, hint)
