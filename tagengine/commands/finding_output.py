"""Findings on standard output: on a terminal in colour with their source line, else in lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tagengine.commands.options import put, say, terminal
from tagengine.errors import Problem
from tagengine.reporting import findings
from tagengine.reporting.findings import Findings, as_text


@dataclass(slots=True)
class FindingOutput:
    """Writes findings for people; `opened` returns the file that a finding's path means."""

    opened: Callable[[str], Path] = Path
    _read: tuple[str, list[str]] = ("", [])

    def put(self, problem: Problem) -> None:
        """Write one finding."""
        if not sys.stdout.isatty():
            say(as_text.line(problem))
            return
        from tagengine.reporting.findings import on_terminal  # noqa: PLC0415 -- for a terminal only

        with terminal() as console:
            on_terminal.show(problem, self._source(problem), console)

    def put_all(
        self, problems: Iterable[Problem], form: str, explanations: Mapping[str, str]
    ) -> None:
        """Write findings and their number in one of `findings.FORMATS`."""
        if form != "text":
            put(findings.render(problems, form, explanations, Path.cwd()))
            return
        listed = Findings.of(problems, explanations, Path.cwd())
        for problem in listed.problems:
            self.put(problem)
        for line in as_text.totals(listed):
            say(line)

    def _source(self, problem: Problem) -> str | None:
        """Return the line of a file that a finding points at, None if it cannot be read."""
        if self._read[0] != problem.path:
            try:
                with self.opened(problem.path).open(encoding="utf-8-sig", newline="") as file:
                    self._read = problem.path, list(file)
            except (OSError, ValueError):  # told by the finding itself, or of no file
                self._read = problem.path, []
        lines = self._read[1]
        return lines[problem.line - 1] if 0 < problem.line <= len(lines) else None


def below(origin: str, folder: Path) -> Callable[[str], Path]:
    """Return what finds the files of a folder that messages name `origin`."""
    return lambda path: folder / os.path.relpath(path, origin)
