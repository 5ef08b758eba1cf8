"""The pages of keys: of rule files and of `.tagengine.yaml`, from the tables that check them."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.rule_reference import TABLES, table
from tagengine.metadata.configuration import language
from tagengine.rules.language import Key

_RULES = {
    "file": "A tag's file",
    "rule": "A rule",
    "condition": "A condition",
    "examples": "Examples of a tag or a rule",
    "list": "A shared list",
    "vocabulary": "A tag in vocabulary.yaml",
    "settings": "zones.yaml",
    "section": "A section in zones.yaml",
    "selection": "The selection in zones.yaml",
}
_CONFIGURATION: Mapping[str, tuple[Key, ...]] = {
    "The file": language.FILE_KEYS,
    "An entry of `records`": language.RECORDS_KEYS,
    "An entry of `fields`": language.FIELD_KEYS,
    "An override": language.OVERRIDE_KEYS,
}


def rules_page() -> str:
    """Return the page of the keys of rule files as Markdown."""
    head = "# Keys of rule files\n\n[Write rules](../rules.md) shows how to use them.\n"
    return _page(head, {title: TABLES[name] for name, title in _RULES.items()})


def configuration_page() -> str:
    """Return the page of the keys of `.tagengine.yaml` as Markdown."""
    head = (
        "# Keys of .tagengine.yaml\n\n"
        "[Check and fix records](../metadata.md#the-configuration) shows how to use them.\n"
    )
    return _page(head, _CONFIGURATION)


def _page(head: str, tables: Mapping[str, tuple[Key, ...]]) -> str:
    return "\n".join([head, *(f"## {title}\n\n{table(keys)}" for title, keys in tables.items())])
