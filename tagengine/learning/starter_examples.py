"""Examples for starter rules: records that they get right, as texts for `rules test`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from tagengine.authoring import formatting
from tagengine.engine import Engine
from tagengine.evaluation.gold import Labelled
from tagengine.rules.rule_set import RuleSet

_MOST = 2  # of a tag
_LONGEST = 400  # characters
_WIDTH = 100


def with_examples(
    files: Mapping[str, str], rule_set: RuleSet, labelled: Sequence[Labelled]
) -> dict[str, str]:
    """Return rule files with examples that match, of records in order that the rules get right."""
    engine = Engine(rule_set)
    examples: dict[str, list[str]] = {}
    for one in labelled:
        text = example(one)
        wanted = [name for name in one.labels if len(examples.get(name, ())) < _MOST]
        if not wanted or not one.record.description or len(text) > _LONGEST:
            continue
        given = {tag.name for tag in engine.tag(text).tags}
        for name in wanted:
            if name in given:
                examples.setdefault(name, []).append(text)
    return formatting.format_files({name: _with(text, examples) for name, text in files.items()})


def example(one: Labelled) -> str:
    """Return the text of a record as an example."""
    return f"# {one.record.name}\n\n{one.record.description}".strip()


def _with(text: str, examples: Mapping[str, list[str]]) -> str:
    """Return a tag's file with the tag's examples; other files as they are."""
    data = yaml.safe_load(text)
    tag = data.get("tag") if isinstance(data, dict) else None
    found = next((texts for name, texts in examples.items() if name.strip() == tag), None)
    if found is None or "examples" in data:
        return text
    added = yaml.safe_dump(
        {"examples": {"match": found}}, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return text.rstrip("\n") + "\n\n" + added
