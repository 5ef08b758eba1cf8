"""Findings in order, with their counts and their paths as every printer writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from tagengine.errors import Problem
from tagengine.reporting.as_text import several


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a run found, in order of path, line and column; paths relative where possible."""

    problems: tuple[Problem, ...]
    explanations: Mapping[str, str]

    @classmethod
    def of(
        cls, problems: Iterable[Problem], explanations: Mapping[str, str], base: Path
    ) -> Findings:
        """Return problems in order, those of files below the folder `base` relative to it."""
        named = (replace(one, path=_relative(one.path, base)) for one in problems)
        return cls(tuple(sorted(named)), explanations)

    def by_severity(self) -> dict[str, list[Problem]]:
        """Return the findings by their severity, in the order error, warning, note."""
        found: dict[str, list[Problem]] = {"error": [], "warning": [], "note": []}
        for one in self.problems:
            found[severity(one)].append(one)
        return found

    def summary(self) -> str:
        """Return how many errors, warnings and notes there are, in words."""
        if not self.problems:
            return "no problems"
        found = self.by_severity().items()
        return ", ".join(several(len(problems), name) for name, problems in found if problems)

    def explanation(self, code: str) -> str:
        """Return what a code means."""
        return self.explanations.get(code) or code.replace("-", " ") or "a problem"


def severity(problem: Problem) -> str:
    """Return 'error', 'warning' or 'note'."""
    if problem.is_note:
        return "note"
    return "warning" if problem.is_warning else "error"


def message(problem: Problem) -> str:
    """Return what a problem is and what to do, without its place."""
    return problem.problem + (f" ({problem.hint})" if problem.hint else "")


def _relative(path: str, base: Path) -> str:
    """Return a path with forward slashes, relative to `base` if it is below."""
    pure = PurePath(path)
    if pure.is_absolute() and pure.is_relative_to(base):
        pure = pure.relative_to(base)
    return pure.as_posix()
