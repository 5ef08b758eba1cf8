"""Findings as workflow commands of GitHub Actions, which become annotations of the files.

The format and its escapes are those of 'Workflow commands for GitHub Actions' (docs.github.com).
Nothing in a finding can end its line or start another command.
"""

from __future__ import annotations

from tagengine.errors import Problem
from tagengine.reporting.findings.collected import Findings, message, severity
from tagengine.text.printable import printable

_SHOWN = 10  # annotations of one severity that GitHub shows for a step
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_LINE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY_ESCAPES = _LINE_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def render(findings: Findings) -> str:
    """Return a command for each finding, errors first, and a notice with their number.

    GitHub shows ten annotations of each severity, and the log shows only the message of the
    others: it names the place too.
    """
    found = findings.by_severity().values()
    lines = [_command(one) for problems in found for one in problems]
    if findings.problems:
        summary = findings.summary()
        if max(map(len, found)) > _SHOWN:
            summary += f"; GitHub shows {_SHOWN} of each at most, the log of this step has them all"
        lines.append(f"::notice title=tagengine::{_escaped(summary)}")
    else:
        lines.append(findings.summary())
    return "\n".join(lines)


def _command(problem: Problem) -> str:
    properties = {
        "title": f"tagengine ({problem.code})" if problem.code else "tagengine",
        "file": problem.path,
        "line": str(problem.line),
        "col": str(problem.column),
    }
    listed = ",".join(
        f"{name}={_printable(value).translate(_PROPERTY_ESCAPES)}"
        for name, value in properties.items()
    )
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return f"::{_COMMANDS[severity(problem)]} {listed}::{_escaped(f'{place}: {message(problem)}')}"


def _escaped(text: str) -> str:
    return _printable(text.replace("\r\n", "\n")).translate(_LINE_ESCAPES)


def _printable(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))
