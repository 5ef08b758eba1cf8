"""Findings in lines: `path:line:column: code message (what to do)`, then how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tagengine.errors import Problem
from tagengine.reporting.findings.collected import Findings, message, severity
from tagengine.text.printable import printable

_MANY = 10  # findings of which nobody counts the codes


def render(findings: Findings) -> str:
    """Return a line for each finding and one with their number; of many, by code too."""
    return "\n".join([*map(line, findings.problems), *totals(findings)])


def totals(findings: Findings) -> Iterator[str]:
    """Yield how many findings there are, and of many how many of each code."""
    yield findings.summary()
    codes = Counter(one.code for one in findings.problems)
    if len(findings.problems) >= _MANY and len(codes) > 1:
        by_number = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        yield from (printable(f"{number:>6} {code or 'other'}") for code, number in by_number)


def line(problem: Problem) -> str:
    """Return a finding as one line, as editors and terminals read it."""
    return " ".join(said for said in parts(problem) if said)


def parts(problem: Problem) -> tuple[str, str, str, str]:
    """Return what a line says of a finding: place, code, severity if it is no error, message."""
    label = "" if severity(problem) == "error" else f"{severity(problem)}:"
    place = f"{problem.path}:{problem.line}:{problem.column}:"
    code, said = problem.code, message(problem)
    return printable(place), printable(code), label, printable(said)
