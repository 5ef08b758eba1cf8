"""Findings for programs: one JSON object with the list of findings and their numbers."""

from __future__ import annotations

from tagengine.reporting.as_json import line
from tagengine.reporting.findings.collected import Findings, severity


def render(findings: Findings) -> str:
    """Return `{"errors", "warnings", "findings": [{"path", "line", "column", …}]}` on one line."""
    return line(
        {
            "errors": len(findings.errors),
            "warnings": len(findings.warnings),
            "findings": [
                {
                    "path": one.path,
                    "line": one.line,
                    "column": one.column,
                    "severity": severity(one),
                    "code": one.code,
                    "problem": one.problem,
                    "hint": one.hint,
                }
                for one in findings.problems
            ],
        }
    )
