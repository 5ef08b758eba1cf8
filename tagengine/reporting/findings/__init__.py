"""Findings at places of files, printed for people, programs, code hosts and test reports.

Every printer takes the same `Findings` and returns a text without its last line break; the same
findings give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tagengine.errors import Problem
from tagengine.reporting.findings import as_github, as_json, as_junit, as_sarif, as_text
from tagengine.reporting.findings.collected import Findings

_PRINTERS: Mapping[str, Callable[[Findings], str]] = {
    "text": as_text.render,
    "json": as_json.render,
    "jsonl": as_json.render_lines,
    "github": as_github.render,
    "sarif": as_sarif.render,
    "junit": as_junit.render,
}
FORMATS = tuple(_PRINTERS)

__all__ = ["FORMATS", "Findings", "render"]


def render(
    problems: Iterable[Problem], form: str, explanations: Mapping[str, str], base: Path
) -> str:
    """Return problems as text in one of `FORMATS`.

    `explanations` says in a sentence what each code means; one without is explained by its name.
    Paths below the folder `base` are written relative to it, as code hosts want them.
    """
    return _PRINTERS[form](Findings.of(problems, explanations, base))
