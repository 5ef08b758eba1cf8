"""Findings for people: `path:line:column: severity: what (what to do) [code]`, then the counts."""

from __future__ import annotations

import unicodedata

from tagengine.errors import Problem
from tagengine.reporting.findings.collected import Findings, message, severity


def render(findings: Findings) -> str:
    """Return a line for each finding and one with their number."""
    return "\n".join([*map(line, findings.problems), findings.summary()])


def line(problem: Problem) -> str:
    """Return a finding as one line, as editors and terminals read it."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    code = f" [{problem.code}]" if problem.code else ""
    return printable(f"{place}: {severity(problem)}: {message(problem)}{code}")


def printable(text: str) -> str:
    """Return a text in which nothing controls a terminal: such characters become escapes."""
    if text.isprintable():
        return text
    return "".join(
        character
        if unicodedata.category(character)[0] != "C" and character not in "\u2028\u2029"
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )
