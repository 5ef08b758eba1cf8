"""Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read.

Lines and columns count from 1, columns in characters (`unicodeCodePoints`).
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from tagengine.errors import Problem
from tagengine.reporting.findings.collected import Findings, message, severity
from tagengine.text.printable import harmless_json
from tagengine.version import __version__

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"  # the checkout, to readers of the file


def render(findings: Findings) -> str:
    """Return a log with one run: the codes as its rules, and a result for each finding."""
    codes = sorted({one.code for one in findings.problems} | set(findings.explanations))
    index_of = {code: index for index, code in enumerate(codes)}
    levels = {one.code: severity(one) for one in findings.problems}
    driver = {
        "name": "tagengine",
        "version": __version__,
        "rules": [_rule(code, findings, levels.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, index_of[one.code]) for one in findings.problems],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return harmless_json(json.dumps(log, ensure_ascii=False, indent=2))


def _rule(code: str, findings: Findings, level: str | None) -> dict[str, Any]:
    text = findings.explanation(code)
    rule: dict[str, Any] = {
        "id": code or "problem",
        "shortDescription": {"text": text},
        "help": {"text": text},
    }
    if level is not None:
        rule["defaultConfiguration"] = {"level": level}
    return rule


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    return {
        "ruleId": problem.code or "problem",
        "ruleIndex": rule,
        "level": severity(problem),
        "message": {"text": message(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(problem.path),
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    """Return the URI of a file: relative to the checkout, or absolute if it is elsewhere."""
    pure = PurePosixPath(path)
    encoded = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    if pure.is_absolute():
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded, "uriBaseId": _ROOT}
