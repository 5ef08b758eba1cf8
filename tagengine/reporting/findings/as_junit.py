"""Findings as JUnit XML, the report that build servers show; also for other test cases.

The form is the common one of Apache Ant and Jenkins: suites of cases, a case with or without a
failure.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from tagengine.reporting.findings.as_text import line
from tagengine.reporting.findings.collected import Findings, message
from tagengine.text.printable import printable

# What XML 1.0 cannot hold, not even as an entity (section 2.2 of its specification).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Case:
    """One test: what it is about, its name, and where it is.

    `failure` says in a line why it failed, and is None if it passed; `details` say more.
    """

    suite: str
    name: str
    path: str
    line: int
    failure: str | None = None
    details: str = ""
    sort: str = ""


def render(findings: Findings) -> str:
    """Return a report with a suite for each file and a failed case for each finding."""
    cases = [
        Case(one.path, f"{one.code}:{one.line}:{one.column}", one.path, one.line, message(one),
             line(one), one.code)
        for one in findings.problems
    ]  # fmt: skip
    return report(cases or [Case("tagengine", "no problems", "", 0)])


def report(cases: Iterable[Case]) -> str:
    """Return a report of cases, which come with the cases of a suite together."""
    listed = list(cases)
    root = ET.Element("testsuites", _counts(listed))
    for name, members in groupby(listed, key=lambda case: case.suite):
        suite_cases = list(members)
        suite = ET.SubElement(root, "testsuite", {"name": _xml(name), **_counts(suite_cases)})
        for case in suite_cases:
            _add(suite, case)
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _counts(cases: list[Case]) -> dict[str, str]:
    failures = sum(case.failure is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}


def _add(suite: ET.Element, case: Case) -> None:
    attributes = {"classname": _xml(case.suite), "name": _xml(case.name)}
    if case.path:
        attributes |= {"file": _xml(case.path), "line": str(case.line)}
    element = ET.SubElement(suite, "testcase", attributes)
    if case.failure is not None:
        failure = {"message": _xml(case.failure), "type": _xml(case.sort or "failure")}
        ET.SubElement(element, "failure", failure).text = _xml(case.details)


def _xml(text: str) -> str:
    """Return a text without what XML cannot hold, and with codes for invisible characters."""
    return "\n".join(map(printable, _NOT_XML.sub("", text).split("\n")))
