"""Regexes that can be slow, and keywords that a regex of the tag always swallows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tagengine.authoring.checks.finding import Finding, placed, placed_in
from tagengine.matching.regexes import COUNTED_GROUP
from tagengine.rules.files.folder import Reading
from tagengine.rules.regexes.backtracking import begins_with_repeat
from tagengine.rules.rule_set import Rule

_CONTEXTS = ("is {} for", "a {}, with", "uses ({}) and")


def slow(reading: Reading) -> Iterator[Finding]:
    """Find regexes that can begin anywhere in what they repeat first, and so read it many times."""
    for one in placed(reading):
        if one.rule.regex and begins_with_repeat(one.rule.forms[0]):
            problem = "the regex begins with a repeat, so long words are read again and again"
            yield one.finding(problem, r"start it at a boundary, as in \b or (?<!\w)")


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
                    problem = f'"{one.rule.text}" is always inside a match of {rule.id}'
                    yield one.finding(f"{problem}, which wins because it is longer",
                                      "remove it, or narrow the regex")  # fmt: skip
                    break


def _covers(wide: Rule, narrow: Rule) -> bool:
    return not (narrow.zones & ~wide.zones or narrow.sections & ~wide.sections)


def _swallows(pattern: Any, forms: tuple[str, ...]) -> bool:
    """Return whether a regex finds more than each form, wherever the form stands in a sentence."""
    group = COUNTED_GROUP if COUNTED_GROUP in pattern.groupindex else 0
    for form in forms:
        for context in _CONTEXTS:
            start = context.index("{}")
            text, end = context.format(form), start + len(form)
            spans = [found.span(group) for found in pattern.finditer(text)]
            if not any(s <= start and end <= e and e - s > end - start for s, e in spans):
                return False
    return True
