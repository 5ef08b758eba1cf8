"""The findings that are known: an old catalogue adopts the check step by step.

A baseline is JSON: the path of a file, relative to the baseline, to its known findings. A finding
about tags is told by the record and the tags that it has, not by what is expected or by lines, so
it stays known until someone touches the tags.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tagengine.errors import Problem, TagEngineError
from tagengine.metadata.checking.checking import FileCheck, RecordCheck
from tagengine.metadata.checking.codes import UNSURE_TAGS, UNTIDY_TAGS, WRONG_TAGS
from tagengine.text.printable import harmless_json

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings by the relative path of their file."""

    known: Mapping[str, tuple[str, ...]]

    def filtered(self, check: FileCheck, relative: str) -> FileCheck:
        """Return a check without the findings that are known; records with them count as right."""
        left = Counter(self.known.get(relative, ()))
        if not left:
            return check
        told = {id(problem): identity for problem, identity in identified(check)}

        def is_new(problem: Problem) -> bool:
            identity = told[id(problem)]
            left[identity] -= 1
            return left[identity] < 0

        problems = tuple(problem for problem in check.problems if is_new(problem))
        if check.remembered is not None:
            identities = tuple(told[id(problem)] for problem in problems)
            return replace(
                check,
                problems=problems,
                remembered=replace(check.remembered, identities=identities),
            )
        records = tuple(_without_known(one, problems) for one in check.records)
        return replace(check, records=records, problems=problems)


def _without_known(one: RecordCheck, new: tuple[Problem, ...]) -> RecordCheck:
    """Return a record's check without findings that are known, and so are not fixed."""
    left = replace(one, problems=tuple(problem for problem in one.problems if problem in new))
    if not left.problems or one.fixed_tags is None:
        return replace(left, fixed_tags=None)
    return left if left.difference else replace(left, fixed_tags=one.fixed_tags.only_tidy())


def identified(check: FileCheck) -> list[tuple[Problem, str]]:
    """Return the findings of a file, each with what a baseline knows it by."""
    if check.remembered is not None:
        return list(zip(check.problems, check.remembered.identities, strict=True))
    differences = {
        id(problem): _of_tags(one, problem)
        for one in check.records
        for problem in one.problems
        if problem.code in (WRONG_TAGS, UNSURE_TAGS, UNTIDY_TAGS)
    }
    return [
        (problem, differences.get(id(problem), f"{problem.code}: {problem.problem}"))
        for problem in check.problems
    ]


def _of_tags(check: RecordCheck, problem: Problem) -> str:
    have = ", ".join(one.text.strip() for one in check.record.tags)
    return f"{problem.code}{check.record.label}: have [{have}]"


def parse(text: str, path: str) -> Baseline:
    """Return the baseline in a text; raises `TagEngineError` naming `path` if it is none."""
    hint = "make a new one with --write-baseline"
    try:
        data = json.loads(text)
        if data["version"] != _VERSION:
            raise TagEngineError(f"{path}: a baseline from another version ({hint})")
        known = {str(name): tuple(map(str, found)) for name, found in data["findings"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise TagEngineError(f"{path}: not a baseline ({hint})") from None
    return Baseline(known)


def render(known: Mapping[str, Iterable[str]]) -> str:
    """Return the text of a baseline."""
    findings = {path: sorted(found) for path, found in sorted(known.items())}
    findings = {path: found for path, found in findings.items() if found}
    data = {"version": _VERSION, "findings": findings}
    return harmless_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
