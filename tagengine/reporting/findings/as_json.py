"""Findings for programs: one JSON object with the list of findings and their numbers."""

from __future__ import annotations

from typing import Any

from tagengine.errors import Problem
from tagengine.reporting.as_json import line
from tagengine.reporting.findings.collected import Findings, severity


def render(findings: Findings) -> str:
    """Return `{"errors", "warnings", "findings": [{"path", "line", "column", …}]}` on one line."""
    found = findings.by_severity()
    counts = {"errors": len(found["error"]), "warnings": len(found["warning"])}
    return line({**counts, "findings": [finding(one) for one in findings.problems]})


def render_lines(findings: Findings) -> str:
    """Return the findings alone, each on its own line."""
    return "\n".join(line(finding(one)) for one in findings.problems)


def finding(problem: Problem) -> dict[str, Any]:
    """Return one finding as it is in JSON."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": severity(problem),
        "code": problem.code,
        "problem": problem.problem,
        "hint": problem.hint,
    }
