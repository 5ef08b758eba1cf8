"""Starter rules as the files of a rule folder, readable and with the support of every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import yaml

from tagengine.learning import terms
from tagengine.learning.starter import Term
from tagengine.rules.files.folder import SETTINGS_FILE
from tagengine.rules.rule_set import Rule, RuleSet, TagPolicy
from tagengine.rules.sources import VOCABULARY_FILE
from tagengine.rules.vocabulary import Tag, Vocabulary
from tagengine.rules.zones import Settings
from tagengine.text import words

_NOT_SLUG = re.compile(r"[^a-z0-9+#]+")
_SOURCES = {"name": "the tag's name", "scope": "the scope note", "records": "labelled records"}
_RESERVED = (SETTINGS_FILE, VOCABULARY_FILE, "regexes.yaml")
_WIDTH = 100
_HEADER = "# Starter rules: remove what is there by chance, and add what you know.\n"


def starter_files(
    vocabulary: Vocabulary, listed: Sequence[Sequence[Term]], settings_text: str
) -> dict[str, str]:
    """Return the files of a rule folder by name; `listed` are the terms of each tag.

    `settings_text` is the text of `zones.yaml`.
    """
    files = {
        SETTINGS_FILE: settings_text,
        VOCABULARY_FILE: _dump([_tag_data(tag) for tag in vocabulary]),
    }
    for tag, found in zip(vocabulary, listed, strict=True):
        if found:
            files[_file_name(tag, files)] = _tag_file(tag, found)
    return files


def _tag_data(tag: Tag) -> dict[str, object]:
    data: dict[str, object] = {"id": tag.id, "name": tag.name}
    return data | {"scope": tag.scope} if tag.scope else data


def _file_name(tag: Tag, taken: dict[str, str]) -> str:
    slug = _NOT_SLUG.sub("-", tag.key).strip("-") or "tag"
    name, number = f"{slug}.yaml", 1
    while name in taken or name in _RESERVED:
        number += 1
        name = f"{slug}-{number}.yaml"
    return name


def starter_rule_set(
    vocabulary: Vocabulary, listed: Sequence[Sequence[Term]], settings: Settings
) -> RuleSet:
    """Return the rule set of `starter_files` without writing and reading them; it has no file."""
    rules = []
    for index, found in enumerate(listed):
        for entry in _entries(found):
            for keyword in entry.keywords:
                plurals = (words.plural(form) for form in keyword)
                forms = tuple(dict.fromkeys((*keyword, *filter(None, plurals))))
                patterns = tuple(dict.fromkeys(map(words.pattern, forms)))
                rule_id = f"{vocabulary[index].key}/{keyword[0]}"
                weight = entry.weight * 100
                rules.append(
                    Rule(rule_id, index, keyword[0], forms, patterns, False, weight, "", 0)
                )
    rules.sort(key=lambda rule: (rule.tag, rule.id))
    policies = (TagPolicy(settings.threshold),) * len(vocabulary)
    return RuleSet(vocabulary, settings, policies, tuple(rules), "")


class _Entry(NamedTuple):
    """Keywords, each with its forms, that share weight, source and support."""

    keywords: list[list[str]]
    weight: int
    source: str
    note: str


def _entries(found: Sequence[Term]) -> Iterator[_Entry]:
    """Yield the entries of a tag's file, the weightiest first."""
    ordered = sorted(found, key=lambda term: (-term.weight, *_group(term), term.stem))
    claimed: set[str] = set()
    for (weight, source, with_tag, records), members in groupby(
        ordered, key=lambda term: (term.weight, *_group(term))
    ):
        keywords = [keyword for term in members if (keyword := terms.distinct(term.forms, claimed))]
        if keywords:
            note = _note(source, with_tag, records)
            yield _Entry(keywords, weight, _SOURCES.get(source, source), note)


def _tag_file(tag: Tag, found: Sequence[Term]) -> str:
    entries = [
        {
            "keywords": [forms[0] if len(forms) == 1 else forms for forms in entry.keywords],
            "weight": entry.weight,
            "source": entry.source,
            "note": entry.note,
            "learned": True,
        }
        for entry in _entries(found)
    ]
    return _HEADER + _dump({"tag": tag.name.strip(), "rules": entries})


def _group(term: Term) -> tuple[str, int, int]:
    return term.source, term.with_tag, term.records


def _note(source: str, with_tag: int, records: int) -> str:
    if source not in _SOURCES:
        return f"{with_tag} of {records} labelled records to which they give their tag"
    if not records:
        return "in no labelled record"
    return f"{with_tag} of {records} labelled record{'s'[: records > 1]} with it"


def _dump(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=_WIDTH)
