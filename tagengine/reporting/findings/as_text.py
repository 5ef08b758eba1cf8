"""Findings for people: `path:line:column: severity: what (what to do) [code]`, then the counts."""

from __future__ import annotations

from collections import Counter

from tagengine.errors import Problem
from tagengine.reporting.findings.collected import Findings, message, severity
from tagengine.text.printable import printable

_MANY = 10  # findings of which nobody counts the codes


def render(findings: Findings) -> str:
    """Return a line for each finding and one with their number; of many, by code too."""
    lines = [*map(line, findings.problems), findings.summary()]
    codes = Counter(one.code for one in findings.problems)
    if len(findings.problems) >= _MANY and len(codes) > 1:
        by_number = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += [printable(f"{number:>6} {code or 'other'}") for code, number in by_number]
    return "\n".join(lines)


def line(problem: Problem) -> str:
    """Return a finding as one line, as editors and terminals read it."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    code = f" [{problem.code}]" if problem.code else ""
    return printable(f"{place}: {severity(problem)}: {message(problem)}{code}")
