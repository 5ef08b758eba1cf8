"""Suggestions for rules as YAML to paste, with the reasons as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from tagengine.learning.suggestions import Advice, Excerpt, Harm, Suggestion
from tagengine.reporting.as_text import several, shown
from tagengine.rules.vocabulary import Vocabulary

_WIDTH = 96


def as_yaml(advice: Advice, vocabulary: Vocabulary) -> str:
    """Return the advice for one tag: entries of `rules`, and rules that hurt as comments."""
    tag = vocabulary[advice.tag].key
    lines = [f"# {tag}: {several(advice.labelled, 'labelled record')}"]
    if not advice.suggestions and not advice.harms:
        lines.append("# nothing to suggest")
    if advice.suggestions:
        lines.append("rules:")
        for one in advice.suggestions:
            lines += _suggestion(one)
    for harm in advice.harms:
        lines += _harm(harm)
    return "\n".join(lines)


def _suggestion(one: Suggestion) -> Iterator[str]:
    keyword = one.forms[0] if len(one.forms) == 1 else list(one.forms)
    note = f"{one.with_tag} of {one.records} labelled records with it, {one.missed} missed now"
    yield f"  - keywords: {_flow([keyword])}"
    yield f"    weight: {one.weight}"
    yield f"    note: {_flow(note)}"
    yield from _excerpts(one.contexts, "    ")


def _harm(one: Harm) -> Iterator[str]:
    rule = one.rule
    yield (
        f"# hurts: {rule.id} ({rule.path}:{rule.line}):"
        f" without it {one.worse} records are better, {one.better} worse"
    )
    yield from _excerpts(one.contexts, "")


def _excerpts(found: Sequence[Excerpt], indent: str) -> Iterator[str]:
    for one in found:
        yield f"{indent}#   {shown(str(one.id), 40)}: {shown(one.text, _WIDTH)}"


def _flow(value: object) -> str:
    """Return a value as YAML on one line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=10_000, explicit_end=False
    )
    return text.removesuffix("\n").removesuffix("\n...").strip()
