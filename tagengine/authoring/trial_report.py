"""What came of the examples of rule files: for people, for programs, for build servers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from tagengine.authoring.trials import Trial
from tagengine.errors import Problem
from tagengine.evidence import audit_json
from tagengine.evidence.audit import LeftOutEvidence
from tagengine.evidence.contributions import ContributionEvidence
from tagengine.matching.left_out import Reason
from tagengine.reporting import as_json
from tagengine.reporting import left_out_reasons as reasons
from tagengine.reporting.as_text import points, several, shown, verdict
from tagengine.reporting.findings import as_junit, as_text
from tagengine.reporting.findings.as_junit import Case
from tagengine.text.printable import printable

_FAILED = "failed-example"
_LINES = 6  # of an example's text
_WIDTH = 76  # characters of such a line
_MOST = 8  # contributions, and matches left out, of a tag


def summary(trials: Sequence[Trial]) -> str:
    """Return how many examples there were, and how many failed."""
    failed = sum(not trial.passed for trial in trials)
    examples = several(len(trials), "example")
    if not trials:
        return "no examples (write some: examples: {match: […], no_match: […]})"
    return f"{examples}, {failed} failed" if failed else f"{examples}, none failed"


def line(trials: Sequence[Trial]) -> str:
    """Return `{"examples", "failed", "failures": […]}` on one line."""
    failures = [_data(trial) for trial in trials if not trial.passed]
    return as_json.line({"examples": len(trials), "failed": len(failures), "failures": failures})


def junit(trials: Sequence[Trial]) -> str:
    """Return a JUnit report with a suite for each file."""
    numbers = Counter[str]()
    cases = []
    for trial in trials:
        path, line_ = trial.example.path, trial.example.line
        numbers[path] += 1
        name = f"{numbers[path]}: {trial.tag.strip()} {_key(trial)} line {line_}"
        case = Case(path, name, path, line_)
        if not trial.passed:
            account = f"{as_text.line(finding(trial))}\n{details(trial)}"
            case = replace(case, failure=what_failed(trial), details=account)
        cases.append(case)
    return as_junit.report(cases)


def what_failed(trial: Trial) -> str:
    """Return in a line what an example that failed shows."""
    what = f"{'a' if trial.met else 'no'} rule of its entry counts"
    if not trial.is_of_entry:
        what = f"{trial.tag.strip()} is {'given' if not trial.example.expected else 'not given'}"
    return f"{_key(trial)}: {what}"


def finding(trial: Trial) -> Problem:
    """Return an example that failed as a finding at its place."""
    one = trial.example
    return Problem(one.path, one.line, one.column, what_failed(trial), "", _FAILED)


def _key(trial: Trial) -> str:
    return "match" if trial.example.expected else "no_match"


def details(trial: Trial) -> str:
    """Return what is said below an example that failed: its text, what came instead, and why."""
    lines = trial.example.text.strip("\n").splitlines()
    shown_lines = [f"    | {shown(one, _WIDTH)}".rstrip() for one in islice(lines, _LINES)]
    if len(lines) > _LINES:
        shown_lines.append(f"    | … {len(lines) - _LINES} more lines")
    difference = _rule_difference(trial) if trial.is_of_entry else _tag_difference(trial)
    return "\n".join(map(printable, [*shown_lines, *difference]))


def _tag_difference(trial: Trial) -> list[str]:
    """Return what was wanted and what came, and the account of the tag."""
    name = trial.tag.strip()
    scores = trial.explanation.scores
    given = ", ".join(f"{tag.strip()} {points(scores[tag])}" for tag in trial.met) or "no tag"
    evidence = trial.explanation.why(trial.tag)
    account = [_contribution(one) for one in evidence.contributions[:_MOST]]
    if len(evidence.contributions) > _MOST:
        account.append(f"      and {len(evidence.contributions) - _MOST} more")
    return [
        f"  - wanted: {name if trial.example.expected else f'anything but {name}'}",
        f"  + given:  {given}",
        f"  {name}: {points(evidence.score)} points ({verdict(evidence)})",
        *account,
        *_left_out([one for one in _of_tag(trial) if one.reason is not Reason.REPEATS]),
    ]


def _rule_difference(trial: Trial) -> list[str]:
    ids = ", ".join(trial.wanted[:_MOST]) + ("" if len(trial.wanted) <= _MOST else ", …")
    met = ", ".join(trial.met) or "none of them"
    rules = set(trial.wanted)
    evidence = trial.explanation.why(trial.tag)
    contributions = [one for one in evidence.contributions if one.match.rule in rules]
    concerned = [
        one for one in _of_tag(trial) if one.match.rule in rules and one.reason is not Reason.MASK
    ]
    lines = [
        f"  - wanted: {'one of' if trial.example.expected else 'none of'} {ids}",
        f"  + counted: {met}",
        *map(_contribution, contributions[:_MOST]),
        *_left_out(concerned),
    ]
    if trial.example.expected and not concerned:
        lines.append("    the text has none of their words")
    return lines


def _of_tag(trial: Trial) -> list[LeftOutEvidence]:
    audit = trial.explanation.audit
    return [one for one in audit.left_out if one.tag.name == trial.tag]


def _contribution(one: ContributionEvidence) -> str:
    where = f"{one.match.zone} {one.match.place.line}:{one.match.place.column}"
    return f'    {points(one.points):>7}  {one.match.rule}  "{shown(one.match.text)}"  {where}'


def _left_out(found: Sequence[LeftOutEvidence]) -> list[str]:
    lines = []
    for one in found[:_MOST]:
        where = f"{one.match.zone} {one.match.place.line}:{one.match.place.column}"
        lines.append(f'    left out  {one.match.rule}  "{shown(one.match.text)}"  {where}')
        lines.append(f"              {reasons.why(one)}")
    if len(found) > _MOST:
        lines.append(f"    left out  {len(found) - _MOST} more")
    return lines


def _data(trial: Trial) -> dict[str, Any]:
    """Return a failed example with its audit of the tag."""
    evidence = trial.explanation.why(trial.tag)
    return {
        "path": trial.example.path,
        "line": trial.example.line,
        "tag": trial.tag,
        "key": _key(trial),
        "text": trial.example.text,
        "rules": list(trial.example.rules),
        "wanted": list(trial.wanted),
        "met": list(trial.met),
        "why": audit_json.why(trial.explanation, evidence),
    }
