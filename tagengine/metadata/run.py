"""A check from the file to what came of it: judged, compared with the baseline, fixed, written."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from tagengine.errors import FileError, Problem
from tagengine.metadata.checking import baseline
from tagengine.metadata.checking.baseline import Baseline
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.codes import NOT_WRITTEN
from tagengine.metadata.checking.target_checks import Checker
from tagengine.metadata.configuration.discovery import Target
from tagengine.metadata.configuration.places import shown
from tagengine.metadata.editing import fixing
from tagengine.rules import sources as rule_sources
from tagengine.system import atomic_files


class Mode(Enum):
    """What is to be done about wrong tags."""

    REPORT = "say them"
    SHOW = "show what a fix would change"
    FIX = "fix them"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the check (after a fix: of what is there now), and what was fixed.

    `before` and `after` are the texts if they differ, or would.
    """

    target: Target
    check: FileCheck
    fixed: tuple[RecordCheck, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Run:
    """Checks files one after the other; `known` is a baseline's file for all of them.

    `unsafe` says that a fix may replace what people judged; `in_full` says that the records behind
    findings are needed; otherwise checks that `checker` remembers do.
    """

    mode: Mode
    checker: Checker
    known: Path | None = None
    ignore_baselines: bool = False
    in_full: bool = False
    unsafe: bool = False
    _baselines: dict[Path, Baseline] = field(default_factory=dict)

    def outcome(self, target: Target) -> Outcome:
        """Return what came of a file; errors as for `Checker.check` and `baseline.parse`."""
        check = self._new(target, self.checker.check(target, in_full=self._needs_records))
        if self.mode is Mode.REPORT or check.file is None:
            return Outcome(target, check)
        vocabulary = self.checker.judge(target).vocabulary
        fix = fixing.fix(check, target.kind.layout, vocabulary, unsafe=self.unsafe)
        before = check.file.text
        if fix.text == before:
            return Outcome(target, _with(check, fix.problems))
        if self.mode is Mode.FIX:
            content = fix.text.encode()
            try:
                atomic_files.write(target.path, content, expected=check.content)
            except FileError as error:
                problem = Problem(target.shown, 1, 1, error.why, "", NOT_WRITTEN)
                return Outcome(target, _with(check, (problem,)))
            check = self._new(target, self.checker.check_content(target, content))
        return Outcome(target, _with(check, fix.problems), fix.fixed, before, fix.text)

    def _needs_records(self, check: FileCheck) -> bool:
        return bool(check.problems) and (self.in_full or self.mode is not Mode.REPORT)

    def _new(self, target: Target, check: FileCheck) -> FileCheck:
        """Return a check without what a baseline knows."""
        path = self.known
        if path is None and target.configured.configuration.baseline is not None:
            path = target.configured.repository.root / target.configured.configuration.baseline
        if path is None or self.ignore_baselines:
            return check
        if path not in self._baselines:
            if not path.exists():
                why = "no such file (tagengine check --write-baseline FILE makes one)"
                raise FileError(shown(path), why)
            text = rule_sources.read_text(path)
            self._baselines[path] = baseline.parse(text, path.as_posix())
        return self._baselines[path].filtered(check, relative_to(path, target))


def _with(check: FileCheck, problems: tuple[Problem, ...]) -> FileCheck:
    return replace(check, problems=tuple(sorted((*check.problems, *problems))))


def relative_to(known: Path, target: Target) -> str:
    """Return how a baseline at a path names a file: relative to its own folder."""
    return Path(os.path.relpath(target.path, known.parent)).as_posix()
