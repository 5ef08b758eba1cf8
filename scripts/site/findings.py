"""The page of finding codes: what each means, from the tables of the code."""

from __future__ import annotations

from collections.abc import Mapping

from tagengine.authoring import checks, explanations
from tagengine.metadata.checking.codes import EXPLANATIONS

_INTRODUCTION = """\
# Finding codes

A finding has a code that does not change between versions, so that programs can rely on it. Search
this page for a code to see what it means.
"""
_RECORDS = (
    "Findings in records",
    "From `tagengine check`; see [metadata repositories](../metadata.md).",
)
_ERRORS = (
    "Errors in rule files",
    "From every command that reads rules; see [writing rules](../rules.md#mistakes).",
)
_WARNINGS = (
    "Warnings about rules",
    "From `tagengine rules check`; see [the life of a rule](../rules-workflow.md#check). Those "
    "that need documents appear with `--corpus` only.",
)


def page() -> str:
    """Return the page as Markdown, with a heading for each code."""
    errors = {code.value: text for code, text in explanations.ERRORS.items()}
    parts = [(_RECORDS, EXPLANATIONS), (_ERRORS, errors), (_WARNINGS, checks.meanings())]
    return "\n".join([_INTRODUCTION, *(_part(*head, codes) for head, codes in parts)])


def _part(title: str, origin: str, codes: Mapping[str, str]) -> str:
    entries = "".join(f"### {code}\n\n{text}\n\n" for code, text in codes.items())
    return f"## {title}\n\n{origin}\n\n{entries}"
