"""The page of finding codes: what each means, from the tables of the code."""

from __future__ import annotations

from collections.abc import Mapping

from tagengine.reporting.findings import codes
from tagengine.reporting.findings.codes import Explained

_INTRODUCTION = """\
# Finding codes

A finding has a code that does not change between versions, so that programs can rely on it. This
page has each code with its meaning, an example of the mistake, and what to write instead.
`tagengine codes CODE` prints the same.
"""
_PARTS = {
    "records": (
        "Findings in records",
        "From `tagengine check`; see [check and fix records](../metadata.md).",
    ),
    "rules": (
        "Errors in rule files",
        "From every command that reads rules; see [write rules](../rules.md#mistakes).",
    ),
    "examples": (
        "Examples that fail",
        "From `tagengine rules test`; see [how to test rules](../rules-workflow.md#test).",
    ),
    "checks": (
        "Warnings about rules",
        "From `tagengine rules check`; see [how to check rules](../rules-workflow.md#check). Those "
        "that need documents appear only with `--corpus`.",
    ),
}


def page() -> str:
    """Return the page as Markdown, with a heading for each code."""
    parts = (_part(*_PARTS[kind], found) for kind, found in codes.by_kind().items())
    return "\n".join([_INTRODUCTION, *parts])


def _part(title: str, origin: str, found: Mapping[str, Explained]) -> str:
    entries = "".join(_entry(code, one) for code, one in found.items())
    return f"## {title}\n\n{origin}\n\n{entries}"


def _entry(code: str, one: Explained) -> str:
    named = (("Wrong", one.wrong), ("Right", one.right))
    blocks = (f"{name}:\n\n```yaml\n{text}\n```\n\n" for name, text in named)
    return f"### {code}\n\n{one.meaning}\n\n{''.join(blocks)}"
