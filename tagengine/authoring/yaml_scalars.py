"""Texts as YAML scalars: plain where that is safe for every reader, else in quotes or blocks."""

from __future__ import annotations

import io
import math
import re
import textwrap

import yaml
from yaml.emitter import Emitter

from tagengine.rules.files.yaml_nodes import LOADER, kind_of

_INDENT = 2  # columns
# What YAML 1.2 or other parsers read as a number, a date or a truth value, though PyYAML does not;
# versions and months too, whose neighbours ("1.2", "2026-11-24") would be no texts.
_LIKE_A_NUMBER = re.compile(r"[-+.]?\d[\d.,:_+\-/]*([eE][-+]?\d+)?|0o[0-7]+|[yYnN]")
_BREAKS = re.compile("[\r\x85\u2028\u2029]")
_BREAKS_AND_TABS = re.compile("[\t\n\r\x85\u2028\u2029\ufeff]")


def inline(value: str, *, is_flow: bool = False, is_regex: bool = False) -> str:
    """Return a text as a scalar on one line; `is_flow` says that it is inside `[]` or `{}`.

    Regexes are always in single quotes where they can be: what they are shows at once.
    """
    analysis = _analysis(value)
    has_breaks = bool(_BREAKS_AND_TABS.search(value))
    single_fits = analysis.allow_single_quoted and not has_breaks
    plain_fits = analysis.allow_flow_plain if is_flow else analysis.allow_block_plain
    if is_regex and single_fits:
        return _single_quoted(value)
    if plain_fits and not has_breaks and _is_text(value):
        return value
    if single_fits and ('"' in value or "\\" in value):
        return _single_quoted(value)
    quoted = yaml.dump(value, default_style='"', allow_unicode=True, width=math.inf)
    return str(quoted).removesuffix("\n")


def literal(value: str, indent: int) -> list[str] | None:
    """Return the lines of a text with line breaks as a `|` block; None if it cannot be one.

    The first is the header, to stand after the key or the dash; the others are indented by `indent`
    columns, two more than what the block belongs to.
    """
    if "\n" not in value or not _is_fit_for_block(value):
        return None
    body = value.removesuffix("\n")
    if not body.rsplit("\n", 1)[-1].strip():  # a blank last line is too easily lost
        return None
    first = next(line for line in body.split("\n") if line.strip())
    before = body[: body.index(first)]
    indicator = str(_INDENT) if first[0] in " \t" or before.strip("\n") else ""
    chomping = "" if value.endswith("\n") else "-"
    margin = " " * indent
    lines = [margin + line if line else "" for line in body.split("\n")]
    return [f"|{indicator}{chomping}", *lines]


def folded(value: str, indent: int, width: int) -> list[str] | None:
    """Return the lines of a long text of one line as a `>` block; None if it cannot be one."""
    body = value.removesuffix("\n")
    words = body.split(" ")
    if len(words) == 1 or not all(words) or "\n" in body or not _is_fit_for_block(value):
        return None
    margin = " " * indent
    lines = textwrap.wrap(
        body, width - indent, break_long_words=False, break_on_hyphens=False, tabsize=1
    )
    if " ".join(lines) != body or "\t" in body:
        return None
    return [">" if value.endswith("\n") else ">-", *(margin + line for line in lines)]


def _single_quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _is_text(value: str) -> bool:
    node = yaml.compose(value, Loader=LOADER)
    return node is not None and kind_of(node) == "text" and not _LIKE_A_NUMBER.fullmatch(value)


def _is_fit_for_block(value: str) -> bool:
    """Return whether a block, which has no escapes, can hold every character of a text."""
    visible = value.replace("\n", "x").replace("\t", "x").replace(" ", "x")
    return not _BREAKS.search(value) and bool(_analysis(visible).allow_block)


def _analysis(value: str) -> yaml.emitter.ScalarAnalysis:
    return Emitter(io.StringIO(), allow_unicode=True).analyze_scalar(value)
