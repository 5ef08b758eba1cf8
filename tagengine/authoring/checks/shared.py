"""Regexes that can be slow, and lists and fragments that no rule names."""

from __future__ import annotations

from collections.abc import Iterator

from tagengine.authoring.checks.finding import Finding, placed
from tagengine.regex_safety import backtracking
from tagengine.rule_files import Reading


def polynomial_regexes(reading: Reading) -> Iterator[Finding]:
    """Find regexes whose time grows with the square of the text, or faster."""
    for one in placed(reading):
        if one.rule.regex and (found := backtracking(one.rule.forms[0])) is not None:
            text = found.character * 4
            problem = f'the regex takes time by the square of the text, or more, on "{text}…"'
            yield one.finding(problem, r"bound the repeats, as in \w{1,40}")


def unused_lists(reading: Reading) -> Iterator[Finding]:
    """Find shared lists that no rule and no condition names."""
    for what, path, node in reading.shared.unused():
        if what.startswith("the list "):
            yield Finding(path, node, f"no rule uses {what}", "use it, or delete the file")


def unused_fragments(reading: Reading) -> Iterator[Finding]:
    """Find fragments that no regex names."""
    for what, path, node in reading.shared.unused():
        if what.startswith("the fragment "):
            yield Finding(path, node, f"no regex uses {what}", "use it, or delete it")
