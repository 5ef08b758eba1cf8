"""The page of finding codes: what each means, from the tables of the code."""

from __future__ import annotations

from collections.abc import Mapping

from tagengine.authoring import checks, explanations
from tagengine.metadata.checking.codes import EXPLANATIONS
from tagengine.metadata.code_examples import EXAMPLES

_INTRODUCTION = """\
# Finding codes

A finding has a code that does not change between versions, so that programs can rely on it. This
page has each code with its meaning, an example of the mistake, and what to write instead.
`tagengine codes CODE` prints the same.
"""
_RECORDS = (
    "Findings in records",
    "From `tagengine check`; see [check and fix records](../metadata.md).",
)
_ERRORS = (
    "Errors in rule files",
    "From every command that reads rules; see [write rules](../rules.md#mistakes).",
)
_TRIALS = (
    "Examples that fail",
    "From `tagengine rules test`; see [the life of a rule](../rules-workflow.md#test).",
)
_WARNINGS = (
    "Warnings about rules",
    "From `tagengine rules check`; see [the life of a rule](../rules-workflow.md#check). Those "
    "that need documents appear with `--corpus` only.",
)


def page() -> str:
    """Return the page as Markdown, with a heading for each code."""
    errors = {code.value: text for code, text in explanations.ERRORS.items()}
    parts = [
        (_RECORDS, EXPLANATIONS),
        (_ERRORS, errors),
        (_TRIALS, explanations.TRIALS),
        (_WARNINGS, checks.meanings()),
    ]
    return "\n".join([_INTRODUCTION, *(_part(*head, codes) for head, codes in parts)])


def _part(title: str, origin: str, codes: Mapping[str, str]) -> str:
    entries = "".join(_entry(code, text) for code, text in codes.items())
    return f"## {title}\n\n{origin}\n\n{entries}"


def _entry(code: str, meaning: str) -> str:
    wrong, right = EXAMPLES[code]
    named = (("Wrong", wrong), ("Right", right))
    blocks = (f"{name}:\n\n```yaml\n{text}\n```\n\n" for name, text in named)
    return f"### {code}\n\n{meaning}\n\n{''.join(blocks)}"
